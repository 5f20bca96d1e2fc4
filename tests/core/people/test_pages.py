"""The pages of persons: the right person sees them, the wrong one does not, in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.homes import a_person
from tests.support.staff import a_user

TODAY = date(2026, 11, 21)
CHILD = date(2015, 9, 1)
CEILING = 15

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def browser():
    return signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))


@pytest.fixture
def recruiter():
    return signed_in(a_user("Rae Holt", Role.RECRUITMENT_OFFICER))


def text(answer):
    return " ".join(answer.content.decode().split())


def queries(browser, address, **data):
    ask = browser.post if data else browser.get
    ask(address, data)
    with CaptureQueriesContext(connection) as made:
        ask(address, data)
    return len(made)


def test_people_are_found_by_a_name_that_is_posted(browser):
    a_person("Ada", "Okafor"), a_person("Ann", "Abel")

    assert "Type a name to begin" in text(browser.get("/people"))
    answer = text(browser.post("/people", {"name": "okaf"}))
    assert "Ada Okafor" in answer
    assert "Ann Abel" not in answer
    assert "Nobody has that name" in text(browser.post("/people", {"name": "zz"}))


def test_a_long_answer_is_cut_at_25_and_says_so_in_as_many_queries(browser):
    a_person("Ada", "Okafor")
    few = queries(browser, "/people", name="ada")
    for _ in range(30):
        a_person("Ada")

    assert "Showing the first 25" in text(browser.post("/people", {"name": "ada"}))
    assert queries(browser, "/people", name="ada") == few <= CEILING


def test_a_persons_page_shows_what_is_known_and_is_recorded_as_read(browser):
    ada = a_person("Ada", "Okafor", phone="01632 960 001", email="ada@example.org", given_names="Adaeze")

    answer = text(browser.get(f"/people/{ada.pk}"))

    for known in ("17 May 1980 (age 46)", "Adaeze", "01632 960 001", "ada@example.org"):
        assert known in answer
    assert "Okafor" not in answer.split("</title>")[0]
    assert AuditEntry.objects.filter(is_reading=True, subject_id=ada.pk).exists()
    assert queries(browser, f"/people/{ada.pk}") <= CEILING


def test_a_child_is_not_there_for_those_who_recruit(browser, recruiter):
    cal = a_person("Cal", "Okafor", born_on=CHILD)

    assert browser.get(f"/people/{cal.pk}").status_code == 200
    assert recruiter.get(f"/people/{cal.pk}").status_code == 404
    assert recruiter.post(f"/people/{cal.pk}/details", {}).status_code == 404
    assert "Cal" not in text(recruiter.post("/people", {"name": "okafor"}))


def test_who_may_not_see_people_is_refused():
    administrator = signed_in(a_user("Toni Ash", Role.TENANT_ADMINISTRATOR))

    assert administrator.get("/people").status_code == 403


def test_details_are_changed_and_a_stale_change_shows_both(browser):
    ada = a_person("Ada", "Okafor")
    address = f"/people/{ada.pk}/details"
    told = {"born_on": "1980-05-17", "pronouns": "she/her", "version": ada.version}

    assert "The details of Ada Okafor are saved." in text(browser.post(address, told, follow=True))
    stale = browser.post(address, told | {"pronouns": "they/them"})
    assert stale.status_code == 422
    assert "she/her" in text(stale)
    assert "they/them" in text(stale)
    ada.refresh_from_db()
    again = browser.post(address, told | {"pronouns": "they/them", "version": ada.version}, follow=True)
    assert "they/them" in text(again)


@pytest.mark.parametrize(
    ("page", "told", "message"),
    [
        ("details", {"born_on": "2030-01-01"}, "Date of birth must be today or in the past"),
        ("names/new", {"known_as": "Ada", "family_name": ""}, "Enter the family name"),
        (
            "names/new",
            {"known_as": "Ada", "family_name": "Okafor", "from_on": "2026-01-01"},
            "is already called that",
        ),
        ("contact-points/new", {"kind": "phone"}, "Enter the phone number"),
        ("contact-points/new", {"kind": "phone", "phone": "01632 960 001"}, "already has this phone"),
        ("addresses/new", {"lines": ""}, "Enter the address"),
    ],
)
def test_what_cannot_be_comes_back_with_what_to_do(browser, page, told, message):
    ada = a_person("Ada", "Okafor", phone="01632 960 001")

    answer = browser.post(f"/people/{ada.pk}/{page}", told)

    assert answer.status_code == 422
    assert message in text(answer)


@pytest.mark.parametrize("page", ["details", "names/new", "contact-points/new", "addresses/new"])
def test_each_form_opens(browser, page):
    assert browser.get(f"/people/{a_person().pk}/{page}").status_code == 200


def test_a_name_a_phone_number_and_an_address_are_recorded(browser):
    ada = a_person("Ada", "Okafor")
    home = f"/people/{ada.pk}"

    renamed = {"known_as": "Ada", "family_name": "Reid", "from_on": "2026-06-01", "version": ada.version}
    assert "The new name is recorded: Ada Reid." in text(browser.post(f"{home}/names/new", renamed, follow=True))
    phone = {"kind": "phone", "phone": "01632960001"}
    assert "Phone added for Ada Reid." in text(browser.post(f"{home}/contact-points/new", phone, follow=True))
    place = {"lines": "1 High Street", "postcode": "oa12bc"}
    answer = text(browser.post(f"{home}/addresses/new", place, follow=True))

    for known in ("Ada Okafor", "01632 960 001", "1 High Street, OA1 2BC"):
        assert known in answer
    point = ada.contact_points.get()
    assert "Phone ended" in text(browser.post(f"/contact-points/{point.pk}/ending", {"until_on": ""}, follow=True))
