"""What a database needs once, before the first migration: the application's login, and doors shut that come open.

Runs as the owner when the owner is a superuser (one machine, tests); on a managed server an administrator runs
what `django-admin database --sql` prints, and `unmet()` says at each migration what is still missing.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from tenants.isolation.roles import app_role, owner_role

EXTENSIONS = ("btree_gist", "pg_trgm")
ONE_LOGIN = "DATABASE_URL and DATABASE_OWNER_URL name the same login. The application needs one that owns nothing."
SET_CONFIG = "pg_catalog.set_config(text, text, boolean)"


def is_superuser(cursor: psycopg.Cursor[Any]) -> bool:
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    row = cursor.fetchone()
    return bool(row and row[0])


def has_table(cursor: Any, schema: str, table: str) -> bool:
    """Whether a table exists, asked by its name: Django lists all tables of the database to find out."""
    cursor.execute("SELECT to_regclass(quote_ident(%s) || '.' || quote_ident(%s)) IS NOT NULL", [schema, table])
    return bool(cursor.fetchone()[0])


def has_registry(cursor: Any) -> bool:
    """Whether this database has been migrated at all."""
    return has_table(cursor, "public", "tenants_tenant")


def preparation(database: str) -> list[sql.SQL | sql.Composed]:
    """The statements, each of which may run again.

    `set_config` in a single SELECT would put on another tenant's role, so that only the two logins keep it; temporary
    tables outlive a request on a kept connection, so that nobody may make one. No right is taken from a superuser:
    `unmet` then asks for another login. Raises ValueError where one login is to be both.
    """
    if app_role() == owner_role():
        raise ValueError(ONE_LOGIN)
    app, owner, name = sql.Identifier(app_role()), sql.Identifier(owner_role()), sql.Identifier(database)
    return [
        sql.SQL(
            "DO $$ BEGIN CREATE ROLE {app} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        ).format(app=app),
        sql.SQL("ALTER ROLE {app} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE").format(app=app),
        sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(name=name),
        sql.SQL("GRANT CONNECT ON DATABASE {name} TO {app}, {owner}").format(name=name, app=app, owner=owner),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
        *[sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(each)) for each in EXTENSIONS],
        sql.SQL(f"REVOKE EXECUTE ON FUNCTION {SET_CONFIG} FROM PUBLIC"),
        sql.SQL(f"GRANT EXECUTE ON FUNCTION {SET_CONFIG} TO {{app}}, {{owner}}").format(app=app, owner=owner),
    ]


def prepare(cursor: psycopg.Cursor[Any], database: str) -> None:
    """Do all of it. The owner must be a superuser."""
    statements = preparation(database)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolsuper", [app_role()])
    if cursor.fetchone() is not None:
        raise ValueError(f"{app_role()} is a superuser. The application needs a login that owns nothing.")
    for statement in statements:
        cursor.execute(statement)


def unmet(cursor: psycopg.Cursor[Any]) -> list[str]:
    """What an administrator has still to do before councils may be kept apart here, in words."""
    app = app_role()
    if app == owner_role():
        return [ONE_LOGIN]
    missing = []
    cursor.execute("SELECT rolsuper OR rolinherit FROM pg_roles WHERE rolname = %s", [app])
    row = cursor.fetchone()
    if row is None:
        return [f"There is no login {app}."]
    if row[0]:
        missing.append(f"The login {app} must be NOINHERIT and no superuser.")
    cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a"
        " WHERE p.proname = 'set_config' AND a.grantee = 0)"
    )
    if cursor.fetchone()[0]:  # type: ignore[index]  # EXISTS always answers
        missing.append("EXECUTE on set_config must be revoked from PUBLIC and granted to the two logins.")
    cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
        " WHERE d.datname = current_database() AND a.grantee = 0 AND a.privilege_type = 'TEMPORARY')"
    )
    if cursor.fetchone()[0]:  # type: ignore[index]  # EXISTS always answers
        missing.append("TEMPORARY on this database must be revoked from PUBLIC.")
    for extension in EXTENSIONS:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = %s", [extension])
        if cursor.fetchone() is None:
            missing.append(f"The extension {extension} is not installed.")
    return missing
