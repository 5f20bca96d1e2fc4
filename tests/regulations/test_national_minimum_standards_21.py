"""NMS 21: the supervision of foster carers, and the unannounced visit of every year."""

from datetime import date

import pytest

from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema.values.durations import Duration, DurationRange
from core.supervision import rules
from tests.support.law import law

SIX_WEEKS = DurationRange(None, Duration(6, "weeks"))
FOUR_TO_EIGHT = DurationRange(Duration(4, "weeks"), Duration(8, "weeks"), Duration(6, "weeks"))
MONTHLY = DurationRange(None, Duration(1, "months"))
YEAR = Duration(1, "years")
APPROVED = date(2026, 1, 5)


@law("NMS 21", "SI 2011/581 r17")
@pytest.mark.parametrize(
    ("interval", "last_visit_on", "by"),
    [
        (SIX_WEEKS, date(2026, 3, 2), date(2026, 4, 13)),
        (SIX_WEEKS, None, date(2026, 2, 16)),
        (FOUR_TO_EIGHT, date(2026, 3, 2), date(2026, 4, 27)),
        (MONTHLY, date(2026, 1, 31), date(2026, 2, 28)),  # the month has no 31st
        (MONTHLY, date(2028, 1, 31), date(2028, 2, 29)),  # nor a leap year's February
        (SIX_WEEKS, date(2026, 3, 10), date(2026, 4, 21)),  # across the change to summer time: days, not hours
    ],
)
def test_a_visit_falls_due_an_interval_after_the_last(interval, last_visit_on, by):
    assert rules.next_visit_due(APPROVED, last_visit_on, interval).by == by


@law("NMS 21.8")
@pytest.mark.parametrize(
    ("count", "visits", "by"),
    [
        (1, [], date(2027, 1, 5)),
        (1, [date(2026, 4, 1)], date(2027, 4, 1)),
        (1, [date(2026, 4, 1), date(2026, 9, 15)], date(2027, 9, 15)),
        (1, [date(2026, 1, 4)], date(2027, 1, 5)),  # the day before approval does not count
        (1, [date(2026, 1, 5)], date(2027, 1, 5)),
        (2, [date(2026, 4, 1)], date(2027, 1, 5)),  # one of two: the second within a year of approval
        (2, [date(2026, 4, 1), date(2026, 9, 15)], date(2027, 4, 1)),
        (1, [date(2028, 2, 29)], date(2029, 2, 28)),  # a leap day falls back to the month's end
    ],
)
def test_every_rolling_year_holds_its_unannounced_visits(count, visits, by):
    assert rules.unannounced_visit_due(APPROVED, visits, count=count, period=YEAR).by == by


@law("NMS 21.8")
def test_a_calendar_year_each_with_a_visit_is_not_enough():
    """January of one year and December of the next are both in a year of their own, and nearly two years apart."""
    due = rules.unannounced_visit_due(APPROVED, [date(2026, 1, 10)], count=1, period=YEAR)

    assert due.by == date(2027, 1, 10) < date(2027, 12, 20)


@law("NMS 21.8")
@pytest.mark.parametrize("slug", ["milton-keynes", "luton", "leicestershire", "coventry"])
def test_no_council_asks_for_less_than_one_a_year(slug):
    wanted = policy_from_pack(slug, date(2026, 11, 21))["supervision.unannounced_visits"]

    assert wanted.count >= 1
    assert wanted.period.never_longer_than(YEAR)
