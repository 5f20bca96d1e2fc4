"""A login for each tenant, tried end to end on the database's side: what it closes, and what it costs.

Decision 14 says why it is no setting yet. The logins here are made for the test and dropped after it.
"""

from __future__ import annotations

import os
import secrets
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tenants.isolation.roles import tenant_role

HOME, OTHER = "council_oakshire", "council_riverton"
ROUNDS = 30


@pytest.fixture
def login(own_database: Any) -> Iterator[dict[str, Any]]:
    """A login that holds one tenant's role and no other: what opening a tenant would make, with its password."""
    from django.conf import settings

    name, password = f"login_{os.getpid()}_oakshire", secrets.token_urlsafe(24)
    database = settings.DATABASES["default"]["NAME"]
    role, held = sql.Identifier(name), sql.Identifier(tenant_role(HOME))
    with own_database.connect(database) as owner:
        for statement in (
            sql.SQL("CREATE ROLE {role} LOGIN NOINHERIT CONNECTION LIMIT 4 PASSWORD {password}"),
            sql.SQL("GRANT {held} TO {role} WITH INHERIT FALSE, SET TRUE"),
            sql.SQL("GRANT CONNECT ON DATABASE {database} TO {role}"),
        ):
            owner.execute(
                statement.format(
                    role=role, held=held, password=sql.Literal(password), database=sql.Identifier(database)
                )
            )
        try:
            place = {key: own_database.owner.get(key) for key in ("host", "port")}
            options = f"-c role={tenant_role(HOME)} -c search_path={HOME},public"
            yield {**place, "dbname": database, "user": name, "password": password, "options": options}
        finally:
            owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [name])
            owner.execute(sql.SQL("DROP OWNED BY {}").format(role))
            owner.execute(sql.SQL("DROP ROLE {}").format(role))


def refused(connection: psycopg.Connection[Any], statement: str) -> str:
    try:
        connection.execute(statement)
    except psycopg.Error as error:
        return type(error).__name__
    return ""


def test_even_a_whole_statement_puts_on_no_other_role(login):
    """What the shared login leaves open, decision 1: whoever writes a statement from its first word."""
    with psycopg.connect(**login, autocommit=True) as connection:
        assert connection.execute("SELECT current_user::text, count(*) FROM jobs_job GROUP BY 1").fetchall() == []
        assert connection.execute("SELECT current_user::text").fetchone() == (tenant_role(HOME),)
        for statement in (
            f"SET ROLE {tenant_role(OTHER)}",
            f"RESET ROLE; SET ROLE {tenant_role(OTHER)}",
            f"SET SESSION AUTHORIZATION {tenant_role(OTHER)}",
            f"DO $$ BEGIN EXECUTE 'SET ROLE {tenant_role(OTHER)}'; END $$",
            f"SELECT * FROM {OTHER}.jobs_job",
            f"RESET ROLE; SELECT * FROM {OTHER}.jobs_job",
        ):
            assert refused(connection, statement) == "InsufficientPrivilege", statement
            connection.execute("RESET ROLE")  # back to the role that the connection began with: its own tenant's
            assert connection.execute("SELECT current_user::text").fetchone() == (tenant_role(HOME),)


def middle(work: Callable[[], Any]) -> float:
    """Milliseconds, the median of some rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def test_what_it_costs(login, own_database, capsys):
    """A connection for each tenant instead of two settings on one: a hundred times a change of role, when it is not
    there yet, and nothing when it is."""
    shared = {**login, "user": own_database.app["user"], "password": own_database.app.get("password")}
    shared.pop("options")
    turn = [HOME, OTHER]

    def connect() -> None:
        psycopg.connect(**login).close()

    with psycopg.connect(**shared, autocommit=True) as one, psycopg.connect(**login, autocommit=True) as kept:

        def change() -> None:
            turn.reverse()
            one.execute(f"SET ROLE {tenant_role(turn[0])}; SET search_path = {turn[0]}, public")
            one.execute("SELECT count(*) FROM jobs_job")

        def stay() -> None:
            kept.execute("SELECT count(*) FROM jobs_job")

        figures = {"a new login": middle(connect), "a change of role": middle(change), "a login kept": middle(stay)}
    with capsys.disabled():
        print("; ".join(f"{name} {value:.2f} ms" for name, value in figures.items()))  # noqa: T201  # a measurement
    assert figures["a new login"] > figures["a change of role"] > 0
