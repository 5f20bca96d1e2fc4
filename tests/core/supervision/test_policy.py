"""Due dates follow the council's policy, and a change of it, with its days of grace."""

from datetime import date, timedelta

import pytest

from config_per_tenant.policy import Layer, Policy, policy_from_pack
from config_per_tenant.statement import SET, Statement
from core.duties.engine import evaluate
from core.supervision.facts import Arrangement, VisitMade
from core.supervision.periods import Period
from tests.core.duties.test_engine import ON, facts

OPENED = date(2026, 1, 1)
CHANGED = date(2026, 11, 16)


def layer(number, effective_from, **values):
    keys = {"interval": "supervision.visit_interval", "variations": "supervision.visit_variations"}
    stated = {keys[name]: Statement(SET, plain) for name, plain in values.items()}
    label = "Opening policy" if number == 1 else f"Version {number}"
    return Layer(number, label, number, effective_from, stated, approved_by="P. Approver")


def due(policy, on=ON, **changes):
    found = evaluate(facts(**changes), policy, on)
    return next(finding for finding in found if finding.kind == "supervision.visit")


def test_the_council_sets_the_interval_and_the_trace_names_the_version():
    policy = Policy((layer(1, OPENED, interval={"most": "8 weeks"}),), ON)

    finding = due(policy)

    assert finding.due_on == date(2026, 12, 1)
    assert finding.trace.settings[0].value == "8 weeks"
    assert finding.trace.settings[0].version == "Opening policy"


def test_a_range_is_expected_at_its_usual_and_late_after_its_longest():
    policy = Policy((layer(1, OPENED, interval={"least": "4 weeks", "usual": "6 weeks", "most": "8 weeks"}),), ON)

    finding = due(policy)

    assert (finding.warn_from, finding.due_on) == (date(2026, 11, 17), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("last_visit_on", "due_on"),
    [
        (date(2026, 10, 6), date(2026, 11, 23)),  # two weeks would have been late at once: 7 days of grace
        (date(2026, 11, 9), date(2026, 11, 23)),  # two weeks exactly
        (date(2026, 11, 12), date(2026, 11, 26)),
        (date(2026, 9, 23), date(2026, 11, 18)),  # was nearer already under the old interval
        (date(2026, 11, 16), date(2026, 11, 30)),  # a clock that starts after the change
    ],
)
def test_a_stricter_interval_gives_days_of_grace(last_visit_on, due_on):
    before = layer(1, OPENED, interval={"most": "8 weeks"})
    after = layer(2, CHANGED, interval={"most": "2 weeks"})

    finding = due(Policy((before, after), ON), last_visit=VisitMade(last_visit_on, "visit:1"))

    assert finding.due_on == due_on


@pytest.mark.parametrize(
    ("last_visit_on", "words"),
    [
        (
            date(2026, 10, 6),  # was due on 1 December
            "Version 2 changed this from 16 November 2026: it brings no date nearer than 7 days after that, "
            "so 23 November 2026.",
        ),
        (
            date(2026, 9, 23),
            "Version 2 changed this from 16 November 2026: until then it was due by 18 November 2026, "
            "and it keeps that day.",
        ),
        (
            date(2026, 9, 1),
            "Version 2 changed this from 16 November 2026, when this was already late: it was due by "
            "27 October 2026, and keeps that day.",
        ),
    ],
)
def test_the_reason_for_a_date_kept_is_true(last_visit_on, words):
    before = layer(1, OPENED, interval={"most": "8 weeks"})
    after = layer(2, CHANGED, interval={"most": "2 weeks"})

    steps = due(Policy((before, after), ON), last_visit=VisitMade(last_visit_on, "visit:1")).trace.steps

    assert steps[-1] == words


def test_a_laxer_interval_counts_at_once():
    policy = Policy(
        (layer(1, OPENED, interval={"most": "4 weeks"}), layer(2, CHANGED, interval={"most": "8 weeks"})), ON
    )

    assert due(policy).due_on == date(2026, 12, 1)


def test_a_variation_that_was_agreed_replaces_the_interval():
    variations = [{"when": "matched_long_term", "words": "Settled", "interval": {"most": "12 weeks"}}]
    policy = Policy((layer(1, OPENED, interval={"most": "4 weeks"}, variations=variations),), ON)
    agreed = Arrangement("matched_long_term", "Settled match", date(2026, 10, 1), None)

    assert due(policy, arrangements=(agreed,)).due_on == date(2026, 12, 29)
    ended = Arrangement("matched_long_term", "Settled match", date(2026, 10, 1), ON)
    assert due(policy, arrangements=(ended,)).due_on == date(2026, 11, 3)


@pytest.mark.parametrize("slug", ["milton-keynes", "luton", "leicestershire", "coventry"])
def test_every_pack_gives_a_visit_with_its_source(slug):
    finding = due(policy_from_pack(slug, ON))

    use = finding.trace.settings[0]
    assert finding.due_on > date(2026, 10, 6)
    assert use.published_source or use.state == "not_stated"


def test_approval_that_begins_tomorrow_owes_nothing_today():
    tomorrow = ON + timedelta(days=1)

    assert evaluate(facts(approved=(Period(tomorrow),)), Policy((), ON), ON) == ()
