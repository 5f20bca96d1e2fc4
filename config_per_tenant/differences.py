"""What differs between two policies, setting by setting, in words a person can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from config_per_tenant.policy import Entry, Policy
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.values.money import pounds
from config_per_tenant.statement import STATES

_NAMES = ("label", "name", "title", "code", "fact", "when", "id")  # what a part of a list is called by
_KEYS = ("code", "id", "title", "name", "when", "fact")  # what tells one part of a list from another


@dataclass(frozen=True)
class Difference:
    """One setting that differs. `parts` says which parts of a table or list changed; empty for a plain value."""

    setting: Setting
    before: Entry
    after: Entry
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"{self.setting.label}: was “{_state(self.before)}”, becomes “{_state(self.after)}”."


def diff(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """The settings whose value or state differs from one policy to the other, in declared order."""
    found = []
    for key, setting in SETTINGS.items():
        was, becomes = before.entry(key), after.entry(key)
        if was.state != becomes.state or was.plain != becomes.plain:
            found.append(Difference(setting, was, becomes, changed_parts(was.plain, becomes.plain)))
    return tuple(found)


def changed_parts(before: Any, after: Any) -> tuple[str, ...]:
    """The parts of a table or list that were added, removed or changed, one line each."""
    if not isinstance(before, (dict, list)) or not isinstance(after, (dict, list)):
        return ()
    return tuple(_compare("", before, after))


def _compare(where: str, before: Any, after: Any) -> Iterable[str]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _compare(_join(where, _spoken(name)), before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list) and _named(before) and _named(after):
        was, becomes = _by_key(before), _by_key(after)
        for key, part in was.items():
            if key not in becomes:
                yield f"{_join(where, _called(part))}: removed"
            else:
                yield from _compare(_join(where, _called(becomes[key])), part, becomes[key])
        for key, part in becomes.items():
            if key not in was:
                yield f"{_join(where, _called(part))}: added"
        if list(was) != list(becomes) and set(was) == set(becomes):
            yield f"{where or 'List'}: put in another order"
    else:
        yield f"{where}: {_said(where, before)} becomes {_said(where, after)}"


def _by_key(parts: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        key = next(str(part[name]) for name in _KEYS if part.get(name))
        while key in found:
            key += "*"
        found[key] = part
    return found


def _named(parts: list[Any]) -> bool:
    return all(isinstance(part, Mapping) and any(part.get(name) for name in _KEYS) for part in parts)


def _called(part: Mapping[str, Any]) -> str:
    return next(str(part[name]) for name in _NAMES if part.get(name))


def _spoken(name: str) -> str:
    return "" if name in ("tiers", "teams", "bands") else name.replace("_pence", "").replace("_", " ")


def _join(where: str, name: str) -> str:
    return ", ".join(part for part in (where, name) if part)


def _said(where: str, value: Any) -> str:
    if value is None or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and "weekly" in where:
        return pounds(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{_spoken(name)} {_said(name, part)}".strip() for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(_said(where, part) for part in value)
    return str(value).replace("_", " ")


def _state(entry: Entry) -> str:
    words = entry.in_words()
    return f"{words} ({STATES[entry.state].lower()}, platform default)" if entry.is_default else words
