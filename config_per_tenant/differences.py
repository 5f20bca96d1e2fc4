"""What differs between two policies, setting by setting, in words a person can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from config_per_tenant.policy import Entry, Policy
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.kinds import Kind, Table
from config_per_tenant.schema.values.money import pounds
from config_per_tenant.schema.values.tables import Part, Row, Rows
from config_per_tenant.statement import STATES

_NAMES = ("label", "name", "title", "code", "fact", "when", "id")  # what a part of a list is called by
_KEYS = ("code", "id", "title", "name", "when", "fact")  # what tells one part of a list from another
_SPOKEN = {"tiers": "", "teams": "", "bands": "", "parent": "lies under", "maps_to": "pays as"}
_CODED = ("lies under", "pays as", "works for")  # answers that are the code of another part


@dataclass(frozen=True)
class Difference:
    """One setting that differs. `parts` says which parts of a table or list changed; empty for a plain value."""

    setting: Setting
    before: Entry
    after: Entry
    parts: tuple[str, ...]

    @property
    def was(self) -> str:
        return _state(self.before)

    @property
    def becomes(self) -> str:
        return _state(self.after)

    @property
    def words(self) -> str:
        return f"{self.setting.label}: was “{self.was}”, becomes “{self.becomes}”."


def diff(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """The settings whose value or state differs from one policy to the other, in declared order."""
    found = []
    for key, setting in SETTINGS.items():
        was, becomes = before.entry(key), after.entry(key)
        if was.state != becomes.state or was.plain != becomes.plain:
            found.append(Difference(setting, was, becomes, changed_parts(was.plain, becomes.plain, setting.kind)))
    return tuple(found)


def changed_parts(before: Any, after: Any, kind: Kind | None = None) -> tuple[str, ...]:
    """The parts of a table or list that were added, removed or changed, one line each.

    A kind of value that has words of its own for what differs (a team structure: posts that move) says them itself.
    """
    of = getattr(kind, "of", None)
    if before is not None and after is not None and kind is not None and hasattr(of, "difference"):
        return tuple(kind.read(before).difference(kind.read(after)))
    if not isinstance(before, (dict, list)) or not isinstance(after, (dict, list)):
        return ()
    if isinstance(kind, Table):
        return tuple(_compare_rows(kind, kind.read(before), kind.read(after)))
    return tuple(_compare("", before, after, {**_labels(before), **_labels(after)}))


def _compare_rows(kind: Table, before: Rows, after: Rows) -> Iterable[str]:
    """The rows of a declared table by the column that names them; what changed in one in the columns' own words."""
    named_by = next((part for part in kind.columns if part.needed), kind.columns[0])
    earlier, later = _rows_by_name(before, named_by), _rows_by_name(after, named_by)
    for name, row in earlier.items():
        if name not in later:
            yield f"{name.rstrip('*')}: removed"
            continue
        for part in kind.columns:
            was, becomes = row[part.name], later[name][part.name]
            if was != becomes and part.name != named_by.name:
                label = f"{part.label[:1].lower()}{part.label[1:]}"
                yield f"{name.rstrip('*')}, {label}: {_cell(part, was)} becomes {_cell(part, becomes)}"
    for name, row in later.items():
        if name not in earlier:
            yield f"{after.row_in_words(row)}: added"
    if list(earlier) != list(later) and set(earlier) == set(later):
        yield "List: put in another order"


def _rows_by_name(rows: Rows, named_by: Part) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        name = _cell(named_by, row[named_by.name])
        while name in found:
            name += "*"
        found[name] = row
    return found


def _cell(part: Part, value: Any) -> str:
    return "nothing" if value is None or value == () else part.kind.words(value)


def _labels(plain: Any) -> dict[str, str]:
    """What people call the codes of a table's parts: bands, tiers, teams."""
    held = plain.values() if isinstance(plain, Mapping) else [plain]
    parts = [part for each in held if isinstance(each, list) for part in each if isinstance(part, Mapping)]
    codes = ((part.get("code") or part.get("id"), part) for part in parts)
    return {str(code): _called(part) for code, part in codes if code}


def _compare(where: str, before: Any, after: Any, labels: Mapping[str, str]) -> Iterable[str]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [*before, *(name for name in after if name not in before)]:
            was, becomes = before.get(name), after.get(name)
            if name == "weekly_pence" and isinstance(was, Mapping) and isinstance(becomes, Mapping):
                yield from _compare_rates(was, becomes, labels)
            else:
                yield from _compare(_join(where, _spoken(name)), was, becomes, labels)
    elif isinstance(before, list) and isinstance(after, list) and _named(before) and _named(after):
        earlier, later = _by_key(before), _by_key(after)
        for key, part in earlier.items():
            if key not in later:
                yield f"{_join(where, _called(part))}: removed"
            else:
                yield from _compare(_join(where, _called(later[key])), part, later[key], labels)
        for key, part in later.items():
            if key not in earlier:
                yield f"{_join(where, _called(part))}: added"
        if list(earlier) != list(later) and set(earlier) == set(later):
            yield f"{where or 'List'}: put in another order"
    else:
        yield f"{where}: {_said(where, before, labels)} becomes {_said(where, after, labels)}"


def _compare_rates(before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str]) -> Iterable[str]:
    for band in [*before, *(band for band in after if band not in before)]:
        label = labels.get(band, _spoken(band))
        where = f"age {label}, weekly" if label[:1].isdigit() else f"{label}, weekly"
        yield from _compare(where, before.get(band), after.get(band), labels)


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
    return _SPOKEN.get(name, name.replace("_pence", "").replace("_", " "))


def _join(where: str, name: str) -> str:
    return ", ".join(part for part in (where, name) if part)


def _said(where: str, value: Any, labels: Mapping[str, str]) -> str:
    if value is None or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and "weekly" in where:
        return pounds(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{_spoken(name)} {_said(name, part, labels)}".strip() for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(_said(where, part, labels) for part in value)
    if isinstance(value, str) and value in labels and where.endswith(_CODED):
        return f"“{labels[value]}”"
    return str(value).replace("_", " ")


def _state(entry: Entry) -> str:
    words = entry.in_words()
    return f"{words} ({STATES[entry.state].lower()}, platform default)" if entry.is_default else words
