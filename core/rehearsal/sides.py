"""Two traces of one duty or amount, part by part, with what differs said in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hearth.trace import SettingUse, Trace
from hearth.ui.words import longdate

SAME, DIFFERS, ONLY_BEFORE, ONLY_AFTER = "Same", "Differs", "Only without it", "Only with it"


@dataclass(frozen=True)
class Side:
    """One part of the two: what it says without the version, and with it."""

    part: str
    before: str
    after: str

    @property
    def verdict(self) -> str:
        if self.before == self.after:
            return SAME
        if not self.before:
            return ONLY_AFTER
        return DIFFERS if self.after else ONLY_BEFORE

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def side_by_side(before: Trace | None, after: Trace | None) -> list[Side]:
    """Rule, settings, facts, steps and sources of both, in the order in which a trace is read."""
    was, becomes = _parts(before), _parts(after)
    names = [*was, *(name for name in becomes if name not in was)]
    order = {"Rule": 0, "Worked out": 2, "Rests on": 3}
    sides = [Side(name, was.get((name, place), ""), becomes.get((name, place), "")) for name, place in names]
    return sorted(sides, key=lambda side: order.get(side.part, 1))


def _parts(trace: Trace | None) -> dict[tuple[str, int], str]:
    """Each part by its name; several of one name are numbered, so that each meets its like."""
    if trace is None:
        return {}
    told = [("Rule", trace.rule)]
    told += [(use.label, _said(use)) for use in trace.settings]
    told += [(fact.label, fact.value) for fact in trace.facts]
    told += [("Worked out", " ".join(trace.steps)), ("Rests on", "; ".join(trace.sources))]
    found: dict[tuple[str, int], str] = {}
    for name, value in told:
        if value:
            found[name, sum(each == name for each, _ in found)] = value
    return found


def _said(use: SettingUse) -> str:
    """The value with the version that it is from: "6 weeks (Version 3, in force from 1 December 2026)"."""
    if not use.version:
        return use.value
    stated = use.effective_from and use.state != "not_stated"
    return f"{use.value} ({use.version}{f', in force from {longdate(use.effective_from)}' if stated else ''})"
