"""Tables that a council fills in: rows of typed parts, declared by the setting that holds them.

A cover out of hours, a check that is made, a body that hears a report: none needs a class of its own. The columns say
what each row holds, so that reading, forms, words and comparison follow from the declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from config_per_tenant.schema.frozen import FrozenMap
from config_per_tenant.schema.reading import Fault, Fields, Wrong, items

if TYPE_CHECKING:
    from config_per_tenant.schema.kinds import Kind

Row = FrozenMap[str, Any]
Check = Callable[[Sequence[Row]], Iterator[Fault]]


@dataclass(frozen=True)
class Part:
    """One column: `name` in the plain row, `label` for people, `kind` of what it holds.

    `said` goes before the value where a row is told in words ("within 5 working days"); `needed` in every row.
    """

    name: str
    label: str
    kind: Kind
    needed: bool = False
    hint: str = ""
    said: str = ""


@dataclass(frozen=True)
class Rows:
    """The rows of a table in the council's order: `rows[0]["provider"]`; a part that a row leaves out is None."""

    columns: tuple[Part, ...] = field(hash=False, compare=False, repr=False)
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def in_words(self) -> str:
        return "; ".join(self.row_in_words(row) for row in self.rows) or "None listed"

    def row_in_words(self, row: Row) -> str:
        told = [
            f"{part.said} {part.kind.words(row[part.name])}".strip()
            for part in self.columns
            if row[part.name] is not None and row[part.name] != ()
        ]
        return f"{told[0]} ({', '.join(told[1:])})" if len(told) > 1 else "".join(told)

    def to_plain(self) -> list[dict[str, Any]]:
        return [
            {
                part.name: part.kind.plain(row[part.name])
                for part in self.columns
                if row[part.name] is not None and row[part.name] != ()
            }
            for row in self.rows
        ]


def read_rows(plain: Any, columns: tuple[Part, ...], one: str, check: Check | None) -> Rows:
    """Raises Wrong with the faults of all rows, each under its number and part; then those of the table as a whole."""

    def row(given: Any) -> Row:
        fields = Fields(given, allowed=[part.name for part in columns], what=f"A {one}")
        found = {part.name: fields.take(part.name, part.kind.read, needed=part.needed) for part in columns}
        fields.done()
        return FrozenMap(found)

    rows = items(row)(plain)
    if check and (faults := list(check(rows))):
        raise Wrong(*faults)
    return Rows(columns, rows)


def each_once(*names: str) -> Check:
    """A check that no two rows agree in all these parts."""

    def check(rows: Sequence[Row]) -> Iterator[Fault]:
        seen: dict[tuple[Any, ...], int] = {}
        for index, row in enumerate(rows):
            key = tuple(row[name] for name in names)
            if key in seen:
                yield Fault(f"Row {seen[key] + 1} says this already.", f"{index}.{names[0]}")
            seen.setdefault(key, index)

    return check


def all_of(*checks: Check) -> Check:
    """The faults of several checks, in their order."""

    def check(rows: Sequence[Row]) -> Iterator[Fault]:
        for each in checks:
            yield from each(rows)

    return check
