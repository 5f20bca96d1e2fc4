"""A migrated database for tests: built once for each state of the code, copied for each worker in a moment.

The server is `DATABASE_OWNER_URL`'s when that is set (its user must be a superuser), else one of our own in `var/`,
which stops with the last test run that uses it.
"""

from __future__ import annotations

import fcntl
import hashlib
import inspect
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parents[2]
WHERE = ROOT / "var" / "tests"
KEPT = 6  # templates of recent states of the code: other branches, and the step before

# What decides how a migrated database looks. A change in any of these builds a new template.
SHAPES = (
    "requirements.lock",
    "platform/hearth/settings/base.py",
    "platform/hearth/records.py",
    "tests/support/*.py",
    "tenants/**/*.py",
    "{}/**/migrations/*.py",
    "{}/**/apps.py",
)
ROOTS = ("platform", "core", "config_per_tenant", "tenants", "api")
PACKAGES = ("hearth", *ROOTS)

TENANTS = (
    ("oakshire", "Oakshire County Council", "council"),
    ("riverton", "Riverton Borough Council", "council"),
    ("east", "Fostering East", "hub"),
    ("operators", "Hearth operators", "platform"),
)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server and the two logins that tests use on it."""

    owner: dict[str, Any]
    app: dict[str, Any]

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(**{**self.owner, "dbname": database}, autocommit=True)


@contextmanager
def a_server() -> Iterator[Server]:
    """The server for this run, started if need be."""
    if url := os.environ.get("DATABASE_OWNER_URL"):
        yield _server(url, os.environ.get("DATABASE_URL", url))
        return
    from hearth import embedded

    with embedded.borrowed(WHERE / "services", tests=True) as services:
        yield _server(services.owner_url, services.database_url)


def _server(owner_url: str, app_url: str) -> Server:
    owner, app = conninfo_to_dict(owner_url), conninfo_to_dict(app_url)
    return Server(owner, {**owner, "user": app.get("user"), "password": app.get("password")})


@contextmanager
def _alone(name: str) -> Iterator[None]:
    WHERE.mkdir(parents=True, exist_ok=True)
    with (WHERE / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def state_of_code() -> str:
    """A short name for the code that decides how a migrated database looks."""
    digest = hashlib.blake2b(digest_size=6)
    shapes = {shape.format(root) for shape in SHAPES for root in ROOTS}
    models = {Path(inspect.getfile(model)) for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES}
    for path in sorted(models | {path for shape in shapes for path in ROOT.glob(shape)}):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def template_database(server: Server) -> str:
    """The name of a database migrated by the code as it stands, with four tenants and nothing in them."""
    name = f"hearth_template_{state_of_code()}"
    with _alone("building"), server.connect() as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        draft = f"{name}_draft"
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
        use_database(server, draft)
        try:
            _build()
        finally:
            close_connections()
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name))
        )
        _forget_old(connection)
    return name


def _build() -> None:
    from tenants.migrating.executor import migrate
    from tenants.provisioning.opening import open_tenant
    from tests.support.unwritten import add_unwritten

    outcome = migrate(extend=add_unwritten)
    assert outcome.complete, outcome.behind
    for slug, name, kind in TENANTS:
        open_tenant(slug, name=name, kind=kind, domain=f"{slug}.{settings.BASE_DOMAIN}")


def _forget_old(connection: psycopg.Connection) -> None:
    """Drop all but the newest templates, and what runs that were killed have left."""
    found = connection.execute(
        "SELECT datname FROM pg_database WHERE datname ~ '^hearth_template_[0-9a-f]+$' ORDER BY oid DESC"
    ).fetchall()
    drafts = connection.execute(
        "SELECT datname FROM pg_database WHERE datname ~ '^hearth_template_.*_draft$'"
    ).fetchall()
    dead = [name for (name,) in found[KEPT:] + drafts]
    for (name,) in connection.execute(
        "SELECT datname FROM pg_database WHERE datname ~ '^hearth_test_[0-9]+_'"
    ).fetchall():
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            dead.append(name)
    for name in dead:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def a_copy(server: Server, template: str, label: str) -> Iterator[str]:
    """A database of one's own, copied from another and dropped afterwards."""
    name = f"hearth_test_{os.getpid()}_{label}"
    copy, source = sql.Identifier(name), sql.Identifier(template)
    with server.connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(copy))
        with _alone("building"):  # a source may have no other session while it is copied
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(copy, source))
        # What is granted on a database itself is not copied with it.
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(copy))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(copy, sql.Identifier(server.app["user"]))
        )
    try:
        yield name
    finally:
        close_connections()
        with server.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(copy))


def use_database(server: Server, name: str) -> None:
    """Point both of Django's ways in at a database."""
    close_connections()
    for alias, login in (("default", server.app), ("owner", server.owner)):
        place = settings.DATABASES[alias]
        place.update(
            NAME=name,
            USER=login["user"] or "",
            PASSWORD=login.get("password") or "",
            HOST=login.get("host") or "",
            PORT=str(login.get("port") or ""),
        )
        connections[alias].settings_dict.update(place)


def close_connections() -> None:
    from tenants.hosts import forget_hosts

    for connection in connections.all(initialized_only=True):
        connection.close()
    forget_hosts()


def wait_until(condition: Any, *, seconds: float = 5) -> None:
    """Wait for something that another thread or process brings about."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.02)
