"""The engine is pure: facts, a policy and a day go in, findings come out, in order; nothing else is touched."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from config_per_tenant.policy import Layer, Policy
from config_per_tenant.statement import NONE, SET, Statement
from core.duties.catalogue import DutyKind
from core.duties.engine import evaluate, with_before
from core.duties.findings import Finding, SubjectFacts
from core.recruitment.rules import EnquiryFacts
from core.supervision.facts import Arrangement, SupervisionFacts, VisitMade
from core.supervision.periods import Period
from hearth.trace import Before, Trace

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


def layer(number, day, most):
    stated = {"supervision.visit_interval": Statement(SET, {"most": most})}
    return Layer(number, "Opening policy" if number == 1 else f"Version {number}", number, day, stated)


def test_each_trace_says_what_it_would_be_under_the_version_before():
    policy = Policy((layer(1, date(2026, 1, 1), "8 weeks"), layer(2, date(2026, 9, 1), "6 weeks")), ON)
    found = {each.kind: each for each in with_before(evaluate(facts(), policy, ON), facts(), policy, ON)}

    visit = found["supervision.visit"]
    assert visit.due_on == date(2026, 11, 17)
    assert visit.trace.before == Before("1 December 2026", "Opening policy", "Version 2", "2026-09-01")
    assert Trace.from_json(visit.trace.to_json()) == visit.trace
    assert found["supervision.unannounced"].trace.before is None  # no version changed its settings


def test_a_rule_that_no_version_changed_says_nothing_of_a_version_before():
    policy = Policy((layer(1, date(2026, 1, 1), "8 weeks"),), ON)
    assert all(each.trace.before is None for each in with_before(evaluate(facts(), policy, ON), facts(), policy, ON))


def test_what_the_version_before_did_not_ask_for_is_said():
    opening = Layer(1, "Opening policy", 1, date(2026, 1, 1), {"recruitment.follow_up_call": Statement(NONE)})
    target = {"within": "5 working days", "starts": "enquiry.received", "stops": "follow_up.made"}
    change = Layer(2, "Version 2", 2, date(2026, 11, 1), {"recruitment.follow_up_call": Statement(SET, target)})
    policy = Policy((opening, change), ON)
    asked = SubjectFacts(
        "enquiry", HOUSEHOLD, {"recruitment": EnquiryFacts("mainstream", {"enquiry.received": date(2026, 11, 16)})}
    )
    found = {each.key: each for each in with_before(evaluate(asked, policy, ON), asked, policy, ON)}
    assert found["follow_up_call"].trace.before.value == "Not asked for"
    assert found["reply_to_enquiry"].trace.before is None  # the same kind of duty, by a setting that did not change


def test_a_rule_that_a_version_took_away_is_told_though_the_trace_no_longer_names_it():
    varied = [{"when": "matched_long_term", "words": "Settled", "interval": {"most": "12 weeks"}}]
    opening = Layer(
        1,
        "Opening policy",
        1,
        date(2026, 1, 1),
        {
            "supervision.visit_interval": Statement(SET, {"most": "6 weeks"}),
            "supervision.visit_variations": Statement(SET, varied),
        },
    )
    dropped = Layer(2, "Version 2", 2, date(2026, 11, 1), {"supervision.visit_variations": Statement(NONE)})
    settled = facts(arrangements=(Arrangement("matched_long_term", "", date(2026, 6, 1), None),))
    policy = Policy((opening, dropped), ON)
    [visit] = [
        each
        for each in with_before(evaluate(settled, policy, ON), settled, policy, ON)
        if each.kind == "supervision.visit"
    ]
    assert "supervision.visit_variations" not in {use.key for use in visit.trace.settings}
    assert visit.trace.before == Before("29 December 2026", "Opening policy", "Version 2", "2026-11-01")
