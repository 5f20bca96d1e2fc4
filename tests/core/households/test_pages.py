"""The pages of households: the right person sees them, the wrong one does not, in a fixed number of queries."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.households.models import Household
from core.people.models import Person
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.homes import a_child_of, a_couple, a_household, a_person, an_approved_household
from tests.support.staff import a_team, a_user, allocated, put_in_post

TODAY = date(2026, 11, 21)
CEILING = 15  # queries of a page, whatever it shows

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def dana():
    return a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER)


@pytest.fixture
def browser(dana):
    return signed_in(dana)


@pytest.fixture
def busy():
    """Somebody whose navigation counts the most."""
    return signed_in(a_user("Marcus Bell", Role.SUPERVISING_SOCIAL_WORKER, Role.TEAM_MANAGER))


@pytest.fixture
def household():
    return an_approved_household(*a_couple())


def text(answer):
    return " ".join(answer.content.decode().split())


def queries(browser, address):
    browser.get(address)  # warm: policy and theme are kept by version
    with CaptureQueriesContext(connection) as made:
        answer = browser.get(address)
    assert answer.status_code == 200, address
    return [query["sql"][:200] for query in made]


TABS = ["", "/members", "/chronology", "/approval", "/reviews", "/training"]


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_opens_and_is_recorded_as_read(tab, browser, household):
    answer = browser.get(f"/households/{household.pk}{tab}")

    assert answer.status_code == 200
    assert "Okafor and Reid" in text(answer)
    assert "Okafor" not in text(answer).split("</title>")[0]
    assert AuditEntry.objects.filter(is_reading=True, subject_id=household.pk, actor_name="Dana Reed").exists()


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_is_not_there_for_who_may_not_see_households(tab, household):
    recruiter = signed_in(a_user("Rae Holt", Role.RECRUITMENT_OFFICER))

    assert recruiter.get(f"/households/{household.pk}{tab}").status_code in (403, 404)


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_makes_no_more_queries_than_the_ceiling(tab, busy, household, dana):
    allocated(household, dana, on=date(2025, 4, 1))
    for year in range(2005, 2020):
        a_child_of(household, born_on=date(year, 1, 1) if year > 2008 else date(2012, 1, 1))
    made = queries(busy, f"/households/{household.pk}{tab}")

    assert len(made) <= CEILING, "\n".join(made)


def test_a_household_of_another_council_is_not_found(browser, other_council, in_tenant):
    with in_tenant(other_council):
        elsewhere = a_household()

    assert browser.get(f"/households/{elsewhere.pk}").status_code == 404
    assert browser.get(f"/households/{uuid4()}").status_code == 404


def test_who_pays_sees_the_household_and_its_terms_but_no_chronology_nor_children(household):
    a_child_of(household)
    finance = signed_in(a_user("Fay Cole", Role.FINANCE_OFFICER))

    overview = text(finance.get(f"/households/{household.pk}"))
    assert "Ada Okafor" in overview
    assert "Cal Okafor" not in overview
    assert "Chronology" not in overview
    assert "Cal Okafor" not in text(finance.get(f"/households/{household.pk}/members"))
    assert finance.get(f"/households/{household.pk}/chronology").status_code == 403
    assert finance.get(f"/households/{household.pk}/reviews").status_code == 403
    assert "2 children aged 0 to 17" in text(finance.get(f"/households/{household.pk}/approval"))


def test_somebody_who_is_not_signed_in_is_asked_to(household, client):
    answer = client.get(f"/households/{household.pk}", HTTP_HOST="oakshire.localhost")

    assert answer.status_code == 302
    assert "/accounts/" in answer["Location"]


def test_a_persons_page_leads_to_their_household(browser, household):
    ada = household.members.get(person__known_as="Ada").person

    answer = text(browser.get(f"/people/{ada.pk}"))

    assert f'href="/households/{household.pk}"' in answer
    assert "FH-1001, carer from 8 January 2024" in answer
    assert "Households" not in text(signed_in(a_user("Rae", Role.RECRUITMENT_OFFICER)).get(f"/people/{ada.pk}"))


# --- the list


@pytest.mark.parametrize("query", ["", "?sort=next_due", "?view=mine", "?category=mainstream"])
def test_the_list_makes_the_same_queries_for_one_household_and_for_many(busy, dana, query):
    counts = []
    for many in (1, 6):
        for _ in range(many):
            allocated(an_approved_household(), dana, on=date(2025, 4, 1))
        counts.append(queries(busy, f"/households{query}"))

    assert len(counts[0]) == len(counts[1]), "\n".join(counts[1])
    assert len(counts[1]) <= CEILING, "\n".join(counts[1])


def test_the_list_shows_25_to_a_page(browser):
    for _ in range(27):
        a_household()

    first, second = text(browser.get("/households")), text(browser.get("/households?page=2"))
    assert (first.count("FH-1"), second.count("FH-1")) == (25, 2)
    assert "27 households" in first.replace("<strong>", "").replace("</strong>", "")


def test_an_empty_list_says_so(browser):
    assert "No households in this view" in text(browser.get("/households"))
    a_household()
    assert "No households match these filters" in text(browser.get("/households?category=mainstream"))


def test_the_list_has_views(browser, dana):
    mine, _other = an_approved_household(), a_household()
    allocated(mine, dana, on=date(2025, 4, 1))

    assert mine.reference in text(browser.get("/households?view=mine"))
    assert "FH-1002" not in text(browser.get("/households?view=mine"))
    assert "FH-1002" in text(browser.get("/households?view=unallocated"))
    assert mine.reference in text(browser.get("/households?view=overdue"))  # its first review was due in April
    assert "No households in this view" in text(browser.get("/households?view=closed"))


def test_the_list_is_filtered_by_worker_team_category_and_place(browser, dana):
    team = a_team()
    put_in_post(dana, team)
    mine = an_approved_household(category="short_break")
    allocated(mine, dana, on=date(2025, 4, 1))
    a_household(postcode="ZZ9 9ZZ")

    for query in (f"worker={dana.pk}", f"team={team.pk}", "category=short_break", "place=OA1"):
        answer = text(browser.get(f"/households?{query}"))
        assert mine.reference in answer, query
        assert "FH-1002" not in answer, query
    assert browser.get("/households?worker=nobody&team=x&sort=--&page=zz&view=no").status_code == 200


def test_the_list_is_sorted_by_a_link(browser):
    a_household(a_person("Zed", "Zimmer")), a_household(a_person("Ann", "Abel"))

    up, down = text(browser.get("/households?sort=name")), text(browser.get("/households?sort=-name"))
    assert up.index("Ann Abel") < up.index("Zed Zimmer")
    assert down.index("Zed Zimmer") < down.index("Ann Abel")


def test_a_name_is_posted_and_found_whatever_the_view(browser, household):
    answer = browser.post("/households?view=closed", {"name": "reid"})

    assert household.reference in text(answer)
    assert "reid" not in answer.request["QUERY_STRING"]
    assert "No household has that name" in text(browser.post("/households", {"name": "nobody"}))


def test_a_download_holds_the_rows_of_the_list_in_their_order(browser):
    for family in ("Zimmer", "Abel", "=SUM(A1)"):
        a_household(a_person("Ann", family))

    answer = browser.get("/households/download?sort=-name")

    assert answer["Content-Disposition"] == 'attachment; filename="households.xlsx"'
    sheet = load_workbook(BytesIO(answer.content)).active
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert names == ["Ann Zimmer", "Ann Abel", "Ann =SUM(A1)"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row}
    entry = AuditEntry.objects.acts().get(code="households.list_downloaded")
    assert entry.details["count"] == 3


def test_a_download_of_a_search_is_posted_too(browser, household):
    a_household(a_person("Ann", "Abel"))

    answer = browser.post("/households/download", {"name": "okafor"})

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [household.reference]


# --- acts


def opened(**changes):
    told = {
        "first_known_as": "Ada",
        "first_family_name": "Okafor",
        "first_born_on_day": "17",
        "first_born_on_month": "5",
        "first_born_on_year": "1980",
        "lines": "12 Mill Lane\nOakford",
        "postcode": "oa12bc",
    }
    return told | changes


def test_a_household_is_opened_from_its_page(browser):
    answer = browser.post(
        "/households/new",
        opened(second_known_as="Ben", second_family_name="Reid", second_born_on="1978-02-28"),
        follow=True,
    )

    assert answer.redirect_chain
    assert "Okafor and Reid, FH-1001, is open." in text(answer)
    assert "12 Mill Lane, Oakford, OA1 2BC" in text(answer)


def test_a_form_sent_twice_opens_one_household(browser):
    browser.post("/households/new", opened())
    again = browser.post("/households/new", opened())

    assert again.status_code == 422
    assert "is a carer of Ada Okafor (FH-1001)" in text(again)
    assert Household.objects.count() == Person.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first_known_as": ""}, "Enter the name they are known by"),
        ({"first_born_on_month": ""}, "Date of birth must include a month"),
        ({"second_known_as": "Ben"}, "Enter the family name"),
        ({"second_known_as": "Ben", "second_family_name": "Reid"}, "Enter the date of birth"),
        ({"first_born_on_year": "2015"}, "must be 18 or over to be a carer"),
        ({"opened_on_day": "1", "opened_on_month": "1", "opened_on_year": "2030"}, "must be today or in the past"),
    ],
)
def test_a_form_that_says_what_cannot_be_comes_back_with_what_to_do(browser, changes, message):
    answer = browser.post("/households/new", opened(**changes))

    assert answer.status_code == 422
    assert message in text(answer)
    assert "<title>Error: " in text(answer)
    assert not Household.objects.exists()


def test_a_member_is_added_and_leaves(browser, household):
    told = {
        "role": "child",
        "known_as": "Cal",
        "family_name": "Okafor",
        "born_on": "2015-09-01",
        "from_on": "2026-01-05",
    }
    assert "Cal Okafor is added" in text(browser.post(f"/households/{household.pk}/members/new", told, follow=True))
    member = household.members.children().get()

    assert browser.get(f"/members/{member.pk}/ending").status_code == 200
    wrong = browser.post(f"/members/{member.pk}/ending", {"until_on": "2030-01-01"})
    assert (wrong.status_code, "Date they left must be today or in the past" in text(wrong)) == (422, True)
    left = browser.post(f"/members/{member.pk}/ending", {"until_on": "2026-06-01"}, follow=True)
    assert "Cal Okafor left Okafor and Reid on 1 June 2026." in text(left)


def test_a_move_that_somebody_else_overtook_shows_both_versions(browser, household):
    address = f"/households/{household.pk}/addresses/new"
    seen = household.version
    first = {"lines": "1 New Road", "postcode": "OA3 4DE", "moved_on": "2026-06-01", "version": seen}
    browser.post(address, first)

    second = {"lines": "2 Old Road", "postcode": "OA3 4DE", "moved_on": "2026-07-01", "version": seen}
    answer = browser.post(address, second)
    assert answer.status_code == 422
    assert "1 New Road" in text(answer)
    assert "2 Old Road" in text(answer)

    household.refresh_from_db()
    assert f'value="{household.version}"' in text(answer)
    again = browser.post(address, second | {"version": household.version}, follow=True)
    assert "The new address of Okafor and Reid is recorded." in text(again)


def test_a_change_is_recorded_and_told_in_the_chronology(browser, household):
    address = f"/households/{household.pk}/changes/new"
    assert "Select what has changed" in text(browser.post(address, {"note": "x"}))
    told = {"kind": "health", "happened_on": "2026-11-01", "note": "Ada broke her arm."}
    browser.post(address, told)
    moved = {"lines": "1 New Road", "postcode": "OA3 4DE", "moved_on": "2026-06-01", "version": household.version}
    browser.post(f"/households/{household.pk}/addresses/new", moved)

    again = browser.post(address, told)
    assert (again.status_code, "You have recorded this change already." in text(again)) == (422, True)

    story = text(browser.get(f"/households/{household.pk}/chronology"))
    assert "Change of circumstance: health" in story
    assert "Ada broke her arm. We were told on 21 November 2026." in story
    assert story.count("Ada broke her arm.") == 1
    for told in ("Record opened, FH-1001", "Ada Okafor joined as carer", "Approved as mainstream", "moved to"):
        assert told in story, told


def test_a_record_is_closed_by_those_who_may(browser):
    household = a_household()
    address = f"/households/{household.pk}/closing"
    told = {"closed_on": "2026-11-21", "reason": "withdrew", "version": household.version}

    assert browser.post(address, told).status_code == 403
    manager = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))
    assert "A closed record is not opened again" in text(manager.get(address))
    assert "is closed" in text(manager.post(address, told, follow=True))


def test_a_record_that_is_needed_says_why_it_stays_open(household):
    manager = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))

    answer = text(manager.get(f"/households/{household.pk}/closing"))
    assert "Its approval is in force: record how it ends first" in answer


def test_what_somebody_may_not_do_is_not_offered(household):
    auditor = signed_in(a_user("Ali Noor", Role.AUDITOR))

    overview = text(auditor.get(f"/households/{household.pk}"))
    for act in ("Record a change", "Record a move", "Close this record"):
        assert act not in overview
    assert auditor.get("/households/new").status_code == 403
