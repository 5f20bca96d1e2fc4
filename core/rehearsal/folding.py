"""Traces as a rehearsal keeps them: what thousands share is kept once, and what a row's traces share once in the row.

Rules, settings and sources stand in the rehearsal's `parts`, a row's facts in its `facts`; a kept trace is a short list
of places in them, with its steps in full. Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hearth.trace import Before, Fact, SettingUse, Trace


@dataclass
class Kept:
    """Things met so far, in order; the same thing twice is one."""

    plain: list[Any] = field(default_factory=list)
    places: dict[Hashable, int] = field(default_factory=dict)

    def place(self, thing: Any) -> int:
        place = self.places.get(thing)
        if place is None:
            place = self.places[thing] = len(self.plain)
            self.plain.append(dict(vars(thing)) if isinstance(thing, SettingUse) else thing)
        return place


def fold(trace: Trace | None, parts: Kept, facts: Kept) -> list[Any] | None:
    """A trace as plain data: rule, facts, settings and sources by their places, then steps and what was before."""
    if trace is None:
        return None
    before = trace.before
    return [
        parts.place(trace.rule),
        [facts.place((fact.label, fact.value, fact.record)) for fact in trace.facts],
        [parts.place(use) for use in trace.settings],
        [parts.place(source) for source in trace.sources],
        list(trace.steps),
        [before.value, parts.place((before.version, before.changed_by, before.changed_on))] if before else None,
    ]


def unfold(kept: Sequence[Any] | None, parts: Sequence[Any], facts: Sequence[Any]) -> Trace | None:
    """The trace again."""
    if kept is None:
        return None
    rule, known, settings, sources, steps, before = kept
    return Trace(
        rule=parts[rule],
        facts=tuple(Fact(*facts[place]) for place in known),
        settings=tuple(SettingUse(**parts[place]) for place in settings),
        sources=tuple(parts[place] for place in sources),
        steps=tuple(steps),
        before=Before(before[0], *parts[before[1]]) if before else None,
    )
