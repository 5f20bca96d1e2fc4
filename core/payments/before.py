"""What a week would be worth under the version before the one that last changed the rule. No clock, no query."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from core.payments.rules import SCHEME_SETTINGS, preview_week
from core.payments.week import HouseholdFacts, Line, Preview
from hearth.trace import Trace
from hearth.ui.words import money

NOTHING = "Nothing for the week"


def in_words(pence: int) -> str:
    return f"{money(pence)} for the week" if pence else NOTHING


def with_before(preview: Preview, facts: HouseholdFacts, policy_for: Callable[[date], Any]) -> Preview:
    """The preview, each line's trace saying what the week would be worth had policy stayed as it was.

    Amounts are compared for the whole week and the same payee, as a version may split a week or name a tier anew.
    What is not paid says what was paid for fees. Without a change since the opening nothing is added.
    """
    now = policy_for(preview.week.ends_on)
    found: dict[Any, Preview] = {}

    def worth(amount: Callable[[Preview], int], stood: Any) -> str:
        if stood not in found:
            changed_by = now.layers[len(stood.layers)]
            found[stood] = preview_week(facts, preview.week, _without(changed_by, policy_for))
        return in_words(amount(found[stood]))

    def told(trace: Trace, amount: Callable[[Preview], int]) -> Trace:
        before = now.said_before(
            (use.key for use in trace.settings),
            partial(worth, amount),
            now=in_words(amount(preview)),
            also=SCHEME_SETTINGS,
        )
        return replace(trace, before=before) if before else trace

    lines = tuple(replace(line, trace=told(line.trace, _same(line))) for line in preview.lines)
    unpaid = tuple(told(trace, _fees) for trace in preview.unpaid)
    return replace(preview, lines=lines, unpaid=unpaid)


def _without(layer: Any, policy_for: Callable[[date], Any]) -> Callable[[date], Any]:
    def policy_then(day: date) -> Any:
        policy = policy_for(day)
        return policy.before(layer) if layer in policy.layers else policy

    return policy_then


def _same(line: Line) -> Callable[[Preview], int]:
    fees = ("fee", "scheme_fee")
    kinds = fees if line.kind in fees else (line.kind,)
    return lambda preview: _worth(each for each in preview.lines if each.whom == line.whom and each.kind in kinds)


def _fees(preview: Preview) -> int:
    return _worth(line for line in preview.lines if line.kind != "allowance")


def _worth(lines: Iterable[Line]) -> int:
    return sum(line.amount_pence for line in lines)
