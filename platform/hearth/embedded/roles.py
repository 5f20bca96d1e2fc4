"""The two database roles, and what a database must refuse before a council's data may go in.

`hearth_owner` owns everything and migrates. `hearth_app` is the login of web, worker and beat: it inherits nothing
and owns nothing; it reads the registry of tenants and takes on one tenant's role at a time (SET ROLE).

What is refused to everybody, and why:
- CREATE and TEMPORARY: a temporary table outlives the request on a kept connection, and the next tenant would read it;
- `set_config`, whose call inside a SELECT could change role or search path; the login itself may call it, since
  Django does when it connects, but a tenant's role may not.

`prepare` is for any server: a council's own PostgreSQL needs it run once, by a superuser.
"""

import psycopg
from psycopg import sql

SET_CONFIG = sql.SQL("FUNCTION pg_catalog.set_config(text, text, boolean)")


def ensure_login(connection: psycopg.Connection, app: str, password: str) -> None:
    """Make the login of web, worker and beat, or give it its password again."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [app]).fetchone()
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"), sql.Identifier(app), sql.Literal(password)
        )
    )


def ensure_database(connection: psycopg.Connection, name: str, owner: str) -> bool:
    """Make an empty database; False if it is there. The connection must be in autocommit."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return False
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner)))
    return True


def prepare(connection: psycopg.Connection, *, app: str, owner: str) -> None:
    """Give the database of this connection its grants. Safe to run again; a copy made by TEMPLATE needs it again.

    (CREATE DATABASE copies the grants on functions and schemas, but not those on the database itself.)
    """
    row = connection.execute("SELECT current_database()").fetchone()
    assert row is not None
    names = {"app": sql.Identifier(app), "owner": sql.Identifier(owner), "database": sql.Identifier(row[0])}
    for statement in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {app}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "REVOKE EXECUTE ON {set_config} FROM PUBLIC",
        "GRANT EXECUTE ON {set_config} TO {app}, {owner}",
    ):
        connection.execute(sql.SQL(statement).format(set_config=SET_CONFIG, **names))


def watch_statements(connection: psycopg.Connection) -> None:
    """Let the owner, and nobody else, see which statements cost most."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS monitoring")
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA monitoring")
