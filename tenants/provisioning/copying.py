"""One schema copied to another name: tables, rows, keys, indexes, functions, triggers, with every name kept.

The script is made from the catalogs and sent in one round trip, inside the caller's transaction. An object of a kind
that is not covered (a view, a policy, a type...) is refused by name. tests/isolation/test_opening.py compares a copy
with its template through the catalogs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from . import catalog
from .catalog import rows

Qualify = Callable[[str], str]


class Table(NamedTuple):
    """A table by its quoted name; `divided` is how, when it is only the whole of its parts."""

    name: str
    options: str | None
    divided: str | None


class NotCovered(Exception):
    """The schema holds something that a copy would leave out."""


def copy_schema(cursor: Any, source: str, target: str) -> int:
    """Make `target` a copy of `source`, rows included. Returns the number of statements. Raises NotCovered.

    The cursor must take many statements at once (the owner's does), and be in a transaction.
    """
    cursor.execute("SET LOCAL search_path = pg_catalog")
    statements = list(script(cursor, source, target))
    cursor.execute(";\n".join(statements))
    return len(statements)


def script(cursor: Any, source: str, target: str) -> Iterator[str]:
    """The statements that make the copy, in order. The cursor's search path must be pg_catalog alone."""
    if left_out := [name for (name,) in rows(cursor, catalog.NOT_COVERED, source)]:
        raise NotCovered(f"{source} holds what a copy does not cover: {', '.join(left_out)}.")
    there = quoted(target)
    move = mover(source, there)
    found = rows(cursor, catalog.TABLES, source)
    tables = {oid: Table(name, options, divided) for oid, name, options, divided in found}
    constraints = rows(cursor, catalog.CONSTRAINTS, source)

    yield f"CREATE SCHEMA {there}"
    yield "SET LOCAL check_function_bodies = off"
    for (definition,) in rows(cursor, catalog.FUNCTIONS, source):
        yield move(definition)
    columns = rows(cursor, catalog.COLUMNS, source)
    yield from _tables(columns, tables, constraints, there, move)
    for part, whole, bounds in rows(cursor, catalog.PARTS, source):
        yield f"CREATE TABLE {there}.{part} PARTITION OF {there}.{whole} {bounds}"
    yield from _rows(cursor, columns, tables, source, there)
    for (definition,) in rows(cursor, catalog.INDEXES, source):
        yield move(definition)
    yield from _foreign_keys(constraints, there, move)
    for definition, state, table, trigger in rows(cursor, catalog.TRIGGERS, source):
        yield move(definition)
        if state in catalog.TRIGGER_STATES:
            yield f"ALTER TABLE {there}.{table} {catalog.TRIGGER_STATES[state]} TRIGGER {trigger}"
    for table, column, text in rows(cursor, catalog.COMMENTS, source):
        what = f"COLUMN {there}.{table}.{column}" if column else f"TABLE {there}.{table}"
        yield f"COMMENT ON {what} IS {text}"
    for table, trigger, text in rows(cursor, catalog.TRIGGER_COMMENTS, source):
        yield f"COMMENT ON TRIGGER {trigger} ON {there}.{table} IS {text}"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def mover(source: str, there: str) -> Qualify:
    """A function that gives the source's own name to the target, wherever it qualifies another name."""
    own = re.compile(rf'(?<![\w"$.])(?:{re.escape(source)}|{re.escape(quoted(source))})\.')
    return lambda definition: own.sub(lambda _: f"{there}.", definition)


def _tables(
    columns: list[tuple[Any, ...]],
    tables: dict[int, Table],
    constraints: list[tuple[Any, ...]],
    there: str,
    move: Qualify,
) -> Iterator[str]:
    rules: dict[int, list[str]] = {}
    for oid, kind, _, name, definition in constraints:
        if kind != "f":
            rules.setdefault(oid, []).append(f"CONSTRAINT {name} {move(definition)}")
    made = {oid: [_column(row, there, move) for row in group] for oid, group in groupby(columns, key=itemgetter(0))}
    for oid, table in tables.items():
        parts = ", ".join([*made.get(oid, []), *rules.get(oid, [])])
        divided = f" PARTITION BY {table.divided}" if table.divided else ""
        options = f" WITH ({table.options})" if table.options else ""
        yield f"CREATE TABLE {there}.{table.name} ({parts}){divided}{options}"


def _column(row: tuple[Any, ...], there: str, move: Qualify) -> str:
    _, name, kind, not_null, identity, generated, default, collation, not_null_name, *sequence = row
    parts = [name, move(kind)]
    if collation:
        parts.append(f"COLLATE {collation}")
    if generated:
        parts.append(f"GENERATED ALWAYS AS ({move(default)}) {'STORED' if generated == 's' else 'VIRTUAL'}")
    elif default:
        parts.append(f"DEFAULT {move(default)}")
    if identity:
        sequence_name, start, step, least, most, cache, cycle = sequence
        parts.append(
            f"GENERATED {'ALWAYS' if identity == 'a' else 'BY DEFAULT'} AS IDENTITY"
            f" (SEQUENCE NAME {there}.{sequence_name} START {start} INCREMENT {step}"
            f" MINVALUE {least} MAXVALUE {most} CACHE {cache}{' CYCLE' if cycle else ''})"
        )
    if not_null:
        parts.append(f"{f'CONSTRAINT {not_null_name} ' if not_null_name else ''}NOT NULL")
    return " ".join(parts)


def _rows(
    cursor: Any, columns: list[tuple[Any, ...]], tables: dict[int, Table], source: str, there: str
) -> Iterator[str]:
    """The template's own rows (migrations applied, permissions), with each identity set past them."""
    here = quoted(source)
    asked = " UNION ALL ".join(
        f"SELECT {oid} WHERE EXISTS (SELECT 1 FROM {here}.{table.name})" for oid, table in tables.items()
    )
    cursor.execute(asked)
    filled = {oid for (oid,) in cursor.fetchall()}
    writable: dict[int, list[str]] = {}
    identities: dict[int, str] = {}
    for oid, column, _, _, identity, generated, *_rest in columns:
        if not generated:
            writable.setdefault(oid, []).append(column)
        if identity:
            identities[oid] = column
    for oid in filled:
        table, written = tables[oid].name, ", ".join(writable[oid])
        yield f"INSERT INTO {there}.{table} ({written}) OVERRIDING SYSTEM VALUE SELECT {written} FROM {here}.{table}"
        if column := identities.get(oid):
            sequence = f"pg_get_serial_sequence('{there}.{table}', '{column.strip(chr(34))}')"
            yield f"SELECT setval({sequence}, (SELECT max({column}) FROM {there}.{table}))"


def _foreign_keys(constraints: list[tuple[Any, ...]], there: str, move: Qualify) -> Iterator[str]:
    """Last, when every table is there; all of a table's in one statement, since each locks the tables it names."""
    keys = [row for row in constraints if row[1] == "f"]
    for table, group in groupby(keys, key=itemgetter(2)):
        added = ", ".join(f"ADD CONSTRAINT {name} {move(definition)}" for *_, name, definition in group)
        yield f"ALTER TABLE {there}.{table} {added}"
