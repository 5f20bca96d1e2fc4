"""Whether this process lives, and whether it may be sent requests: what Kubernetes asks of every web pod.

`/livez` looks at nothing but the process: a database that is away is no reason to restart a web server.
`/readyz` looks at the database, the public schema's migrations and the pooling between. It never looks at the cache:
pages answer without it, and losing it must not take the service down.
"""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse

log = logging.getLogger(__name__)

ANSWER_KEPT_FOR_SECONDS = 2.0  # the probe comes every few seconds; whoever asks faster costs the database nothing
CONNECT_TIMEOUT_SECONDS = 3
CANARY_ROUNDS = 4

Connect = Callable[[], psycopg.Connection[Any]]


class NotReady(Exception):
    """A reason, in words for the operator, why this process must not be sent requests now."""


class ProbeMiddleware:
    """Answers the probes before any tenant is looked for: the kubelet asks by the pod's address, no tenant's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = {"/livez": livez, "/readyz": readyz}.get(request.path)
        return view(request) if view else self.get_response(request)


def livez(request: HttpRequest) -> HttpResponse:
    """The process takes requests and answers them."""
    return _probe_response(request, 200, {"process": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when a request sent here would be served as it should be, otherwise 503 with the part that is not ready."""
    status, parts = readiness.answer()
    return _probe_response(request, status, parts)


class Readiness:
    """What has been found out about this process's way to its database.

    Migrations that are there stay there, so they are looked for until found. A pool that mixed two sessions is never
    trusted again: the process stays unready until it is started anew, with its pooling put right.
    """

    def __init__(self, connect: Connect, required_migrations: Callable[[], set[tuple[str, str]]]) -> None:
        self.connect = connect
        self.required_migrations = required_migrations
        self.migrated = False
        self.pooling_is_sound: bool | None = None
        self._kept: tuple[float, int, dict[str, str]] | None = None

    def answer(self) -> tuple[int, dict[str, str]]:
        """Give the HTTP status and each part's state, looking again only when the last look has grown old."""
        if self._kept and time.monotonic() - self._kept[0] < ANSWER_KEPT_FOR_SECONDS:
            return self._kept[1:]
        status, parts = self._look()
        self._kept = (time.monotonic(), status, parts)
        return status, parts

    def _look(self) -> tuple[int, dict[str, str]]:
        parts: dict[str, str] = {}
        for part, check in (("database", self.reach), ("migrations", self.migrations), ("pooling", self.pooling)):
            try:
                check()
            except NotReady as reason:
                log.warning("Not ready: %s: %s", part, reason)
                return 503, {**parts, part: "not ready"}
            except psycopg.Error as error:
                # The class alone: what a driver says may hold a host, a login or a statement.
                log.warning("Not ready: %s: %s", part, type(error).__name__)
                return 503, {**parts, part: "not ready"}
            parts[part] = "ok"
        return 200, parts

    def reach(self) -> None:
        """Raise unless the database answers this process's own login."""
        with closing(self.connect()) as connection:
            connection.execute("SELECT 1")

    def migrations(self) -> None:
        """Raise unless the public schema has all that this release needs there; what is newer does not matter.

        Each tenant's schema is behind for minutes during a release, which the code must bear; the public one never is.
        """
        if self.migrated:
            return
        with closing(self.connect()) as connection:
            rows = connection.execute("SELECT app, name FROM public.django_migrations").fetchall()
        if missing := self.required_migrations() - {(app, name) for app, name in rows}:
            raise NotReady(f"public schema lacks {', '.join(f'{app}.{name}' for app, name in sorted(missing))}")
        self.migrated = True

    def pooling(self) -> None:
        """Raise for good when two sessions were seen to share what each had set for itself.

        A pooler that lends server connections by the transaction gives one council's search path, and role, to
        another's request, without any error. See platform/docs/deployment.md.
        """
        if self.pooling_is_sound is None:
            with closing(self.connect()) as one, closing(self.connect()) as other:
                self.pooling_is_sound = sessions_stay_apart(one, other)
        if not self.pooling_is_sound:
            raise NotReady("the connection pooler mixes sessions: use session mode (see deployment.md)")


def sessions_stay_apart(one: psycopg.Connection[Any], other: psycopg.Connection[Any]) -> bool:
    """Say whether each of two autocommit connections keeps the schema and the session setting that it was given.

    The schemas need not exist: a search path is only a name until it is used. The second setting stands for the
    tenant's role, which no pooler restores even where it restores the path. First the two take turns, which
    catches a pool of one server connection; then each asks while the other is inside a transaction, which makes a
    larger pool lend the asker a different one.
    """
    marks = {one: f"canary_{secrets.token_hex(6)}", other: f"canary_{secrets.token_hex(6)}"}
    for connection, mark in marks.items():
        connection.execute(f'SET search_path = "{mark}"; SET hearth.canary = "{mark}"')

    def keeps(connection: psycopg.Connection[Any]) -> bool:
        query = "SELECT current_setting('search_path'), current_setting('hearth.canary', true)"
        path, canary = connection.execute(query).fetchone() or (None, None)
        return path is not None and path.strip('"') == marks[connection] and canary == marks[connection]

    if not all(keeps(connection) for _ in range(CANARY_ROUNDS) for connection in (one, other)):
        return False
    for _ in range(CANARY_ROUNDS):
        for asker, holder in ((one, other), (other, one)):
            with holder.transaction():
                if not keeps(holder) or not keeps(asker):
                    return False
    return True


def _connect() -> psycopg.Connection[Any]:
    """Open a connection as the application's login, outside Django's own, whose tenant is none of our business."""
    wanted = {"host", "hostaddr", "port", "user", "password", "dbname", "options", "service", "passfile"}
    given = connections["default"].get_connection_params()
    parameters = {name: value for name, value in given.items() if name in wanted or name.startswith("ssl")}
    return psycopg.connect(**parameters, connect_timeout=CONNECT_TIMEOUT_SECONDS, autocommit=True)


def _required_migrations() -> set[tuple[str, str]]:
    """The last migration of each shared application, as this release has them on disk."""
    names = set(settings.SHARED_APPS)
    shared = {config.label for config in apps.get_app_configs() if config.name in names}
    return {node for node in MigrationLoader(None).graph.leaf_nodes() if node[0] in shared}


def _probe_response(request: HttpRequest, status: int, parts: dict[str, str]) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    return JsonResponse(parts, status=status, headers={"Cache-Control": "no-store"})


readiness = Readiness(_connect, _required_migrations)
