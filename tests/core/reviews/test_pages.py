"""The pages of reviews: recording a decision, and what cannot be said in it."""

from datetime import date

import pytest

from hearth.access import Role
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.homes import a_decided_review, an_approved_household, approval_of
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
def rowan():
    return signed_in(a_user("Rowan Hale", Role.REVIEWING_OFFICER))


def text(answer):
    return " ".join(answer.content.decode().split())


def decided(ola, **changes):
    told = {
        "held_on": "2026-03-01",
        "went_to_panel": "yes",
        "decided_on": "2026-03-15",
        "outcome": "continue",
        "decided_by": str(ola.pk),
        "notes": "All is well.",
    }
    return told | changes


def test_a_review_is_recorded_and_the_next_one_says_why(rowan, ola):
    household = an_approved_household(approved_on=date(2025, 4, 1))
    address = f"/approvals/{approval_of(household).pk}/reviews/new"

    assert "Why this date?" in text(rowan.get(f"/households/{household.pk}/reviews"))
    answer = text(rowan.post(address, decided(ola), follow=True))

    assert "The review decided on 15 March 2026 is recorded." in answer
    assert "Give the carers written notice." in answer
    assert "15 Mar 2027" in answer
    assert "All is well." in answer


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"went_to_panel": "no"}, "The first review goes to the panel before it is decided"),
        ({"went_to_panel": ""}, "Select whether the panel heard it"),
        ({"decided_on": "2030-01-01"}, "Date of the decision must be today or in the past"),
        ({"held_on": "2026-03-16"}, "must be on or after the date of the review meeting"),
        ({"outcome": ""}, "Select what was decided"),
        ({"decided_by": ""}, "Select who took the decision"),
    ],
)
def test_what_cannot_be_comes_back_with_what_to_do(rowan, ola, changes, message):
    household = an_approved_household(approved_on=date(2025, 4, 1))

    answer = rowan.post(f"/approvals/{approval_of(household).pk}/reviews/new", decided(ola) | changes)

    assert answer.status_code == 422
    assert message in text(answer)
    assert not household.reviews.exists()


def test_who_supervises_reads_reviews_and_records_none(ola):
    dana = signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))
    household = an_approved_household(approved_on=date(2025, 4, 1))

    assert "No review is recorded yet." in text(dana.get(f"/households/{household.pk}/reviews"))
    assert "Record a decision" not in text(dana.get(f"/households/{household.pk}/reviews"))
    assert dana.get(f"/approvals/{approval_of(household).pk}/reviews/new").status_code == 403


def test_the_chronology_tells_a_review_once(rowan):
    household = an_approved_household(approved_on=date(2025, 4, 1))
    a_decided_review(household, date(2026, 3, 15))

    story = text(rowan.get(f"/households/{household.pk}/chronology"))

    assert story.count("15 March 2026") == 1
    assert "Review of approval decided: stay approved on the same terms" in story
