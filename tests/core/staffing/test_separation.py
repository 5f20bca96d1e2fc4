"""People who hold two roles that are better kept apart."""

from typing import Any
from uuid import uuid4

import pytest

from config_per_tenant.schema.values.lists import DecisionMakers
from core.staffing.separation import PAIRS, Person, held_together, nobody_to_approve

ANN, BEN = Person(uuid4(), "Ann Lee"), Person(uuid4(), "Ben Fox")


def policy(approval: str = "decision_maker") -> Any:
    return {"decisions.makers": DecisionMakers.from_plain({"approval": approval})}.__getitem__


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.one}-{pair.other}")
def test_each_pair_warns_where_one_person_holds_both_and_only_there(pair):
    one = "decision_maker" if pair.one == "decider" else pair.one

    together = held_together({one: [ANN, BEN], pair.other: [ANN]}, policy())
    apart = held_together({one: [ANN], pair.other: [BEN]}, policy())

    assert [(found.people, found.roles) for found in together] == [((ANN,), (str(one), str(pair.other)))]
    assert together[0].because.endswith(".")
    assert apart == []


def test_whoever_decides_here_is_asked_of_policy():
    [found] = held_together({"service_manager": [ANN], "panel_adviser": [ANN]}, policy("service_manager"))

    assert found.roles == ("service_manager", "panel_adviser")
    assert held_together({"service_manager": [ANN], "panel_adviser": [ANN]}, policy()) == []


def test_a_council_without_a_decider_gets_no_warning_about_one():
    unresolved = {"decisions.makers": DecisionMakers.from_plain({"approval": {"unresolved": "Panel"}})}

    assert held_together({"decision_maker": [ANN], "panel_adviser": [ANN]}, unresolved.__getitem__) == []


@pytest.mark.parametrize(
    ("holders", "said"),
    [
        ({"tenant_administrator": [ANN]}, "Nobody holds the role"),
        ({"tenant_administrator": [ANN], "policy_approver": [ANN]}, "One person drafts policy"),
        ({"tenant_administrator": [ANN], "policy_approver": [ANN, BEN]}, ""),
        ({"tenant_administrator": [ANN], "policy_approver": [BEN]}, ""),
    ],
)
def test_whether_anybody_could_approve(holders, said):
    assert nobody_to_approve(holders).startswith(said)
    assert bool(nobody_to_approve(holders)) == bool(said)
