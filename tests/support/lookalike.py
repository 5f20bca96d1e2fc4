"""A council whose every table holds a row of one and the same key, with a marker word in every field that takes words.

Whatever a route's id names, it then names a row of this council; and whatever another council shows, sends or logs, the
marker must not be in it. Made by introspection, so that a table added tomorrow is filled tomorrow.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connections, transaction

MARKER = "ZEBRAFISH"
PART_OF_MARKER = "ZEBRAFI"  # to search by: a page may repeat what was typed, and may not complete it
KEY = UUID("0190c0de-0000-7000-8000-00000000cafe")

NOT_FILLED = {"django_migrations", "auth_permission", "django_session"}

COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.atttypmod, a.attnotnull
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attgenerated = ''
     ORDER BY c.relname, a.attnum
"""
RULES = """
    SELECT quote_ident(c.relname), quote_ident(k.conname) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.connamespace = %s::regnamespace AND k.contype IN ('c', 'x')
"""
TO_ITSELF = """
    SELECT c.relname, a.attname
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
     WHERE k.connamespace = %s::regnamespace AND k.contype = 'f' AND k.conrelid = k.confrelid AND NOT a.attnotnull
"""


def fill(schema: str) -> dict[str, int]:
    """Put the row into every table of a schema, and say how many rows each then has. The database is the test's own."""
    owner: Any = connections["owner"]
    owner.set_schema_to_public()
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute(f"SET LOCAL search_path = {schema}, public")
        cursor.execute(RULES, [schema])
        for table, rule in cursor.fetchall():  # what a rule forbids is not the question here
            cursor.execute(f"ALTER TABLE {schema}.{table} DROP CONSTRAINT {rule}")
        cursor.execute(TO_ITSELF, [schema])
        to_itself = set(cursor.fetchall())  # a row that corrects or contains itself would never end
        tables: dict[str, dict[str, Any]] = {}
        cursor.execute(COLUMNS, [schema])
        for table, column, kind, modifier, not_null in cursor.fetchall():
            value = None if (table, column) in to_itself else _value(column, kind, modifier, not_null)
            tables.setdefault(table, {})[column] = value
        for table, values in tables.items():
            if table in NOT_FILLED or "pgh_id" in values:  # history fills itself, by trigger
                continue
            columns = ", ".join(f'"{name}"' for name in values)
            cursor.execute(
                f'INSERT INTO {schema}."{table}" ({columns}) OVERRIDING SYSTEM VALUE'
                f" VALUES ({', '.join(['%s'] * len(values))}) ON CONFLICT DO NOTHING",
                list(values.values()),
            )
    return {table: count for table, (count, _) in fingerprints(schema).items()}


def fingerprints(schema: str) -> dict[str, tuple[int, str]]:
    """The number of rows in each table and a hash of all of them: the same again if nothing was touched."""
    owner: Any = connections["owner"]
    owner.set_schema_to_public()
    found = {}
    with owner.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'", [schema])
        for (table,) in cursor.fetchall():
            of_all_rows = "coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')"
            cursor.execute(f'SELECT count(*), {of_all_rows} FROM {schema}."{table}" t')
            found[table] = cursor.fetchone()
    return found


def _value(column: str, kind: str, modifier: int, not_null: bool) -> Any:
    if kind == "uuid":
        return KEY
    if kind in {"text", "character varying", "character"}:
        return _words(column, modifier - 4 if modifier > 4 else 1_000)
    if kind.endswith("[]"):
        return [MARKER] if kind.startswith(("text", "character")) else []
    if kind == "jsonb":
        return f'{{"{MARKER}": "{MARKER}"}}'
    if kind in {"integer", "bigint", "smallint"}:
        return 1
    if kind == "numeric":
        return 1
    if kind == "boolean":
        return column in {"is_active", "is_primary", "verified", "primary"}
    if kind == "date":
        return "2026-01-05" if not_null else None
    if kind.startswith("timestamp"):
        return "2026-01-05 10:00:00+00" if not_null else None
    if kind.startswith("time"):
        return "10:00"
    if kind == "daterange":
        return "[2026-01-05,)"
    if kind == "interval":
        return "1 day"
    if kind == "bytea":
        return MARKER.encode()
    if kind == "inet":
        return "127.0.0.1"
    raise AssertionError(f"say what to put into a column of type {kind} ({column})")


def _words(column: str, longest: int) -> str:
    words = f"{MARKER.lower()}@example.org" if "email" in column else f"{MARKER} {column}"
    return words[:longest]
