"""The checklist before a council goes live: what blocks, what only warns, all read from its arguments."""

from datetime import date

import pytest

from config_per_tenant.packs import published_packs
from config_per_tenant.policy import Layer, policy_from_pack
from config_per_tenant.readiness import Check, People, Problem, fixed_by, readiness
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.decisions import DECISIONS
from config_per_tenant.statement import Statement

ON = date(2026, 11, 23)
TWO = People(frozenset({"ira"}), frozenset({"morgan"}))


def layered(policy, **statements):
    """The policy with further statements on top, keys written with two underscores for the dot."""
    said = {key.replace("__", "."): statement for key, statement in statements.items()}
    return policy.with_layer(Layer("more", "Version 2", 2, ON, said), of="more")


def codes(ready):
    return {check.code for check in ready.checks if check.stops}


def problems(ready, code):
    return [problem for check in ready.checks if check.code == code for problem in check.problems]


def test_a_number_that_a_council_never_announced_blocks_until_it_is_confirmed():
    """Milton Keynes makes unannounced visits and prints no number (MK-3)."""
    policy = policy_from_pack("milton-keynes", ON)
    key = "supervision.unannounced_visits"
    before = readiness(policy, TWO)

    assert key in [problem.key for problem in problems(before, "law_applies")]
    assert key in [problem.key for problem in before.blocking]
    assert "the council must confirm it" in next(
        problem.why for problem in problems(before, "ambiguous_law") if problem.key == key
    )
    stated = Statement("set", {"count": 2, "period": "1 year", "counted_per": "household"})
    after = readiness(layered(policy, supervision__unannounced_visits=stated), TWO)
    assert key not in [problem.key for problem in after.blocking]


@pytest.mark.parametrize("slug", published_packs())
def test_what_law_needs_blocks_where_no_lawful_figure_applies_meanwhile(slug):
    policy = policy_from_pack(slug, ON)
    missing = {
        entry.setting.key
        for entry in policy.entries()
        if entry.is_default and entry.setting.importance == "law" and not fixed_by(entry)
    }

    ready = readiness(policy, TWO)
    blocking = {problem.key for problem in problems(ready, "law_stated")}
    assert blocking | {problem.key for problem in problems(ready, "law_applies")} == missing
    assert blocking == {key for key in missing if not policy.entry(key).provisions or policy[key] is None}


def test_a_setting_that_law_fixes_needs_no_statement():
    policy = policy_from_pack("coventry", ON)
    fixed = [entry for entry in policy.entries() if fixed_by(entry)]

    assert fixed
    asked = {problem.key for problem in problems(readiness(policy, TWO), "law_stated")}
    assert not asked & {entry.setting.key for entry in fixed}


def test_a_decider_who_is_no_role_blocks_and_names_the_decision():
    told = [problem.words for problem in problems(readiness(policy_from_pack("luton", ON), TWO), "deciders")]

    assert any("no role stands for it" in words for words in told)


def test_an_open_question_about_what_is_only_useful_warns():
    ready = readiness(policy_from_pack("luton", ON), TWO)

    assert all(SETTINGS[p.key].importance == "law" for p in problems(ready, "ambiguous_law"))
    assert all(SETTINGS[p.key].importance != "law" for p in problems(ready, "ambiguous"))
    assert not next(check for check in ready.checks if check.code == "ambiguous").blocks


def test_example_amounts_block():
    ready = readiness(policy_from_pack("luton", ON), TWO)

    assert "fees.tiers" in [problem.key for problem in problems(ready, "amounts")]


@pytest.mark.parametrize(
    ("administrators", "approvers", "told"),
    [
        ((), (), ["Nobody holds the role Tenant administrator", "Nobody holds the role Policy approver"]),
        (("ira",), (), ["Nobody holds the role Policy approver"]),
        (("ira",), ("ira",), ["The only policy approver is the only administrator too"]),
        (("ira", "sam"), ("ira",), []),
        (("ira",), ("ira", "morgan"), []),
    ],
)
def test_two_people_have_to_be_able_to_carry_a_change(administrators, approvers, told):
    people = People(frozenset(administrators), frozenset(approvers))
    ready = readiness(policy_from_pack("luton", ON), people)

    assert [problem.words for problem in problems(ready, "approver")] == told


def test_other_areas_add_their_checks_and_warnings_do_not_block():
    separation = Check(
        "separation", "Duties are separated", "They are.", (Problem("The decider chairs"),), blocks=False
    )
    policy = policy_from_pack("luton", ON)
    without, ready = readiness(policy, TWO), readiness(policy, TWO, [separation])

    assert ready.blocking == without.blocking
    assert Problem("The decider chairs") in ready.warnings


def test_a_policy_without_open_ends_is_ready():
    policy = policy_from_pack("luton", ON)
    opened = readiness(policy, TWO)
    more = {}
    for key in {problem.key for problem in opened.blocking}:
        entry = policy.entry(key)
        plain = entry.plain
        if key == "decisions.makers":
            named = {decision: role for decision, role in plain.items() if isinstance(role, str)}
            plain = dict.fromkeys(DECISIONS, "team_manager") | named
        more[key] = Statement("set", _without_examples(plain))
    ready = readiness(policy.with_layer(Layer("more", "Version 2", 2, ON, more), of="more"), TWO)

    assert ready.is_ready, ready.blocking
    assert ready.in_words == "Ready to go live"


def _without_examples(plain):
    if isinstance(plain, dict):
        return {name: _without_examples(part) for name, part in plain.items() if name != "example"}
    return [_without_examples(part) for part in plain] if isinstance(plain, list) else plain
