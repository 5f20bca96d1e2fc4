"""Who may touch what, in the database itself. All of it may run again at any time, and does after each migration.

A tenant's role owns nothing. It may read and write the rows of its own schema, but history and audit only grow, and
what was migrated is only read. Of the registry it may read what the door needs, and a hub its own publications.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import models
from psycopg import sql

from tenants.isolation.current import PUBLIC
from tenants.isolation.roles import app_role, owner_role, reader_role, tenant_role
from tenants.isolation.routers import labels_of

READ_BY_TENANTS = ("tenants_tenant", "tenants_domain", "tenants_hubmembership", "tenants_hubpublication")
READ_ONLY_IN_TENANT = ("django_migrations",)


def names(*parts: str) -> sql.Composable:
    return sql.Identifier(*parts)


@cache
def append_only_tables(kind: str) -> tuple[str, ...]:
    """The tables of a kind of tenant to which rows are added and never changed: row history, and audit."""
    return tuple(
        sorted(
            model._meta.db_table
            for model in apps.get_models()
            if model._meta.app_label in labels_of(kind) and is_append_only(model)
        )
    )


def is_append_only(model: type[models.Model]) -> bool:
    """Row history always; another model by declaring `append_only = True`."""
    return hasattr(model, "pgh_tracked_model") or bool(getattr(model, "append_only", False))


@cache
def tables_the_database_writes() -> frozenset[str]:
    """Those that only a function of the database itself may add to: the links of the audit's chain."""
    return frozenset(
        model._meta.db_table for model in apps.get_models() if getattr(model, "written_by_database", False)
    )


def make_role(cursor: psycopg.Cursor[Any], role: str) -> None:
    """Make a role that cannot sign in, unless it is there: roles belong to the whole cluster, databases come and go."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        cursor.execute(
            sql.SQL(
                "DO $$ BEGIN CREATE ROLE {} NOLOGIN;"
                " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            ).format(names(role))
        )


def grant_registry(cursor: psycopg.Cursor[Any]) -> None:
    """What the application's login and every tenant's role may do in the public schema."""
    app, owner, reader = names(app_role()), names(owner_role()), names(reader_role())
    make_role(cursor, reader_role())
    registry = sql.SQL(", ").join(names(PUBLIC, table) for table in READ_BY_TENANTS)
    prefix = sql.Literal(settings.TENANT_ROLE_PREFIX)
    for statement in (
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {app}, {reader}"),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {app}, {reader}"),
        sql.SQL("GRANT SELECT ON {registry}, public.django_content_type, public.django_migrations TO {app}"),
        sql.SQL("GRANT SELECT ON {registry}, public.django_content_type TO {reader}"),
        # Figures are published from the registry's side, so that a council's own role never writes outside its schema.
        sql.SQL("GRANT INSERT, UPDATE, DELETE ON public.tenants_hubpublication TO {app}"),
        sql.SQL("ALTER TABLE public.tenants_hubpublication ENABLE ROW LEVEL SECURITY"),
        sql.SQL("DROP POLICY IF EXISTS publisher ON public.tenants_hubpublication"),
        sql.SQL("CREATE POLICY publisher ON public.tenants_hubpublication TO {app}, {owner} USING (true)"),
        sql.SQL("DROP POLICY IF EXISTS own_hub ON public.tenants_hubpublication"),
        sql.SQL(
            "CREATE POLICY own_hub ON public.tenants_hubpublication FOR SELECT TO {reader} USING (EXISTS ("
            "SELECT 1 FROM public.tenants_tenant t WHERE t.id IN (hub_id, council_id)"
            " AND {prefix} || t.schema_name = current_user))"
        ),
    ):
        cursor.execute(statement.format(app=app, owner=owner, reader=reader, registry=registry, prefix=prefix))


def grant_schema(cursor: psycopg.Cursor[Any], schema: str, kind: str) -> None:
    """Make a tenant's role and give it its own schema, in one round trip."""
    make_role(cursor, tenant_role(schema))
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(%s)) AND relname = ANY (%s)",
        [schema, list(append_only_tables(kind))],
    )
    append_only = sorted(name for (name,) in cursor.fetchall())
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(%s))"
        " AND relispartition AND relkind = 'r' ORDER BY relname",
        [schema],
    )
    parts = [name for (name,) in cursor.fetchall()]
    cursor.execute(sql.SQL("; ").join(_grants(schema, append_only, parts)))


def _grants(schema: str, append_only: Iterable[str], parts: Iterable[str]) -> Iterable[sql.Composable]:
    where = {
        "schema": names(schema),
        "role": names(tenant_role(schema)),
        "app": names(app_role()),
        "reader": names(reader_role()),
    }
    for statement in (
        "GRANT {role} TO {app} WITH INHERIT FALSE, SET TRUE",
        "GRANT {reader} TO {role} WITH INHERIT TRUE",
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    ):
        yield sql.SQL(statement).format(**where)
    for table in READ_ONLY_IN_TENANT:
        yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {role}").format(names(schema, table), **where)
    for table in append_only:
        yield sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {role}").format(names(schema, table), **where)
        if table in tables_the_database_writes():
            yield sql.SQL("REVOKE INSERT ON {} FROM {role}").format(names(schema, table), **where)
    for part in parts:  # a divided table is read and written as the whole, and by what is granted on the whole
        yield sql.SQL("REVOKE ALL ON {} FROM {role}").format(names(schema, part), **where)
