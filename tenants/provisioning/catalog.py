"""What a schema holds, read from PostgreSQL's own catalogs.

Definitions are asked for with `search_path = pg_catalog`, so that they come out with every name qualified and the
schema's own name can be told from everything else.
"""

from __future__ import annotations

from typing import Any

# One row a table: its identifier, quoted name, storage options, and how it is divided where it is.
TABLES = """
    SELECT oid, quote_ident(relname), array_to_string(reloptions, ', '),
           CASE WHEN relkind = 'p' THEN pg_get_partkeydef(oid) END
      FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(%s))
       AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
"""

# The parts of divided tables: what they hold (columns, keys, indexes, triggers) comes from the whole.
PARTS = """
    SELECT quote_ident(c.relname), quote_ident(w.relname), pg_get_expr(c.relpartbound, c.oid)
      FROM pg_class c JOIN pg_inherits h ON h.inhrelid = c.oid JOIN pg_class w ON w.oid = h.inhparent
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND c.relispartition AND c.relkind = 'r' ORDER BY c.relname
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
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attrelid, a.attnum
"""

# Foreign keys come last of all; the others are written into the table.
CONSTRAINTS = """
    SELECT k.conrelid, k.contype::text, quote_ident(c.relname), quote_ident(k.conname), pg_get_constraintdef(k.oid)
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.connamespace = to_regnamespace(quote_ident(%s)) AND k.contype IN ('c', 'p', 'u', 'x', 'f')
       AND NOT c.relispartition
     ORDER BY c.relname, k.conname
"""

# That of a divided table is printed as ON ONLY it; made as ON it, it is made on its parts too.
INDEXES = """
    SELECT CASE c.relkind WHEN 'I' THEN replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
           ELSE pg_get_indexdef(i.indexrelid) END
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND NOT t.relispartition
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
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND NOT t.tgisinternal AND t.tgparentid = 0
     ORDER BY c.relname, t.tgname
"""

COMMENTS = """
    SELECT quote_ident(c.relname), quote_ident(a.attname), quote_literal(d.description)
      FROM pg_description d
      JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
     WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND c.relkind IN ('r', 'p') ORDER BY c.relname, d.objsubid
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
    SELECT 'foreign table ' || relname FROM pg_class
     WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND relkind = 'f'
    UNION ALL
    SELECT 'divided part ' || relname FROM pg_class
     WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND relkind = 'p' AND relispartition
    UNION ALL
    SELECT 'part ' || c.relname || ' of a table elsewhere'
      FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class w ON w.oid = h.inhparent
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace <> w.relnamespace
       AND to_regnamespace(quote_ident(%(schema)s)) IN (c.relnamespace, w.relnamespace)
    UNION ALL
    SELECT 'index of part ' || c.relname FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND c.relispartition AND c.relkind = 'r'
       AND NOT EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
    UNION ALL
    SELECT 'constraint of part ' || c.relname FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND c.relispartition
       AND k.contype NOT IN ('n', 't') AND k.conparentid = 0 AND k.coninhcount = 0
    UNION ALL
    SELECT 'trigger of part ' || c.relname FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid
     WHERE c.relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND c.relispartition AND t.tgparentid = 0
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
     WHERE c.relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND c.relkind = 'r' AND NOT c.relispartition
    UNION ALL
    SELECT 'collation ' || collname FROM pg_collation
     WHERE collnamespace = to_regnamespace(quote_ident(%(schema)s))
    ORDER BY 1
"""


def rows(cursor: Any, query: str, schema: str) -> list[tuple[Any, ...]]:
    cursor.execute(query, {"schema": schema} if "%(schema)s" in query else [schema])
    return list(cursor.fetchall())
