"""Who can be in a household as what, and when things can have happened, at the boundary days."""

from datetime import date, timedelta

import pytest

from core.households import rules
from hearth.errors import RuleBroken, StateConflict

TODAY = date(2026, 11, 21)
OPENED = date(2024, 1, 8)
ADULT = date(1990, 1, 1)
CHILD = date(2015, 9, 1)


def join(role, born_on, from_on=TODAY):
    rules.check_member(rules.Candidate("Cal Okafor", born_on), role, from_on=from_on, opened_on=OPENED, today=TODAY)


@pytest.mark.parametrize(
    ("role", "born_on", "from_on"),
    [
        ("carer", ADULT, OPENED),
        ("carer", None, OPENED),
        ("carer", date(2006, 1, 8), OPENED),  # eighteen on the day
        ("adult", date(2008, 11, 21), date(2010, 1, 1)),  # lived there as a child, is an adult today
        ("child", CHILD, CHILD),
        ("child", date(2008, 11, 22), TODAY),
    ],
)
def test_role_and_age_fit(role, born_on, from_on):
    join(role, born_on, from_on)


@pytest.mark.parametrize(
    ("role", "born_on", "from_on", "code"),
    [
        ("carer", date(2006, 1, 9), OPENED, "households.not_an_adult"),
        ("adult", date(2008, 11, 22), TODAY, "households.not_an_adult"),
        ("child", date(2008, 11, 21), TODAY, "households.not_a_child"),
        ("child", None, TODAY, "households.child_without_birthday"),
        ("child", CHILD, CHILD - timedelta(days=1), "households.joined_before_birth"),
        ("adult", ADULT, TODAY + timedelta(days=1), "households.in_future"),
    ],
)
def test_role_and_age_that_do_not_fit_are_refused(role, born_on, from_on, code):
    with pytest.raises(RuleBroken) as refused:
        join(role, born_on, from_on)

    assert refused.value.code == code


@pytest.mark.parametrize("until_on", [OPENED, TODAY])
def test_somebody_may_leave(until_on):
    rules.check_leaving("Cal", from_on=OPENED, until_on=until_on, today=TODAY)


@pytest.mark.parametrize("until_on", [OPENED - timedelta(days=1), TODAY + timedelta(days=1)])
def test_nobody_leaves_before_joining_or_in_the_future(until_on):
    with pytest.raises(RuleBroken):
        rules.check_leaving("Cal", from_on=OPENED, until_on=until_on, today=TODAY)


@pytest.mark.parametrize(
    ("moved_on", "refused"),
    [(OPENED, True), (OPENED + timedelta(days=1), False), (TODAY, False), (TODAY + timedelta(days=1), True)],
)
def test_a_move_follows_the_last_one(moved_on, refused):
    if refused:
        with pytest.raises(RuleBroken):
            rules.check_move(moved_on, last_moved_on=OPENED, today=TODAY)
    else:
        rules.check_move(moved_on, last_moved_on=OPENED, today=TODAY)


@pytest.mark.parametrize(
    ("happened_on", "told_on", "field"),
    [
        (TODAY, TODAY, None),
        (TODAY - timedelta(days=1), TODAY, None),
        (TODAY, TODAY - timedelta(days=1), "told_on"),
        (TODAY + timedelta(days=1), TODAY + timedelta(days=1), "happened_on"),
        (TODAY, TODAY + timedelta(days=1), "told_on"),
    ],
)
def test_a_change_is_told_after_it_happened(happened_on, told_on, field):
    if field is None:
        rules.check_change(happened_on, told_on, today=TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        rules.check_change(happened_on, told_on, today=TODAY)
    assert refused.value.field == field


def test_a_household_that_something_depends_on_stays_open():
    rules.check_closing(TODAY, opened_on=OPENED, reasons_to_stay_open=[], today=TODAY)
    with pytest.raises(StateConflict) as refused:
        rules.check_closing(TODAY, opened_on=OPENED, reasons_to_stay_open=["its approval is in force"], today=TODAY)

    assert str(refused.value) == "This household cannot be closed yet: its approval is in force."


@pytest.mark.parametrize("closed_on", [OPENED - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_household_is_not_closed_before_it_was_opened_or_in_the_future(closed_on):
    with pytest.raises(RuleBroken):
        rules.check_closing(closed_on, opened_on=OPENED, reasons_to_stay_open=[], today=TODAY)
