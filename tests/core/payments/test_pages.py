"""The payment preview, for the service and for one household."""

from datetime import date

import pytest
from django.urls import reverse

from core.approvals.actions import approve_household, end_approval
from core.payments import actions
from core.payments.models import FeeStanding
from core.payments.previewing import previews
from core.payments.week import Week
from core.placements.actions import end_placement
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.browsing import signed_in
from tests.support.homes import APPROVED_ON, a_household, a_person, an_approved_household
from tests.support.recruits import a_placement, rules_of
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(council):
    with on_day(TODAY):
        rules_of("milton-keynes")
        yield


@pytest.fixture
def home():
    household = an_approved_household()
    a_placement(household, started_on=date(2026, 10, 1))
    actions.set_fee_standing(household, from_on=APPROVED_ON, skill_level=2, reason="Level 2", by=SYSTEM)
    return household


@pytest.fixture
def finance():
    return signed_in(a_user("Fay Moss", Role.FINANCE_OFFICER))


def test_the_preview_shows_each_household_and_the_scheme(home, finance):
    page = finance.get(reverse("payments:preview")).content.decode()

    assert str(home) in page
    assert "How this council pays" in page
    assert "Some amounts are examples" in page
    assert "Statement of Purpose" in page


def test_a_household_is_shown_line_by_line_with_the_why_of_each(home, finance):
    page = finance.get(reverse("payments:of_household", args=[home.pk])).content.decode()

    assert page.count("Why this amount?") == 2
    assert "Allowance, primary" in page
    assert "Example amount" in page


def test_finance_pays_for_children_without_reading_their_names(home, finance):
    named = str(home.placements.get().child)
    manager = signed_in(a_user("", Role.TEAM_MANAGER))
    address = reverse("payments:of_household", args=[home.pk])

    assert named not in finance.get(address).content.decode()
    assert "Child 1" in finance.get(address).content.decode()
    assert named in manager.get(address).content.decode()


def test_the_week_is_chosen_by_any_of_its_days(home, finance):
    address = reverse("payments:preview")

    assert "Monday 2 November 2026" in finance.get(address, {"week": "2026-11-05"}).content.decode()
    assert "Monday 16 November 2026" in finance.get(address, {"week": "nonsense"}).content.decode()


def test_the_preview_makes_the_same_number_of_queries_whatever_it_holds(finance, django_assert_max_num_queries):
    for _ in range(27):
        a_placement(an_approved_household(), started_on=date(2026, 10, 1))
    with django_assert_max_num_queries(15):
        page = finance.get(reverse("payments:preview"))
    assert "27</strong> households" in page.content.decode()


def test_who_may_see_and_set(home):
    recruiter = signed_in(a_user("", Role.RECRUITMENT_OFFICER))
    worker = a_user("", Role.SUPERVISING_SOCIAL_WORKER)

    assert recruiter.get(reverse("payments:preview")).status_code == 403
    with pytest.raises(NotPermitted):
        actions.set_fee_standing(home, from_on=TODAY, skill_level=3, reason="Up", by=worker.actor)


def test_a_standing_is_a_dated_fact_and_is_recorded(home):
    actions.set_fee_standing(home, from_on=TODAY, skill_level=3, reason="Moved up after the review", by=SYSTEM)

    assert FeeStanding.objects.filter(household=home).count() == 2
    assert AuditEntry.objects.filter(code="payments.fee_standing_set").first().sentence == (
        f"Hearth (tests) set the fee standing of {home} from 20 November 2026: skill level 3."
    )
    with pytest.raises(StateConflict):
        actions.set_fee_standing(home, from_on=TODAY, skill_level=1, reason="Again", by=SYSTEM)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "skill_level"),
        ({"skill_level": 11}, "skill_level"),
        ({"scheme_code": "no_such_scheme"}, "scheme_code"),
    ],
)
def test_a_standing_that_says_nothing_or_too_much_is_refused(home, told, field):
    with pytest.raises(RuleBroken) as refused:
        actions.set_fee_standing(home, from_on=TODAY, reason="Why not", by=SYSTEM, **told)
    assert refused.value.field == field


def test_a_refused_form_keeps_what_was_typed(home):
    manager = signed_in(a_user("", Role.TEAM_MANAGER))
    page = manager.post(
        reverse("payments:set_fee_standing", args=[home.pk]),
        {"from_on_day": 1, "from_on_month": 1, "from_on_year": 2020, "skill_level": 2, "reason": "Long ago"},
    )

    assert page.status_code == 422
    assert "The household was not approved on 1 January 2020" in page.content.decode()
    assert "Long ago" in page.content.decode()


def test_a_household_whose_approval_ended_within_the_week_is_still_in_its_preview(home, finance):
    """What it is due until that day is due: leaving the list must not lose the money."""
    placement = home.placements.get()
    end_placement(placement, ended_on=date(2026, 11, 11), reason="moved_as_planned", by=SYSTEM)
    end_approval(home.approvals.get(), ends_on=date(2026, 11, 11), reason="moved_service", by=SYSTEM)

    assert str(home) in finance.get(reverse("payments:preview"), {"week": "2026-11-09"}).content.decode()
    assert str(home) not in finance.get(reverse("payments:preview"), {"week": "2026-11-16"}).content.decode()


def test_nothing_is_due_after_a_temporary_approval_has_run_out(finance):
    household = a_household(a_person(), opened_on=date(2026, 1, 5))
    approve_household(
        household,
        category="connected_person",
        approved_on=date(2026, 2, 2),
        temporary_until_on=date(2026, 5, 6),
        places=1,
        decided_by_name="Ola Marsh",
        by=SYSTEM,
    )
    with on_day(date(2026, 2, 2)):
        a_placement(household, started_on=date(2026, 2, 2))

    def nights(week: date) -> list[int]:
        found = previews([household.pk], Week(week), actor=SYSTEM).get(household.pk)
        return [line.nights for line in found.lines if line.kind == "allowance"] if found else []

    assert nights(date(2026, 4, 27)) == [7]
    assert nights(date(2026, 5, 4)) == [3], "6 May, a Wednesday, is the last day"
    assert nights(date(2026, 5, 11)) == []


@pytest.mark.parametrize("week", ["0001-01-01", "9999-12-31", "1900-01-01", "soon"])
def test_a_week_beyond_the_calendar_is_answered_with_a_page(finance, week):
    assert finance.get(reverse("payments:preview"), {"week": week}).status_code == 200
