"""What a schema holds, read from PostgreSQL's own catalogs.

Definitions are asked for with `search_path = pg_catalog`, so that they come out with every name qualified and the
schema's own name can be told from everything else.
"""

from __future__ import annotations

from typing import Any

# One row a table: its identifier, quoted name and storage options.
TABLES = """
    SELECT oid, quote_ident(relname), array_to_string(reloptions, ', ')
      FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(%s)) AND relkind = 'r' ORDER BY relname
"""

# One row a column, with its named NOT NULL, its default or generation, and its identity sequence.
COLUMNS = """
    SELECT a.attrelid, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text,
           a.attgenerated::text, pg_get_expr(d.adbin, d.adrelid),
           CASE WHEN a.attcollation <> t.typcollation
                THEN (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
                        FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                       WHERE co.oid = a.attcollation) END,
           (SELECT quote_ident(k.conname) FROM pg_constraint k
             WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum),
           quote_ident(s.relname), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_depend p ON p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype = 'i'
                           AND p.classid = 'pg_class'::regclass AND a.attidentity <> ''
      LEFT JOIN pg_class s ON s.oid = p.objid AND s.relkind = 'S'
      LEFT JOIN pg_sequence q ON q.seqrelid = s.oid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attrelid, a.attnum
"""

# Foreign keys come last of all; the others are written into the table.
CONSTRAINTS = """
    SELECT k.conrelid, k.contype::text, quote_ident(c.relname), quote_ident(k.conname), pg_get_constraintdef(k.oid)
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.connamespace = to_regnamespace(quote_ident(%s)) AND k.contype IN ('c', 'p', 'u', 'x', 'f')
     ORDER BY c.relname, k.conname
"""

INDEXES = """
    SELECT pg_get_indexdef(i.indexrelid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s))
       AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
     ORDER BY c.relname
"""

FUNCTIONS = """
    SELECT pg_get_functiondef(oid) FROM pg_proc
     WHERE pronamespace = to_regnamespace(quote_ident(%s)) AND prokind IN ('f', 'p') ORDER BY proname, oid
"""

TRIGGERS = """
    SELECT pg_get_triggerdef(t.oid), t.tgenabled::text, quote_ident(c.relname), quote_ident(t.tgname)
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND NOT t.tgisinternal ORDER BY c.relname, t.tgname
"""

COMMENTS = """
    SELECT quote_ident(c.relname), quote_ident(a.attname), quote_literal(d.description)
      FROM pg_description d
      JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND c.relkind = 'r' ORDER BY c.relname, d.objsubid
"""

TRIGGER_COMMENTS = """
    SELECT quote_ident(c.relname), quote_ident(t.tgname), quote_literal(d.description)
      FROM pg_description d
      JOIN pg_trigger t ON t.oid = d.objoid AND d.classoid = 'pg_trigger'::regclass
      JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) ORDER BY c.relname, t.tgname
"""

# How a trigger fires, by the catalog's letter; "O", on its origin, is how one is made.
TRIGGER_STATES = {"D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}

# Kinds of object that a copy does not cover: found, it is refused, rather than made incomplete.
NOT_COVERED = """
    SELECT 'view ' || relname FROM pg_class
     WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND relkind IN ('v', 'm')
    UNION ALL
    SELECT 'partitioned or foreign table ' || relname FROM pg_class
     WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND (relkind IN ('p', 'f') OR relispartition)
    UNION ALL
    SELECT 'sequence of its own ' || s.relname FROM pg_class s
     WHERE s.relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND s.relkind = 'S'
       AND NOT EXISTS (SELECT 1 FROM pg_depend p WHERE p.objid = s.oid AND p.deptype = 'i')
    UNION ALL
    SELECT 'policy ' || polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%(schema)s))
    UNION ALL
    SELECT 'rule ' || rulename FROM pg_rules WHERE schemaname = %(schema)s
    UNION ALL
    SELECT 'type ' || typname FROM pg_type
     WHERE typnamespace = to_regnamespace(quote_ident(%(schema)s)) AND typtype IN ('e', 'd', 'r', 'm')
    UNION ALL
    SELECT 'composite type ' || relname FROM pg_class
     WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND relkind = 'c'
    UNION ALL
    SELECT 'aggregate ' || proname FROM pg_proc
     WHERE pronamespace = to_regnamespace(quote_ident(%(schema)s)) AND prokind IN ('a', 'w')
    UNION ALL
    SELECT 'statistics ' || stxname FROM pg_statistic_ext
     WHERE stxnamespace = to_regnamespace(quote_ident(%(schema)s))
    UNION ALL
    SELECT 'inherited table ' || c.relname FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND c.relkind = 'r'
    UNION ALL
    SELECT 'collation ' || collname FROM pg_collation
     WHERE collnamespace = to_regnamespace(quote_ident(%(schema)s))
    ORDER BY 1
"""


def rows(cursor: Any, query: str, schema: str) -> list[tuple[Any, ...]]:
    cursor.execute(query, {"schema": schema} if "%(schema)s" in query else [schema])
    return list(cursor.fetchall())
