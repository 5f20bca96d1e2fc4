"""Duties that one policy gives to one role: each rule warns, says why, and stays silent where duties are apart."""

from typing import Any

import pytest

from config_per_tenant.schema.decisions import DECISIONS, role_codes
from config_per_tenant.schema.separation import CHAIR, DECIDERS, MAKERS, arising, warnings
from config_per_tenant.schema.values.lists import DecisionMakers, RoleLabels

APART = {
    "approval": "decision_maker",
    "change_of_terms": "decision_maker",
    "end_of_approval": "decision_maker",
    "temporary_approval": "nominated_officer",
    "review_outside_panel": "decision_maker",
    "proceed_to_assessment": "team_manager",
}


def policy(
    makers: dict[str, Any] | None = None, *, chair: str | None = None, labels: dict[str, str] | None = None
) -> Any:
    values = {
        MAKERS: DecisionMakers.from_plain({**APART, **(makers or {})}),
        CHAIR: chair,
        "roles.labels": RoleLabels.from_plain(labels or {}),
    }
    return values.__getitem__


def test_duties_that_are_apart_give_no_warning() -> None:
    assert warnings(policy(chair="panel_adviser")) == []


def test_a_decision_maker_who_chairs_the_panel_s_business_meeting() -> None:
    """LUT-9."""
    [found] = warnings(policy(chair="decision_maker", labels={"decision_maker": "Agency Decision Maker"}))

    assert found.key == "panel.business_meeting_chair"
    assert found.words.startswith("The Agency Decision Maker chairs the panel's business meeting, and decides")
    assert "should not lead those who give it" in found.words
    assert "r27" in found.source


@pytest.mark.parametrize(
    ("decision", "role", "because"),
    [
        ("approval", "assessing_social_worker", "who writes the report"),
        ("temporary_approval", "supervising_social_worker", "who writes the report"),
        ("end_of_approval", "panel_adviser", "who advises the panel"),
        ("change_of_terms", "team_manager", "who answers for the assessment"),
        ("review_outside_panel", "reviewing_officer", "who chairs the review"),
        ("exemption", "placements_officer", "who looks for the placement"),
        ("skip_reference", "assessing_social_worker", "who makes the assessment"),
        ("complaint_first_stage", "supervising_social_worker", "whose own work"),
    ],
)
def test_a_decider_who_is_concerned(decision: str, role: str, because: str) -> None:
    [found] = warnings(policy({decision: role}))

    assert (found.key, found.decision) == (MAKERS, decision)
    assert DECISIONS[decision] in found.words
    assert because in found.words


def test_the_same_role_for_the_temporary_and_the_full_approval() -> None:
    [found] = warnings(policy({"temporary_approval": "decision_maker"}))

    assert "the decider's own first one" in found.words
    assert found.source.startswith("SI 2010/959 r24")


def test_a_decision_that_is_unresolved_or_not_stated_gives_none() -> None:
    assert (
        warnings(policy({"approval": {"unresolved": "Panel"}, "skip_reference": {"unresolved": "Service Manager"}}))
        == []
    )


def test_a_draft_is_told_what_it_would_bring_and_not_what_is_there_already() -> None:
    before = policy({"temporary_approval": "decision_maker"})
    after = policy({"temporary_approval": "decision_maker"}, chair="decision_maker")

    assert [found.key for found in arising(before, after)] == [CHAIR]
    assert arising(after, before) == []


def test_rules_name_decisions_and_roles_that_exist() -> None:
    for rule in DECIDERS:
        assert set(rule.decisions) <= set(DECISIONS)
        assert {str(role) for role in rule.roles} <= set(role_codes())
