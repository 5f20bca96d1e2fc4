"""What a rehearsal says, from what it counted; and two traces side by side. No database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.duties.findings import Finding
from core.rehearsal import words
from core.rehearsal.comparing import due_soon, moved
from core.rehearsal.folding import Kept, fold, unfold
from core.rehearsal.models import Rehearsal
from core.rehearsal.money import first_whole_week
from core.rehearsal.sides import side_by_side
from hearth.trace import Before, Fact, SettingUse, Trace

DAY = date(2026, 12, 7)
NAMES = {"review.name": "Household Review"}
MORE = SettingUse("visits", "Visits", "4 weeks", "set", "Version 2", "2026-12-07")
LESS = SettingUse("visits", "Visits", "6 weeks", "set", "Opening policy", "2020-04-01")


def told(counts, *, money=None, first_weeks=(0, 0)):
    found = Rehearsal(effective_on=DAY, counts=counts, first_weeks=list(first_weeks))
    found.money = {"total": money} if money else {}
    return words.headline(found, NAMES)


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({}, "No due date changes."),
        ({"supervision.visit": {"nearer": 12}}, "Supervision visit: 12 move nearer; none becomes overdue."),
        (
            {"supervision.visit": {"nearer": 12, "overdue": 3}},
            "Supervision visit: 12 move nearer; 3 become overdue on 7 December 2026.",
        ),
        (
            {"supervision.visit": {"later": 1, "appears": 2, "relieved": 1}, "review.next": {"handed": 4}},
            "Supervision visit: 2 are new and 1 moves later; 4 go to another team or worker; 1 is no longer overdue; "
            "none becomes overdue.",
        ),
    ],
)
def test_the_headline_says_what_moves(counts, says):
    assert told(counts) == says


def test_the_headline_says_what_it_costs_and_what_comes_soon():
    assert told({}, money=[100_00, 110_00]) == "No due date changes. It costs £520 more a year."
    assert told({}, money=[110_00, 100_00]).endswith("It costs £520 less a year.")
    assert told({}, money=[100_00, 100_00]).endswith("The cost stays the same.")
    assert told({}, first_weeks=(3, 1)).endswith("In the first 4 weeks 1 falls due, instead of 3.")


def found(days, *, key="", trace=None, **more):
    return Finding(due_on=DAY + timedelta(days=days), trace=trace or Trace("A rule"), key=key, kind="visit", **more)


@pytest.mark.parametrize(
    ("before", "after", "change", "overdue", "relieved"),
    [
        ([found(3)], [found(3)], None, False, False),
        ([found(3)], [found(3, trace=Trace("Said otherwise"))], None, False, False),
        ([found(3)], [found(2)], "nearer", False, False),
        ([found(0)], [found(-1)], "nearer", True, False),
        ([found(-1)], [found(-2)], "nearer", False, False),
        ([found(-1)], [found(0)], "later", False, True),
        ([], [found(-1)], "appears", True, False),
        ([found(-1)], [], "vanishes", False, True),
        ([found(3)], [found(3, note="goes to panel")], "differs", False, False),
        ([found(3)], [found(3, warn_days=20)], "differs", False, False),
    ],
)
def test_what_counts_as_a_change(before, after, change, overdue, relieved):
    changes = list(moved(before, after, DAY))

    assert [each.change for each in changes] == ([change] if change else [])
    assert any(each.becomes_overdue for each in changes) is overdue
    assert any(each.stops_being_overdue for each in changes) is relieved


def test_duties_of_one_kind_are_told_apart_by_their_key():
    changes = moved([found(3, key="a"), found(4, key="b")], [found(3, key="b"), found(3, key="a")], DAY)

    assert [(each.finding.key, each.change) for each in changes] == [("b", "nearer")]


def test_a_duty_that_changes_hands_alone_is_said_so():
    (change,) = moved([found(3)], [found(3)], DAY, whose=(lambda _: (None, None), lambda _: (None, DAY)))

    assert change.change == "handed"


def test_the_first_weeks_begin_with_the_day_and_end_before_the_last():
    assert [due_soon([found(days)], DAY) for days in (-1, 0, 27, 28)] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("day", "monday"), [(7, 7), (8, 14), (13, 14)], ids=["a Monday is its own", "a Tuesday waits", "a Sunday waits"]
)
def test_the_first_whole_week_is_paid_under_the_version_from_its_first_night(day, monday):
    assert first_whole_week(date(2026, 12, day)).begins_on == date(2026, 12, monday)


def test_a_trace_is_the_same_after_it_was_folded():
    trace = Trace(
        "A rule",
        (Fact("Last visit", "5 October 2026", "visit:1"), Fact("Carer", "Ada")),
        (MORE,),
        ("NMS 21",),
        ("5 October and 4 weeks",),
        Before("1 December 2026", "Opening policy", "Version 2", "2026-12-07"),
    )
    parts, facts = Kept(), Kept()
    kept = [fold(trace, parts, facts) for _ in range(3)]

    assert unfold(kept[2], parts.plain, facts.plain) == trace
    assert len(parts.plain) == 4, "rule, setting, source and what was before, once each"
    assert unfold(fold(None, parts, facts), parts.plain, facts.plain) is None


def test_two_traces_stand_side_by_side_with_what_differs_in_words():
    before = Trace("A rule", (Fact("Last visit", "5 October 2026"),), (LESS,), ("NMS 21",), ("is 16 November",))
    after = Trace("A rule", (Fact("Last visit", "5 October 2026"),), (MORE,), ("NMS 21", "r17"), ("is 2 November",))

    verdicts = {side.part: side.verdict for side in side_by_side(before, after)}

    assert verdicts == {
        "Rule": "Same",
        "Visits": "Differs",
        "Last visit": "Same",
        "Worked out": "Differs",
        "Rests on": "Differs",
    }
    assert {side.verdict for side in side_by_side(None, after)} == {"Only with it"}
    assert {side.verdict for side in side_by_side(before, None)} == {"Only without it"}
