"""SI 2011/581 r28: reviews and terminations of approval."""

from datetime import date, timedelta

import pytest

from config_per_tenant.national import national
from config_per_tenant.schema.values.durations import Duration
from core.approvals.rules import resignation_takes_effect
from core.reviews.rules import Decided, advice_on_panel, check_panel, check_review, next_review_due
from hearth.errors import RuleBroken
from tests.support.law import law

YEAR = Duration(12, "months")
THREE_YEARS = Duration(3, "years")


def due(approved_on, *reviews, within=YEAR, interval=YEAR, later=None, first_to_panel=True):
    decided = tuple(Decided(day, panel) for day, panel in reviews)
    return next_review_due(
        approved_on,
        decided,
        first_within=within,
        interval=interval,
        first_to_panel=first_to_panel,
        later_to_panel=later,
    )


@law("SI 2011/581 r28(2)")
@pytest.mark.parametrize(
    ("approved_on", "last_decided_on", "due_by"),
    [
        (date(2025, 4, 1), None, date(2026, 4, 1)),
        (date(2024, 2, 29), None, date(2025, 2, 28)),  # a leap day falls back to the month's end
        (date(2025, 4, 1), date(2025, 9, 15), date(2026, 9, 15)),  # an early review brings the next forward
        (date(2025, 4, 1), date(2026, 4, 1), date(2027, 4, 1)),
    ],
)
def test_an_approval_is_reviewed_within_a_year(approved_on, last_decided_on, due_by):
    reviews = [(last_decided_on, True)] if last_decided_on else []

    assert due(approved_on, *reviews).by == due_by


@law("SI 2011/581 r28(2)")
def test_a_council_may_review_sooner():
    assert due(date(2025, 4, 1), within=Duration(9, "months")).by == date(2026, 1, 1)
    assert due(date(2025, 4, 1), (date(2026, 1, 1), True), interval=Duration(6, "months")).by == date(2026, 7, 1)


@law("SI 2011/581 r28(2)")
def test_the_law_lets_no_council_take_longer_than_a_year():
    assert national("review.first", date(2026, 1, 1)).value == YEAR
    assert national("review.interval", date(2026, 1, 1)).value == YEAR


@law("SI 2011/581 r28(5)")
def test_the_first_review_goes_to_the_panel_and_the_next_need_not():
    first = due(date(2025, 4, 1))
    later = due(date(2025, 4, 1), (date(2026, 3, 1), True))

    assert (first.is_first, first.must_go_to_panel) == (True, True)
    assert (later.is_first, later.must_go_to_panel) == (False, False)


@law("SI 2011/581 r28(5)")
def test_a_first_review_that_the_panel_has_not_heard_is_refused():
    with pytest.raises(RuleBroken) as refused:
        check_panel(due(date(2025, 4, 1)), False, first_to_panel=True)

    assert refused.value.field == "went_to_panel"
    assert refused.value.source == "SI 2011/581 r28(5)"


def test_a_council_may_have_the_panel_hear_a_later_review_every_three_years():
    heard, not_heard = (date(2023, 4, 1), True), (date(2024, 4, 1), False)
    second, third = (
        due(date(2022, 4, 1), heard, later=THREE_YEARS),
        due(date(2022, 4, 1), heard, not_heard, later=THREE_YEARS),
    )
    fourth = due(date(2022, 4, 1), heard, not_heard, (date(2025, 4, 1), False), later=THREE_YEARS)

    assert [second.must_go_to_panel, third.must_go_to_panel, fourth.must_go_to_panel] == [False, False, True]
    assert advice_on_panel(fourth, False, later_to_panel=THREE_YEARS)
    assert not advice_on_panel(fourth, True, later_to_panel=THREE_YEARS)
    assert not advice_on_panel(third, False, later_to_panel=THREE_YEARS)


DAY = date(2026, 3, 2)


def checked(**changes):
    told = {
        "held_on": None,
        "decided_on": DAY,
        "approved_on": date(2025, 4, 1),
        "ended_on": None,
        "last_decided_on": None,
        "today": DAY,
    }
    check_review(**(told | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"held_on": DAY},
        {"approved_on": DAY},
        {"ended_on": DAY},
        {"last_decided_on": DAY - timedelta(days=1)},
    ],
)
def test_a_review_may_be_decided(changes):
    checked(**changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"today": DAY - timedelta(days=1)}, "reviews.in_future"),
        ({"held_on": DAY + timedelta(days=1)}, "reviews.decided_before_held"),
        ({"approved_on": DAY + timedelta(days=1)}, "reviews.outside_approval"),
        ({"ended_on": DAY - timedelta(days=1)}, "reviews.outside_approval"),
        ({"last_decided_on": DAY}, "reviews.before_last_review"),
    ],
)
def test_a_review_that_cannot_have_been_decided_is_refused(changes, code):
    with pytest.raises(RuleBroken) as refused:
        checked(**changes)

    assert refused.value.code == code


@law("SI 2011/581 r28(13)")
@pytest.mark.parametrize(
    ("received_on", "ends_on"),
    [
        (date(2026, 3, 2), date(2026, 3, 30)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 12, 24), date(2027, 1, 21)),  # calendar days: neither weekends nor holidays add any
    ],
)
def test_an_approval_ends_28_days_after_notice_of_resignation_is_received(received_on, ends_on):
    notice = national("resignation.effective", received_on)

    assert resignation_takes_effect(received_on, notice=notice.value) == ends_on
