"""The pages of approvals: each act from its page, and what cannot be said in it."""

from datetime import date

import pytest

from core.approvals.models import Approval
from hearth.access import Role
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.homes import a_household, an_approved_household, approval_of
from tests.support.staff import a_user

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def ola():
    return a_user("Ola Marsh", Role.DECISION_MAKER)


@pytest.fixture
def nominated():
    return a_user("Nia Finch", Role.NOMINATED_OFFICER)


@pytest.fixture
def adviser():
    return signed_in(a_user("Pat Lyle", Role.PANEL_ADVISER))


def text(answer):
    return " ".join(answer.content.decode().split())


def approved(decided_by, **changes):
    told = {
        "category": "mainstream",
        "approved_on": "2026-03-02",
        "temporary": "no",
        "decided_by": str(decided_by.pk),
        "places": "2",
        "age_from": "0",
        "age_to": "10",
    }
    return told | changes


def test_an_approval_is_recorded_from_its_page(adviser, ola):
    household = a_household()
    address = f"/households/{household.pk}/approval/new"

    assert "Ola Marsh" in text(adviser.get(address))
    answer = text(adviser.post(address, approved(ola, placement_types=["short_term"]), follow=True))

    assert "is recorded" in answer
    assert "2 children aged 0 to 10" in answer
    assert "For Short term" in answer


def test_the_words_for_the_decision_letter_stand_beside_the_approval(adviser, ola):
    household = a_household()
    adviser.post(f"/households/{household.pk}/approval/new", approved(ola, placement_types=["short_term"]))

    answer = text(adviser.get(f"/households/{household.pk}/approval"))

    assert "Words for the decision letter" in answer
    assert f"Dear {household}" in answer
    assert "On 2 March 2026" in answer
    assert "The terms of your approval are 2 children aged 0 to 10." in answer


def test_only_those_who_take_the_decision_are_offered(adviser, ola, nominated):
    a_user("Marcus Bell", Role.TEAM_MANAGER)

    page = text(adviser.get(f"/households/{a_household().pk}/approval/new"))

    assert "Nia Finch" in page
    assert "Marcus Bell" not in page


def test_a_temporary_approval_is_the_nominated_officers(adviser, ola, nominated):
    household = a_household()
    address = f"/households/{household.pk}/approval/new"
    told = {"category": "connected_person", "temporary": "yes"}

    missing = adviser.post(address, approved(nominated, **told))
    assert "Enter the last day of the temporary approval" in text(missing)
    wrong = adviser.post(address, approved(ola, temporary_until_on="2026-06-22", **told))
    assert "Ola Marsh is not the Nominated officer" in text(wrong)
    long = adviser.post(address, approved(nominated, temporary_until_on="2026-06-23", **told))
    assert (long.status_code, "at most 16 weeks" in text(long), "SI 2010/959 r24" in text(long)) == (422, True, True)
    adviser.post(address, approved(nominated, temporary_until_on="2026-06-22", **told))
    assert household.approvals.get().temporary_until_on == date(2026, 6, 22)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"category": ""}, "Select what they are approved as"),
        ({"approved_on": "2030-01-01"}, "Date of the decision must be today or in the past"),
        ({"places": ""}, "Enter the number of children"),
        ({"places": "two"}, "Number of children must be a whole number, like 3"),
        ({"age_from": "11"}, "Oldest age must be the same as the youngest or above it"),
        ({"decided_by": ""}, "Select who took the decision"),
        ({"temporary": ""}, "Select whether it is a temporary approval"),
    ],
)
def test_what_cannot_be_comes_back_with_what_to_do(adviser, ola, changes, message):
    household = a_household()

    answer = adviser.post(f"/households/{household.pk}/approval/new", approved(ola) | changes)

    assert answer.status_code == 422
    assert message in text(answer)
    assert not Approval.objects.exists()


def test_more_children_than_the_usual_limit_is_warned_of(adviser, ola):
    household = a_household()

    answer = text(adviser.post(f"/households/{household.pk}/approval/new", approved(ola, places="4"), follow=True))

    assert "These terms are for more than 3 children." in answer
    assert "Children Act 1989 Sch 7" in answer


def test_terms_are_changed_and_a_stale_change_shows_both(adviser, ola):
    approval = approval_of(an_approved_household())
    address = f"/approvals/{approval.pk}/terms/new"
    told = {
        "from_on": "2026-09-01",
        "places": "1",
        "age_from": "0",
        "age_to": "5",
        "decided_by": str(ola.pk),
        "version": approval.version,
    }

    assert "2 children aged 0 to 17" in text(adviser.get(address))
    assert "The new terms are recorded: 1 child aged 0 to 5." in text(adviser.post(address, told, follow=True))
    stale = adviser.post(address, told | {"from_on": "2026-10-01", "places": "3"})
    assert stale.status_code == 422
    assert "1 child aged 0 to 5 from 1 September 2026" in text(stale)
    assert "3 children aged 0 to 5" in text(stale)


def test_a_resignation_is_recorded_and_says_when_it_takes_effect(ola):
    dana = signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))
    approval = approval_of(an_approved_household())
    address = f"/approvals/{approval.pk}/resignation"

    assert "28 days" in text(dana.get(address))
    told = {"received_on": "2026-11-02", "version": approval.version}
    answer = text(dana.post(address, told, follow=True))
    assert "The approval ends on 30 November 2026." in answer
    assert dana.post(address, told).status_code == 422
    assert dana.get(f"/approvals/{approval.pk}/terms/new").status_code == 403


def test_an_extension_and_an_ending_are_recorded(adviser, ola, nominated):
    household = an_approved_household(
        approved_on=date(2026, 10, 5), category="connected_person", temporary_until_on=date(2026, 12, 1)
    )
    approval = approval_of(household)
    told = {
        "decided_on": "2026-11-20",
        "until_on": "2027-01-26",
        "decided_by": str(nominated.pk),
        "version": approval.version,
    }

    assert "26 January 2027 at the latest" in text(adviser.get(f"/approvals/{approval.pk}/extension"))
    extended = text(adviser.post(f"/approvals/{approval.pk}/extension", told, follow=True))
    assert "The temporary approval now runs until 26 January 2027." in extended
    approval.refresh_from_db()
    assert adviser.get(f"/approvals/{approval.pk}/ending").status_code == 200
    ended = {"reason": "permanence", "ends_on": "2026-11-21", "version": approval.version}
    assert "ended on 21 November 2026" in text(adviser.post(f"/approvals/{approval.pk}/ending", ended, follow=True))


def test_the_services_own_ending_asks_who_decided(adviser, ola):
    approval = approval_of(an_approved_household())

    answer = adviser.post(f"/approvals/{approval.pk}/ending", {"reason": "terminated", "ends_on": "2026-11-21"})

    assert answer.status_code == 422
    assert "Select who took the decision" in text(answer)


def test_an_approval_of_another_council_is_not_found(adviser, other_council, in_tenant):
    with in_tenant(other_council):
        elsewhere = approval_of(an_approved_household())

    for act in ("terms/new", "resignation", "ending", "extension", "reviews/new"):
        assert adviser.get(f"/approvals/{elsewhere.pk}/{act}").status_code in (403, 404), act
