"""What a change of policy does to work under way: the day before it, the day and the day after, kind by kind."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config_per_tenant.policy import Layer, Policy
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.statement import NONE, SET, Statement
from config_per_tenant.transition import Clock, clock_of
from tests.support.law import law_moves

OPENED, CHANGED = date(2026, 1, 1), date(2026, 12, 1)
DAY = timedelta(days=1)
NEW, OPEN, GRACE = "recruitment.reply_to_enquiry", "review.interval", "supervision.visit_interval"


def layer(number: int, day: date, **values: Any) -> Layer:
    statements = {
        key.replace("__", "."): Statement(NONE) if plain is None else Statement(SET, plain)
        for key, plain in values.items()
    }
    label = "Opening policy" if number == 1 else f"Version {number}"
    return Layer(number, label, number, day, statements)


def policy(on: date, *layers: Layer) -> Policy:
    return Policy([each for each in layers if each.effective_from <= on], on)


def reply(within: str, starts: str = "enquiry.received") -> dict[str, str]:
    return {"within": within, "starts": starts, "stops": "enquiry.replied"}


def within(clock: Clock) -> str:
    return clock.value.within.in_words()


REPLIES = (
    layer(1, OPENED, recruitment__reply_to_enquiry=reply("5 working days")),
    layer(2, CHANGED, recruitment__reply_to_enquiry=reply("1 working day")),
)


def test_the_settings_taken_as_examples_have_the_transitions_meant():
    assert [SETTINGS[key].transition.kind for key in (NEW, OPEN, GRACE)] == ["new", "open", "grace"]


@pytest.mark.parametrize(
    ("started", "said"),
    [(CHANGED - DAY, "5 working days"), (CHANGED, "1 working day"), (CHANGED + DAY, "1 working day")],
)
@pytest.mark.parametrize("seen_on", [CHANGED, CHANGED + DAY, CHANGED + 400 * DAY])
def test_a_clock_that_had_started_keeps_the_rule_of_its_day(started, said, seen_on):
    assert within(clock_of(policy(seen_on, *REPLIES), NEW, started)) == said


def test_until_the_day_nothing_is_known_of_the_change():
    before = policy(CHANGED - DAY, *REPLIES)
    clock = clock_of(before, NEW, CHANGED - DAY)
    assert within(clock) == "5 working days"
    assert clock.due(lambda target, since: target.due_within.after(since)).steps == ()


def test_the_trace_says_that_a_clock_keeps_its_rule_and_whose_it_is():
    clock = clock_of(policy(CHANGED, *REPLIES), NEW, CHANGED - DAY)
    due = clock.due(lambda target, since: target.due_within.after(since))
    assert "Version 2 changed this from 1 December 2026" in due.steps[0]
    assert clock.use().version == "Opening policy"
    assert clock_of(policy(CHANGED, *REPLIES), NEW, CHANGED).use().version == "Version 2"


def test_a_clock_from_before_the_opening_policy_runs_by_the_opening_policy():
    assert within(clock_of(policy(CHANGED, *REPLIES), NEW, OPENED - 900 * DAY)) == "5 working days"


def test_a_clock_that_started_before_anybody_stated_the_setting_keeps_the_default():
    stated_later = (layer(1, OPENED), layer(2, CHANGED, recruitment__reply_to_enquiry=reply("1 working day")))
    clock = clock_of(policy(CHANGED, *stated_later), NEW, CHANGED - DAY)
    assert (within(clock), clock.use().version) == ("2 working days", "Platform default")
    assert within(clock_of(policy(CHANGED, *stated_later), NEW, CHANGED)) == "1 working day"


def happened(**events: date) -> Any:
    return lambda target: events.get(target.starts.replace(".", "_"))


MOVED = (
    layer(1, OPENED, recruitment__reply_to_enquiry=reply("5 working days", "enquiry.received")),
    layer(2, CHANGED, recruitment__reply_to_enquiry=reply("1 working day", "information.sent")),
)


@pytest.mark.parametrize(
    ("events", "started", "said"),
    [
        # begun by the old event in the old time: the old rule, though the new event follows later
        ({"enquiry_received": CHANGED - DAY, "information_sent": CHANGED + DAY}, CHANGED - DAY, "5 working days"),
        ({"enquiry_received": CHANGED - DAY}, CHANGED - DAY, "5 working days"),
        # the old event in the new time starts nothing
        ({"enquiry_received": CHANGED}, None, "1 working day"),
        ({"enquiry_received": CHANGED, "information_sent": CHANGED + DAY}, CHANGED + DAY, "1 working day"),
        # still waiting for the old event when the new rule came, which counts from before: it starts on its day
        ({"information_sent": CHANGED - DAY}, CHANGED, "1 working day"),
        ({"information_sent": CHANGED - DAY, "enquiry_received": CHANGED + DAY}, CHANGED, "1 working day"),
    ],
)
def test_a_version_that_starts_the_clock_elsewhere_starts_its_own(events, started, said):
    clock = clock_of(policy(CHANGED + 5 * DAY, *MOVED), NEW, happened(**events))
    assert (clock.started_on, within(clock)) == (started, said)


def test_a_target_given_up_leaves_clocks_that_run_and_starts_no_more():
    given_up = (REPLIES[0], layer(2, CHANGED, recruitment__reply_to_enquiry=None))
    seen = policy(CHANGED + DAY, *given_up)
    assert within(clock_of(seen, NEW, happened(enquiry_received=CHANGED - DAY))) == "5 working days"
    assert clock_of(seen, NEW, happened(enquiry_received=CHANGED)).value is None


def test_a_target_taken_up_asks_nothing_of_work_under_way():
    taken_up = (
        layer(1, OPENED, recruitment__reply_to_enquiry=None),
        layer(2, CHANGED, recruitment__reply_to_enquiry=reply("1 working day")),
    )
    seen = policy(CHANGED + DAY, *taken_up)
    assert clock_of(seen, NEW, happened(enquiry_received=CHANGED - DAY)).started_on is None
    assert within(clock_of(seen, NEW, happened(enquiry_received=CHANGED))) == "1 working day"


@pytest.mark.parametrize("started", [CHANGED - 300 * DAY, CHANGED - DAY, CHANGED, CHANGED + DAY])
def test_open_work_is_timed_afresh_from_the_day(started):
    layers = (layer(1, OPENED, review__interval="12 months"), layer(2, CHANGED, review__interval="6 months"))
    assert clock_of(policy(CHANGED - DAY, *layers), OPEN, started).value.in_words() == "12 months"
    for seen_on in (CHANGED, CHANGED + DAY):
        assert clock_of(policy(seen_on, *layers), OPEN, started).value.in_words() == "6 months"


def visit_due(started: date, *weeks: tuple[date, str], on: date) -> Any:
    layers = [
        layer(number, day, supervision__visit_interval={"most": most}) for number, (day, most) in enumerate(weeks, 1)
    ]
    return clock_of(policy(on, *layers), GRACE, started).due(lambda interval, since: interval.most.after(since))


@pytest.mark.parametrize(
    ("started", "by"),
    [
        (CHANGED - 56 * DAY, CHANGED),  # due on the very day: stays
        (CHANGED - 57 * DAY, CHANGED - DAY),  # late already: stays late, no second chance
        (CHANGED - 52 * DAY, CHANGED + 4 * DAY),  # nearer than the grace already: keeps its day
        (CHANGED - 40 * DAY, CHANGED + 7 * DAY),  # would be late at once: seven days of grace
        (CHANGED - 21 * DAY, CHANGED + 7 * DAY),
        (CHANGED - 20 * DAY, CHANGED + 8 * DAY),  # beyond the grace: the new interval
        (CHANGED - DAY, CHANGED + 27 * DAY),
        (CHANGED, CHANGED + 28 * DAY),
        (CHANGED + DAY, CHANGED + 29 * DAY),
    ],
)
def test_a_shorter_interval_brings_no_visit_nearer_than_its_grace(started, by):
    assert visit_due(started, (OPENED, "8 weeks"), (CHANGED, "4 weeks"), on=CHANGED + DAY).by == by


def test_more_time_counts_at_once():
    started = CHANGED - 30 * DAY
    due = visit_due(started, (OPENED, "4 weeks"), (CHANGED, "8 weeks"), on=CHANGED)
    assert (due.by, due.steps) == (started + 56 * DAY, ())


def test_saying_the_same_again_moves_nothing():
    twice = ((OPENED, "8 weeks"), (CHANGED, "4 weeks"))
    thrice = (*twice, (CHANGED + 3 * DAY, "4 weeks"))
    for days in range(60):
        started = CHANGED - days * DAY
        assert (
            visit_due(started, *twice, on=CHANGED + 5 * DAY).by == visit_due(started, *thrice, on=CHANGED + 5 * DAY).by
        )


def test_law_binds_every_clock_whatever_version_it_follows():
    """An interval of review beyond the regulation's twelve months is held to it, for work begun before too."""
    beyond = (layer(1, OPENED, review__later_to_panel="5 years", review__interval="3 years"),)
    assert clock_of(policy(CHANGED, *beyond), OPEN, OPENED - DAY).value.in_words() == "12 months"


