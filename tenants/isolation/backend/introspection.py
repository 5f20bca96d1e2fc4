"""The tables of one schema, without reading the whole catalog.

Django's own list scans every relation of the database: 0.2 s a call at 153 tenants. Ours asks one namespace.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.introspection import TableInfo
from django_tenants.postgresql_backend.introspection import DatabaseSchemaIntrospection

TABLES = """
    SELECT relname,
           CASE WHEN relispartition THEN 'p' WHEN relkind IN ('m', 'v') THEN 'v' ELSE 't' END,
           obj_description(oid, 'pg_class')
      FROM pg_catalog.pg_class
     WHERE relnamespace = to_regnamespace(quote_ident(%s)) AND relkind IN ('f', 'm', 'p', 'r', 'v')
"""


class OneSchemaIntrospection(DatabaseSchemaIntrospection):
    def get_table_list(self, cursor: Any) -> list[TableInfo]:
        cursor.execute(TABLES, [self.connection.schema_name])
        return [TableInfo(*row) for row in cursor.fetchall() if row[0] not in self.ignored_tables]
