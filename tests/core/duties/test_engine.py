"""The engine is pure: facts, a policy and a day go in, findings come out, in order; nothing else is touched."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from config_per_tenant.policy import Policy
from core.duties.catalogue import DutyKind
from core.duties.engine import evaluate
from core.duties.findings import Finding, SubjectFacts
from core.supervision.facts import SupervisionFacts, VisitMade
from core.supervision.periods import Period
from hearth.trace import Trace

ON = date(2026, 11, 21)
HOUSEHOLD = UUID(int=1)


def facts(**changes):
    known = {
        "approved": (Period(date(2026, 1, 5)),),
        "connected": False,
        "allocated_on": date(2026, 1, 5),
        "last_visit": VisitMade(date(2026, 10, 6), "visit:1"),
        "unannounced": (),
        "arrangements": (),
        "actions": (),
    }
    return SubjectFacts("household", HOUSEHOLD, {"supervision": SupervisionFacts(**(known | changes))})


def supervision(found):
    return {finding.kind: finding for finding in found if finding.kind.startswith("supervision.")}


def test_it_needs_no_database_and_no_clock(monkeypatch):
    """This test asks for no database: a query would fail. A clock would too."""

    def no_clock():
        raise AssertionError("the engine looked at the clock")

    monkeypatch.setattr("hearth.dates.today", no_clock)

    found = supervision(evaluate(facts(), Policy((), ON), ON))

    assert found["supervision.visit"].due_on == date(2026, 11, 17)  # six weeks, the platform's default
    assert found["supervision.unannounced"].due_on == date(2027, 1, 5)


def test_the_same_question_has_the_same_answer():
    policy = Policy((), ON)

    assert evaluate(facts(), policy, ON) == evaluate(facts(), policy, ON)


def test_every_finding_says_why():
    for finding in evaluate(facts(), Policy((), ON), ON):
        assert finding.trace.rule
        assert finding.trace.sources
        assert finding.trace.facts


def test_a_trace_survives_being_kept():
    for finding in evaluate(facts(), Policy((), ON), ON):
        assert Trace.from_json(finding.trace.to_json()) == finding.trace


def test_a_default_is_called_a_default():
    found = supervision(evaluate(facts(), Policy((), ON), ON))

    assert found["supervision.visit"].trace.settings[0].version == "Platform default"


@pytest.mark.parametrize("periods", [(), (Period(date(2024, 1, 1), date(2025, 1, 1)),), (Period(date(2027, 1, 1)),)])
def test_a_household_that_is_not_approved_is_owed_no_visit(periods):
    assert supervision(evaluate(facts(approved=periods), Policy((), ON), ON)) == {}


def test_a_subject_without_facts_has_no_duties():
    assert evaluate(SubjectFacts("household", HOUSEHOLD, {}), Policy((), ON), ON) == ()


def test_findings_come_in_order_of_day():
    found = evaluate(facts(), Policy((), ON), ON)

    assert [finding.due_on for finding in found] == sorted(finding.due_on for finding in found)


def test_two_findings_that_cannot_be_told_apart_are_a_fault():
    def twice(known, policy, on):
        yield Finding(due_on=on, trace=Trace("a"))
        yield Finding(due_on=on + timedelta(days=1), trace=Trace("b"))

    kind = DutyKind(
        "test.twice", "household", "Twice", twice, (), "allocated", "supervising_social_worker", "duties.view"
    )

    with pytest.raises(ValueError, match=r"test\.twice"):
        evaluate(facts(), Policy((), ON), ON, kinds=[kind])
