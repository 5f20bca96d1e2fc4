"""The public form, the inbox and an enquiry's record."""

from dataclasses import replace

import pytest
from django.urls import reverse

from config_per_tenant.packs import load_pack
from config_per_tenant.statement import Statement
from config_per_tenant.versions.actions import adopt_opening_pack
from core.recruitment.models import Enquiry
from hearth.access import Role
from hearth.dates import today
from tests.support.browsing import HOST, signed_in
from tests.support.recruits import SYSTEM, an_enquiry, rules_of
from tests.support.staff import a_user

URLS = "hearth.urls.council"


def address(name: str, *args) -> str:
    return reverse(f"recruitment:{name}", args=args, urlconf=URLS)


@pytest.fixture
def recruiter(council):
    return signed_in(a_user("Rosa Field", Role.RECRUITMENT_OFFICER))


def answers(**more) -> dict[str, str]:
    told = {"route": "mainstream", "known_as": "Jean", "family_name": "Pellow", "email": "jean@example.net"}
    return told | more


def test_anybody_can_ask_and_is_told_what_happens_next(council, client):
    rules_of("milton-keynes")

    sent = client.post(address("enquire"), answers(), HTTP_HOST=HOST)
    page = client.get(sent.url, HTTP_HOST=HOST).content.decode()

    assert Enquiry.objects.get().channel == "web"
    assert "We answer you within 1 working day" in page


def test_the_council_s_own_words_stand_on_the_pages_and_nothing_in_them_is_markup(council, client, recruiter):
    worded = {
        "brand.public_welcome": "Come & foster with {council}.\n\nAsk us.",
        "brand.enquiry_confirmation": "{service} thanks you.",
        "brand.enquiry_reply": "Dear {person}, about {enquiry}: {worker}.",
    }
    pack = load_pack("luton")
    stated = {**pack.statements, **{key: Statement("set", text, example=True) for key, text in worded.items()}}
    adopt_opening_pack(replace(pack, statements=stated), by=SYSTEM, effective_from=today())

    page = client.get(address("enquire"), HTTP_HOST=HOST).content.decode()
    assert "Come &amp; foster with Luton Council." in page
    page = client.get(address("thank_you"), HTTP_HOST=HOST).content.decode()
    assert "Luton Council Fostering Service thanks you." in page

    enquiry = an_enquiry(today(), known_as="Jo <b>", family_name="Marsh")
    page = recruiter.get(address("record_contact", enquiry.pk)).content.decode()
    assert f"Dear Jo &lt;b&gt; Marsh, about {enquiry.reference}: Rosa Field." in page


def test_a_form_without_a_way_to_answer_comes_back_with_what_was_typed(council, client):
    page = client.post(address("enquire"), answers(email="", message="We have a spare room"), HTTP_HOST=HOST)

    assert page.status_code == 422
    assert "Enter an email address or a phone number" in page.content.decode()
    assert "We have a spare room" in page.content.decode()
    assert page.content.decode().count("<title>Error: ") == 1
    assert not Enquiry.objects.exists()


def test_the_public_form_speaks_to_who_fills_it_in(council, client):
    page = client.get(address("enquire"), HTTP_HOST=HOST).content.decode()

    assert "Caring for a child you know" in page
    assert "Give an email address or a phone number, or both" in page
    assert "Email address (optional)" not in page
    assert "Phone number (optional)" not in page
    assert "Postcode (optional)" in page


def test_a_program_that_fills_every_box_is_kept_out(council, client):
    client.post(address("enquire"), answers(website="https://spam.example"), HTTP_HOST=HOST)

    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("name", ["inbox", "new"])
def test_the_inbox_is_for_those_who_recruit(council, client, name):
    assert client.get(address(name), HTTP_HOST=HOST).status_code == 302
    finance = signed_in(a_user("", Role.FINANCE_OFFICER))
    assert finance.get(address(name)).status_code == 403


def test_the_inbox_makes_the_same_number_of_queries_whatever_it_holds(recruiter, django_assert_max_num_queries):
    for number in range(30):
        an_enquiry(today(), family_name=f"Pellow{number}")
    with django_assert_max_num_queries(15):
        page = recruiter.get(address("inbox"))
    assert page.status_code == 200
    assert "30</strong> enquiries" in page.content.decode()


def test_an_empty_inbox_says_so(recruiter):
    assert "No enquiries here" in recruiter.get(address("inbox")).content.decode()


def test_a_name_is_found_by_posting_it(recruiter):
    an_enquiry(today(), known_as="Folake", family_name="Adeyemi")
    an_enquiry(today())

    page = recruiter.post(address("inbox"), {"name": "ade fol"}).content.decode()

    assert "Folake Adeyemi" in page
    assert "Jean Pellow" not in page


def test_what_was_done_is_recorded_from_the_record(recruiter):
    enquiry = an_enquiry(today())
    day = today()

    sent = recruiter.post(
        address("record_contact", enquiry.pk),
        {"event": "enquiry.replied", "made_on_day": day.day, "made_on_month": day.month, "made_on_year": day.year},
    )

    assert sent.status_code == 302
    assert "Reply recorded" in recruiter.get(sent.url).content.decode()


def test_a_date_in_the_future_is_refused_beside_its_field(recruiter):
    enquiry = an_enquiry(today())
    page = recruiter.post(
        address("record_contact", enquiry.pk),
        {"event": "enquiry.replied", "made_on_day": 1, "made_on_month": 1, "made_on_year": today().year + 2},
    )

    assert page.status_code == 422
    assert "Date must be today or in the past" in page.content.decode()
    assert enquiry.contacts.count() == 0


def test_opening_an_enquiry_is_recorded(recruiter):
    from hearth.audit.models import AuditEntry

    enquiry = an_enquiry(today())
    recruiter.get(enquiry.get_absolute_url())

    assert AuditEntry.objects.get(is_reading=True).sentence == "Rosa Field opened the record of Jean Pellow."
