"""The two database roles of this machine's cluster, and the database that they share.

`hearth_owner` owns everything and migrates. `hearth_app` is the login of web, worker and beat: it inherits nothing
and owns nothing. What each may do is granted, and what nobody may do is revoked, by the first migration
(`tenants.provisioning`), here as on a council's own server.
"""

import psycopg
from psycopg import sql


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


def watch_statements(connection: psycopg.Connection) -> None:
    """Let the owner, and nobody else, see which statements cost most."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS monitoring")
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA monitoring")
