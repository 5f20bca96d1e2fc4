"""Two schemas compared through the catalogs: for the proof that a copy is a copy, and that two executors agree."""

from __future__ import annotations

import re
from typing import Any

ASPECTS = {
    "columns": """
        SELECT table_name, column_name, row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position),
               column_default, is_nullable, data_type, udt_name,
               character_maximum_length, numeric_precision, numeric_scale, is_identity, identity_generation,
               identity_start, identity_increment, is_generated, generation_expression, collation_name
          FROM information_schema.columns WHERE table_schema = %s""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype, condeferrable, condeferred, convalidated,
               pg_get_constraintdef(c.oid)
          FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = %s""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
    "triggers": """
        SELECT c.relname, tgname, pg_get_triggerdef(t.oid), tgenabled::text
          FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
         WHERE NOT tgisinternal AND nspname = %s""",
    "functions": """
        SELECT proname, pg_get_functiondef(p.oid)
          FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = %s AND prokind = 'f'""",
    "sequences": """
        SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by, cycle, cache_size
          FROM pg_sequences WHERE schemaname = %s""",
    "sequence owners": """
        SELECT s.relname, t.relname, a.attname, d.deptype::text
          FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
          JOIN pg_namespace n ON n.oid = s.relnamespace JOIN pg_class t ON t.oid = d.refobjid
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid WHERE nspname = %s""",
    "comments": """
        SELECT c.relname, objsubid, description
          FROM pg_description d JOIN pg_class c ON c.oid = d.objoid JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname = %s""",
    "trigger comments": """
        SELECT c.relname, tgname, description
          FROM pg_description d JOIN pg_trigger t ON t.oid = d.objoid AND d.classoid = 'pg_trigger'::regclass
          JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s""",
    "tables": """
        SELECT relname, relkind::text, pg_get_userbyid(relowner), reloptions::text, relrowsecurity, relforcerowsecurity,
               relreplident::text
          FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s""",
    "parts": """
        SELECT c.relname, w.relname, pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(w.oid)
          FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class w ON w.oid = h.inhparent
          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = %s AND c.relkind IN ('r', 'p')""",
    "storage": """
        SELECT c.relname, attname, attstorage::text, attcompression::text, attstattarget
          FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname = %s AND attnum > 0 AND relkind IN ('r', 'p')""",
}


def differences(cursor: Any, one: str, other: str, *, leave_out: tuple[str, ...] = ()) -> dict[str, tuple[list, list]]:
    """What either schema has and the other has not, by aspect; empty when they are alike but for their names."""
    cursor.execute("SET LOCAL search_path = pg_catalog")
    found = {}
    for aspect, query in ASPECTS.items():
        if aspect in leave_out:
            continue
        first, second = (_seen(cursor, query, schema) for schema in (one, other))
        if first != second:
            found[aspect] = (sorted(first - second), sorted(second - first))
    return found


def _seen(cursor: Any, query: str, schema: str) -> set[tuple[str, ...]]:
    own = re.compile(rf'(?<![\w"])"?{re.escape(schema)}"?(?=\.|$)')
    cursor.execute(query, [schema])
    return {tuple(ONE_OF.sub(_listed, own.sub("@", str(value))) for value in row) for row in cursor.fetchall()}


# PostgreSQL prints `type IN ('a', 'b')` in one way when first parsed and in another when its own print is parsed again.
ONE_OF = re.compile(r"ANY \((?:\(ARRAY\[(.*?)\]\)::[a-z ]+\[\]|ARRAY\[(.*?)\])\)")
LITERAL = re.compile(r"'(?:[^']|'')*'")


def _listed(match: re.Match[str]) -> str:
    return f"ANY ({', '.join(LITERAL.findall(match[1] or match[2]))})"
