"""Recording what a review decided, and the duty that follows."""

from datetime import date

import pytest

from core.duties.derive import refresh
from core.duties.models import Duty
from core.reviews import actions
from core.reviews.models import ReviewOfApproval
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.homes import a_decided_review, an_approved_household, approval_of
from tests.support.law import law
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 21)
APPROVED = date(2025, 4, 1)
pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


def duties(household):
    return {duty.kind: duty for duty in Duty.objects.filter(subject_id=household.pk, kind__startswith="review.")}


@law("SI 2011/581 r28(2)", "SI 2011/581 r28(5)")
def test_the_first_review_is_due_within_a_year_and_says_why():
    household = an_approved_household(approved_on=APPROVED)

    found = duties(household)
    assert list(found) == ["review.first"]
    assert found["review.first"].due_on == date(2026, 4, 1)
    assert found["review.first"].label == "First review of approval"
    why = found["review.first"].why
    assert "The panel hears it before it is decided." in why.rule
    assert "SI 2011/581 r28(5)" in why.sources
    assert why.facts[0].value == "1 April 2025"
    assert why.settings[0].key == "review.first_within"


@law("SI 2011/581 r28(2)")
def test_a_decided_review_starts_the_next_year():
    household = an_approved_household(approved_on=APPROVED)

    a_decided_review(household, date(2026, 3, 15), held_on=date(2026, 3, 1))

    found = duties(household)
    assert list(found) == ["review.next"]
    assert found["review.next"].due_on == date(2027, 3, 15)


def test_a_rebuild_says_the_same():
    household = an_approved_household(approved_on=APPROVED)
    a_decided_review(household, date(2026, 3, 15))

    assert not refresh("household", [household.pk]).any


def test_no_review_is_due_of_a_household_that_is_not_approved():
    temporary = an_approved_household(
        approved_on=date(2026, 10, 1), category="connected_person", temporary_until_on=date(2026, 12, 1)
    )

    assert not duties(temporary)


def test_a_review_is_recorded_in_the_words_of_the_council():
    ola = a_user("Ola Marsh", Role.DECISION_MAKER)
    reviewer = a_user("Rowan Hale", Role.REVIEWING_OFFICER).actor
    household = an_approved_household(approved_on=APPROVED)

    review = a_decided_review(household, date(2026, 3, 15), decided_by=ola, decided_by_name="", by=reviewer)

    assert (review.is_first, review.decided_by, review.household) == (True, ola, household)
    assert AuditEntry.objects.acts().first().sentence == (
        f"Rowan Hale recorded the review of approval of {household}, decided 15 March 2026 by Ola Marsh:"
        " stay approved on the same terms."
    )


@law("SI 2011/581 r28(5)")
def test_the_first_review_goes_to_the_panel():
    household = an_approved_household(approved_on=APPROVED)

    with pytest.raises(RuleBroken) as refused:
        a_decided_review(household, date(2026, 3, 15), went_to_panel=False)

    assert (refused.value.field, refused.value.source) == ("went_to_panel", "SI 2011/581 r28(5)")
    assert not ReviewOfApproval.objects.exists()


def test_reviews_are_recorded_in_order():
    household = an_approved_household(approved_on=APPROVED)
    a_decided_review(household, date(2026, 3, 15))

    with pytest.raises(RuleBroken):
        a_decided_review(household, date(2026, 3, 14))


def test_a_temporary_approval_is_not_reviewed():
    household = an_approved_household(
        approved_on=date(2026, 10, 1), category="connected_person", temporary_until_on=date(2026, 12, 1)
    )

    with pytest.raises(StateConflict):
        a_decided_review(household, date(2026, 11, 1))


@pytest.mark.parametrize("role", [Role.SUPERVISING_SOCIAL_WORKER, Role.FINANCE_OFFICER])
def test_others_record_no_review(role):
    household = an_approved_household(approved_on=APPROVED)

    with pytest.raises(NotPermitted):
        actions.record_review_decision(
            approval_of(household),
            decided_on=date(2026, 3, 15),
            outcome="continue",
            went_to_panel=True,
            by=a_user("", role).actor,
        )


def test_those_who_pay_read_no_reviews():
    a_decided_review(an_approved_household(approved_on=APPROVED), date(2026, 3, 15))

    assert not ReviewOfApproval.objects.visible_to(a_user("F", Role.FINANCE_OFFICER).actor)
    assert ReviewOfApproval.objects.visible_to(SYSTEM).count() == 1
