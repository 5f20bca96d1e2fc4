"""The clocks of an enquiry beside the law's own: whichever comes first, and each once. No database."""

from datetime import date
from uuid import UUID

from config_per_tenant.policy import Layer, Policy, policy_from_pack
from config_per_tenant.statement import SET, Statement
from core.duties.catalogue import SubjectFacts
from core.recruitment.duties import clocks
from core.recruitment.rules import EnquiryFacts
from tests.support.law import law

ON = date(2026, 11, 20)


def running(policy: Policy, **events: date):
    facts = EnquiryFacts("mainstream", {name.replace("__", "."): day for name, day in events.items()})
    found = clocks(SubjectFacts("enquiry", UUID(int=1), {"recruitment": facts}), policy, ON)
    return {each.key: each for each in found}


@law("NMS 14.10")
def test_a_letter_counted_from_elsewhere_is_due_by_the_standard_when_that_comes_first():
    """Luton counts from telling the applicant; the standard from the decision."""
    policy = policy_from_pack("luton", ON)
    decided, told = date(2026, 11, 2), date(2026, 11, 9)

    untold = running(policy, approval__decided=decided)["decision_letter"]
    assert untold.due_on == date(2026, 11, 9)
    assert untold.trace.sources == ("NMS 14.10",)

    late = running(policy, approval__decided=decided, decision__told=told)["decision_letter"]
    assert late.due_on == date(2026, 11, 9)
    assert "comes first" in late.trace.steps[-1]

    soon = running(policy, approval__decided=decided, decision__told=date(2026, 10, 30))["decision_letter"]
    assert soon.due_on < date(2026, 11, 9)
    assert "decision_letter" not in running(policy, approval__decided=decided, decision_letter__sent=told)


@law("NMS 14.4")
def test_an_application_has_eight_months_to_panel_and_is_shown_once():
    applied = date(2026, 3, 2)
    luton = running(policy_from_pack("luton", ON), application__received=applied)
    assert luton["application_to_panel"].due_on == date(2026, 11, 2)  # its own target runs to the decision

    own = {"within": "6 months", "starts": "application.received", "stops": "panel.recommended"}
    stricter = Policy([Layer(1, "Opening policy", 1, applied, {"recruitment.assessment": Statement(SET, own)})], ON)
    found = running(stricter, application__received=applied)
    assert found["assessment"].due_on == date(2026, 9, 2)
    assert "application_to_panel" not in found