@given(
    starts=st.integers(-400, 400),
    changes=st.lists(
        st.tuples(st.integers(1, 400), st.integers(1, 12)), min_size=1, max_size=5, unique_by=lambda c: c[0]
    ),
    seen=st.integers(0, 500),
)
def test_no_change_ever_brings_a_visit_nearer_than_its_grace_or_than_it_was(starts, changes, seen):
    """Whatever the sequence of versions, compared version by version as they come into force."""
    weeks = [(OPENED, "8 weeks"), *((OPENED + day * DAY, f"{most} weeks") for day, most in sorted(changes))]
    started, seen_on = OPENED + starts * DAY, OPENED + seen * DAY
    standing = [each for each in weeks if each[0] <= seen_on]
    for index in range(1, len(standing)):
        changed_on = standing[index][0]
        before = visit_due(started, *standing[:index], on=changed_on).by
        after = visit_due(started, *standing[: index + 1], on=changed_on).by
        if started < changed_on:
            assert after >= min(before, changed_on + 7 * DAY)


@given(
    changes=st.lists(st.tuples(st.integers(1, 400), st.integers(1, 20)), max_size=5, unique_by=lambda c: c[0]),
    starts=st.integers(-50, 500),
    later=st.integers(0, 300),
)
def test_a_kept_rule_never_depends_on_what_came_after(changes, starts, later):
    """A clock seen on its first day and on any later day runs by one and the same value: nothing leaks back."""
    layers = [
        layer(number, day, recruitment__reply_to_enquiry=reply(f"{days} working days"))
        for number, (day, days) in enumerate([(OPENED, 5), *((OPENED + d * DAY, n) for d, n in sorted(changes))], 1)
    ]
    started = OPENED + max(starts, 0) * DAY
    then = clock_of(policy(started, *layers), NEW, started)
    now = clock_of(policy(started + later * DAY, *layers), NEW, started)
    assert then.value == now.value


@pytest.mark.parametrize(
    ("keeps", "started", "months"),
    [
        (False, CHANGED - DAY, 9),  # law holds for every clock from its day
        (False, CHANGED, 9),
        (True, CHANGED - DAY, 12),  # unless the provision lets what had begun finish under the one before
        (True, CHANGED, 9),
        (True, CHANGED + DAY, 9),
    ],
)
def test_a_provision_says_whether_work_under_way_finishes_under_the_one_before(monkeypatch, keeps, started, months):
    law_moves(monkeypatch, "review.interval", CHANGED, Duration(9, "months"), keeps_begun=keeps)
    stated = layer(1, OPENED, review__interval="12 months")
    before, after = policy(CHANGED - DAY, stated), policy(CHANGED + DAY, stated)
    assert clock_of(before, OPEN, started).value == Duration(12, "months")
    assert clock_of(after, OPEN, started).value == Duration(months, "months")
