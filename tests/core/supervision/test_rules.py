"""When visits are due, and which may be recorded, on the day before each boundary, the day itself and the day after."""

from datetime import date, timedelta

import pytest

from config_per_tenant.schema.values.durations import Duration, DurationRange
from core.supervision import rules
from core.supervision.periods import Period, approval_on, approved_since
from hearth.errors import RuleBroken, StateConflict

SIX_WEEKS = DurationRange(None, Duration(6, "weeks"))
FOUR_TO_EIGHT = DurationRange(Duration(4, "weeks"), Duration(8, "weeks"), Duration(6, "weeks"))
MONTHLY = DurationRange(None, Duration(1, "months"))
YEAR = Duration(1, "years")
APPROVED = date(2026, 1, 5)


def test_a_visit_is_expected_at_the_usual_interval_and_late_only_after_the_longest():
    due = rules.next_visit_due(APPROVED, date(2026, 3, 2), FOUR_TO_EIGHT)

    assert (due.expected_on, due.by) == (date(2026, 4, 13), date(2026, 4, 27))


@pytest.mark.parametrize(
    ("allocated_on", "since", "clock"),
    [
        (None, APPROVED, "approval"),
        (APPROVED - timedelta(days=1), APPROVED, "approval"),
        (APPROVED, APPROVED, "approval"),
        (APPROVED + timedelta(days=1), APPROVED + timedelta(days=1), "allocation"),
    ],
)
def test_before_the_first_visit_the_clock_runs_from_approval_or_later_allocation(allocated_on, since, clock):
    due = rules.next_visit_due(APPROVED, None, SIX_WEEKS, allocated_on=allocated_on)

    assert (due.since, due.clock) == (since, clock)


def test_a_visit_made_before_this_approval_does_not_count():
    assert rules.next_visit_due(APPROVED, APPROVED - timedelta(days=1), SIX_WEEKS).since == APPROVED
    assert rules.next_visit_due(APPROVED, APPROVED, SIX_WEEKS).clock == "last_visit"


TODAY = date(2026, 11, 21)


def recorded(**changes):
    told = {"made_on": TODAY, "kind": "announced", "mode": "home", "approved_on": APPROVED, "ended_on": None}
    rules.visit_may_be_recorded(**(told | changes), today=TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"made_on": TODAY},
        {"made_on": APPROVED},
        {"kind": "unannounced"},
        {"mode": "video"},
        {"made_on": date(2026, 11, 9), "ended_on": date(2026, 11, 10)},
    ],
)
def test_a_visit_may_be_recorded(changes):
    recorded(**changes)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"made_on": TODAY + timedelta(days=1)}, "visits.in_future", "made_on"),
        ({"made_on": APPROVED - timedelta(days=1)}, "visits.before_approval", "made_on"),
        ({"made_on": date(2026, 11, 10), "ended_on": date(2026, 11, 10)}, "visits.after_approval", "made_on"),
        ({"kind": "unannounced", "mode": "video"}, "visits.unannounced_away_from_home", "mode"),
        ({"approved_on": None}, "visits.not_approved", None),
    ],
)
def test_a_visit_is_refused(changes, code, field):
    with pytest.raises((RuleBroken, StateConflict)) as refused:
        recorded(**changes)

    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_temporary_approval_followed_by_a_full_one_is_one_time_of_approval():
    periods = [Period(date(2026, 1, 5), date(2026, 4, 27)), Period(date(2026, 4, 27))]

    assert approved_since(periods, date(2026, 4, 26)) == date(2026, 1, 5)
    assert approved_since(periods, date(2026, 4, 27)) == date(2026, 1, 5)


def test_approval_after_a_gap_begins_again():
    periods = [Period(date(2024, 1, 5), date(2025, 1, 5)), Period(date(2025, 1, 6))]

    assert approved_since(periods, date(2025, 1, 4)) == date(2024, 1, 5)
    assert approved_since(periods, date(2025, 1, 5)) is None
    assert approved_since(periods, date(2025, 1, 6)) == date(2025, 1, 6)


def test_a_refusal_can_name_the_approval_that_is_meant():
    first, second = Period(date(2024, 1, 5), date(2025, 1, 5)), Period(date(2026, 1, 6))

    assert approval_on([first, second], date(2023, 1, 1)) == first
    assert approval_on([first, second], date(2025, 6, 1)) == first
    assert approval_on([first, second], date(2026, 6, 1)) == second
    assert approval_on([], date(2026, 6, 1)) is None
