"""Each amount says what it would be had policy stayed as it was before the version that last changed it."""

from dataclasses import replace
from datetime import date

from config_per_tenant.packs import load_pack
from config_per_tenant.policy import Layer, Policy
from config_per_tenant.statement import Statement
from core.demo.plan import PACKS
from core.payments.before import with_before
from core.payments.rules import preview_week
from hearth.trace import Before
from hearth.ui.words import money
from tests.core.payments.test_rules import WEEK, a_child, a_household

OPENING = Layer("luton", "Opening policy", 1, date(2021, 4, 1), load_pack(PACKS / "luton", WEEK.begins_on).statements)


def raised(key: str, by_pence: int) -> Statement:
    """The opening statement with each weekly amount so much higher."""
    opening = OPENING.statements[key]
    plain = dict(opening.plain)
    if key == "allowances.table":
        plain["weekly_pence"] = {band: pence + by_pence for band, pence in plain["weekly_pence"].items()}
    else:
        plain["tiers"] = [{**tier, "weekly_pence": tier["weekly_pence"] + by_pence} for tier in plain["tiers"]]
    return replace(opening, plain=plain)


def seen(version: Layer, household):
    def policy_for(day: date) -> Policy:
        return Policy([each for each in (OPENING, version) if each.effective_from <= day], day)

    return with_before(preview_week(household, WEEK, policy_for), household, policy_for)


def the_one(preview, kind):
    [line] = [line for line in preview.lines if line.kind == kind]
    return line


def test_a_line_says_what_it_was_under_the_version_before():
    version = Layer("v2", "Version 2", 2, date(2026, 11, 1), {"allowances.table": raised("allowances.table", 700)})
    preview = seen(version, a_household(a_child()))

    allowance, fee = the_one(preview, "allowance"), the_one(preview, "fee")
    was = allowance.amount_pence - 700
    assert allowance.trace.before == Before(f"{money(was)} for the week", "Opening policy", "Version 2", "2026-11-01")
    assert fee.trace.before is None


def test_a_rate_that_changes_within_the_week_is_compared_over_the_whole_week():
    version = Layer("v2", "Version 2", 2, date(2026, 11, 20), {"allowances.table": raised("allowances.table", 700)})
    preview = seen(version, a_household(a_child()))

    lines = [line for line in preview.lines if line.kind == "allowance"]
    assert [line.nights for line in lines] == [4, 3]
    was = sum(line.amount_pence for line in lines) - 300
    assert {line.trace.before.value for line in lines if line.trace.before} == {f"{money(was)} for the week"}


def test_what_is_no_longer_paid_says_what_was():
    opening = OPENING.statements["fees.tiers"]
    never = [{"fact": "skill_level", "op": ">=", "value": 9}]
    plain = {**opening.plain, "tiers": [{**tier, "conditions": never} for tier in opening.plain["tiers"][:1]]}
    version = Layer("v2", "Version 2", 2, date(2026, 11, 1), {"fees.tiers": replace(opening, plain=plain)})
    preview = seen(version, a_household(a_child()))

    [trace] = [trace for trace in preview.unpaid if "meets the conditions of no tier" in trace.rule]
    paid = the_one(seen(replace(version, effective_from=date(2027, 1, 1)), a_household(a_child())), "fee")
    assert trace.before is not None
    assert trace.before.value == f"{money(paid.amount_pence)} for the week"
