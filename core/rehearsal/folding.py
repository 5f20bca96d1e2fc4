"""Traces as a rehearsal keeps them: thousands use the same few settings, so each setting is kept once, beside them.

A kept trace names its settings by their place in the rehearsal's `uses`. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from typing import Any

from hearth.trace import SettingUse, Trace


@dataclass
class Uses:
    """The settings met so far, in order; the same use twice is one."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    places: dict[SettingUse, int] = field(default_factory=dict)

    def fold(self, trace: Trace | None) -> dict[str, Any] | None:
        """A trace as plain data, its settings by number."""
        if trace is None:
            return None
        return {**_plain(trace, without="settings"), "settings": [self._place(use) for use in trace.settings]}

    def _place(self, use: SettingUse) -> int:
        place = self.places.get(use)
        if place is None:
            place = self.places[use] = len(self.kept)
            self.kept.append(_plain(use))
        return place


def unfold(kept: Mapping[str, Any] | None, uses: Sequence[Mapping[str, Any]]) -> Trace | None:
    """The trace again."""
    if kept is None:
        return None
    return Trace.from_json({**kept, "settings": [dict(uses[place]) for place in kept["settings"]]})


def _plain(value: Any, *, without: str = "") -> Any:
    """Plain data of frozen dataclasses, without the copies that `dataclasses.asdict` makes of every word."""
    if is_dataclass(value):
        return {name: _plain(part) for name, part in vars(value).items() if name != without}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
