"""A rehearsal in sentences: what the page says first, the line beside a draft, the terminal and the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config_per_tenant.policy import Policy
from core.duties.catalogue import known
from core.rehearsal.comparing import APPEARS, DIFFERS, HANDED, LATER, NEARER, OVERDUE, RELIEVED, VANISHES, total
from core.rehearsal.models import Rehearsal
from core.rehearsal.money import WEEKS_IN_YEAR
from hearth.ui.words import listed, longdate, money

MOVES = (
    (APPEARS, "{} is new", "{} are new"),
    (VANISHES, "{} is no longer due", "{} are no longer due"),
    (NEARER, "{} moves nearer", "{} move nearer"),
    (LATER, "{} moves later", "{} move later"),
    (HANDED, "{} goes to another team or worker", "{} go to another team or worker"),
    (DIFFERS, "{} keeps its day and differs otherwise", "{} keep their day and differ otherwise"),
)


def headline(rehearsal: Rehearsal, policy: Policy) -> str:
    """ "Supervision visit: 12 move nearer; 3 become overdue on 1 December 2026. It costs £4,212 more a year." """
    return " ".join(filter(None, (_duties(rehearsal, policy), first_weeks(rehearsal), cost(rehearsal))))


def by_kind(rehearsal: Rehearsal, policy: Policy) -> list[dict[str, Any]]:
    """One row for each kind of duty that changes: its label, its counts, and a sentence."""
    rows = []
    for code, counts in sorted(rehearsal.counts.items()):
        declared = known().get(code)
        label = declared.called(policy) if declared else code
        rows.append({"kind": code, "label": label, "counts": counts, "words": _of_kind(label, counts)})
    return rows


def cost(rehearsal: Rehearsal) -> str:
    """What changes in a year, of 52 weeks like the first whole one; empty when no money setting changes."""
    if not rehearsal.money:
        return ""
    before, after = rehearsal.money["total"]
    yearly = (after - before) * WEEKS_IN_YEAR
    if not yearly:
        return "The cost stays the same."
    return f"It costs {money(abs(yearly))} {'more' if yearly > 0 else 'less'} a year."


def first_weeks(rehearsal: Rehearsal) -> str:
    """How many fall due in the first 4 weeks, where that changes: what days of grace put off comes then."""
    before, after = rehearsal.first_weeks or (0, 0)
    if before == after:
        return ""
    return f"In the first 4 weeks {after} {'falls' if after == 1 else 'fall'} due, instead of {before}."


def hours(workload: Mapping[str, Any]) -> tuple[float, float] | None:
    """Hours a week of the whole service, before and after; None when the change does not touch them."""
    if not workload:
        return None
    before = sum(team["hours"][0] for team in workload["teams"])
    return round(before, 1), round(sum(team["hours"][1] for team in workload["teams"]), 1)


def _duties(rehearsal: Rehearsal, policy: Policy) -> str:
    told = [_of_kind(row["label"], _without(row["counts"], HANDED)) for row in by_kind(rehearsal, policy)]
    told = [words for words in told if words]
    day = longdate(rehearsal.effective_on)
    for change, one, many in (
        (HANDED, "{} goes to another team or worker", "{} go to another team or worker"),
        (OVERDUE, f"{{}} becomes overdue on {day}", f"{{}} become overdue on {day}"),
        (RELIEVED, "{} is no longer overdue", "{} are no longer overdue"),
    ):
        if count := total(rehearsal.counts, change):
            told.append((one if count == 1 else many).format(count))
    if not told:
        return "No due date changes."
    if not total(rehearsal.counts, OVERDUE):
        told.append("none becomes overdue")
    return f"{'; '.join(told)}."


def _without(counts: Mapping[str, int], change: str) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name != change}


def _of_kind(label: str, counts: Mapping[str, int]) -> str:
    """ "Supervision visit: 12 move nearer and 1 is new"; empty when nothing of it changes."""
    told = [
        (one if counts[change] == 1 else many).format(counts[change]) for change, one, many in MOVES if change in counts
    ]
    return f"{label}: {listed(told)}" if told else ""
