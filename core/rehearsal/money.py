"""What households would be due in the first whole week, with the version and without it, and what that is a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from config_per_tenant.schema import SETTINGS
from core.payments.facts import household_facts
from core.payments.rules import preview_week
from core.payments.week import Line, Preview, Week
from core.rehearsal.folding import Kept, fold
from core.rehearsal.policies import Compared
from hearth.trace import Trace

WEEKS_IN_YEAR = 52
MONEY = "money"  # the group of settings that payments read
SUBJECT = "household"


def is_touched(changed: Iterable[str]) -> bool:
    return any(SETTINGS[key].group == MONEY for key in changed)


def first_whole_week(on: date) -> Week:
    """The first week that begins on a day or after it: every night of it is paid under the version."""
    return Week.holding(on + timedelta(days=6))


@dataclass(frozen=True)
class Pay:
    """One household whose week differs."""

    household_id: UUID
    before: Preview
    after: Preview

    def lines(self, parts: Kept, facts: Kept) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The lines that differ and what is not paid for another reason, before and after; as plain data with why."""
        was, becomes = set(map(_told, self.before.lines)), set(map(_told, self.after.lines))
        before = _plain(self.before, self.after.unpaid, becomes, parts, facts)
        return before, _plain(self.after, self.before.unpaid, was, parts, facts)


@dataclass
class Money:
    """Pence of the week gathered household by household; `tiers` says [before, after] of each fee and rate."""

    compared: Compared
    week: Week
    households: int = 0
    total: list[int] = field(default_factory=lambda: [0, 0])
    tiers: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    examples: bool = False

    def __post_init__(self) -> None:
        self._policies: tuple[Callable[[date], Any], ...] = (cache(self.compared.without), cache(self.compared.with_it))

    def add(self, ids: list[UUID]) -> list[Pay]:
        """Those of these households whose week differs. Children are not named in what is kept."""
        changed = []
        for household_id, facts in household_facts(ids, self.week, name_children=False).items():
            before, after = (preview_week(facts, self.week, policy_for) for policy_for in self._policies)
            self.households += 1
            for place, preview in enumerate((before, after)):
                self.total[place] += preview.total_pence
                self.examples |= preview.has_examples
                for line in preview.lines:
                    self.tiers.setdefault((line.kind, line.what), [0, 0])[place] += line.amount_pence
            if before.total_pence != after.total_pence or _all(before) != _all(after):
                changed.append(Pay(household_id, before, after))
        return changed

    def to_plain(self) -> dict[str, Any]:
        order = {"allowance": 0, "fee": 1, "scheme_fee": 2}
        return {
            "week": self.week.begins_on.isoformat(),
            "households": self.households,
            "total": self.total,
            "examples": self.examples,
            "tiers": [
                {"kind": kind, "what": what, "pence": pence}
                for (kind, what), pence in sorted(self.tiers.items(), key=lambda item: (order[item[0][0]], item[0][1]))
            ],
        }


def _told(line: Line) -> tuple[Any, ...]:
    return (line.kind, line.what, line.whom, line.nights, line.weekly_pence, line.example)


def _all(preview: Preview) -> tuple[Any, ...]:
    return (tuple(map(_told, preview.lines)), tuple(trace.rule for trace in preview.unpaid))


def _plain(
    preview: Preview, unpaid_there: Iterable[Trace], lines_there: set[tuple[Any, ...]], parts: Kept, facts: Kept
) -> list[dict[str, Any]]:
    """The lines of one preview that the other does not have."""
    lines = [
        {
            "label": f"{line.whom}: {line.what}",
            "nights": line.nights,
            "pence": line.amount_pence,
            "example": line.example,
            "trace": fold(line.trace, parts, facts),
        }
        for line in preview.lines
        if _told(line) not in lines_there
    ]
    rules = {trace.rule for trace in unpaid_there}
    unpaid = [
        {"label": trace.rule, "nights": 0, "pence": None, "example": False, "trace": fold(trace, parts, facts)}
        for trace in preview.unpaid
        if trace.rule not in rules
    ]
    return [*lines, *unpaid]
