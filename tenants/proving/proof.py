"""The whole proof: plant, try everything, destroy, and say how it went."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tenants.isolation.current import in_public
from tenants.isolation.logs import TenantFilter
from tenants.models import Tenant

from .attempts import council, credentials, database, pages, work
from .checks import Check
from .ground import Ground, nothing_leaves, people
from .lookalikes import MARKER, Lookalikes, planted, what_is_left

FORMAT = "hearth-isolation-receipt/1"
STEPS = (pages.attempts, credentials.attempts, database.attempts, work.attempts, council.attempts)
EXPECTED_CHECKS = 27  # of a whole proof for a council; for how far it is, nothing else
ONE_LOGIN = (
    "All tenants share the application's login. Whoever could write a whole SQL statement from its first word could"
    " put on another tenant's role with SET ROLE; what is smuggled into a statement cannot. A login for each tenant"
    " closes this: see platform/docs/decisions."
)

Progress = Callable[[int, int, str], None]


def prove(*, tenant: Tenant | None = None, asked_by: str = "", progress: Progress | None = None) -> dict[str, Any]:
    """Run the whole proof and answer with the report, plain as JSON. Raises CannotPlant.

    With a `tenant`, that council itself is tried too, by reading alone. Takes about half a minute, commits, and must
    not run inside a transaction.
    """
    say = progress or (lambda done, total, words: None)
    began = time.monotonic()
    checks: list[Check] = []
    limits: list[str] = []
    with in_public(), nothing_leaves(), heard() as lines:
        with planted() as alike:
            dana, twin = people(alike)
            ground = Ground(alike, dana, twin, council=tenant)
            for step in STEPS:
                for check in step(ground):
                    checks.append(check)
                    say(len(checks), max(EXPECTED_CHECKS, len(checks)), check.title)
            logins = database.whole_statement_is_refused(ground)
        checks += [nothing_told(lines), nothing_left(alike)]
    if not logins:
        limits.append(ONE_LOGIN)
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - began, 1),
        "council": {"slug": tenant.slug, "name": tenant.name} if tenant else None,
        "asked_by": asked_by,
        "place": {
            "base_domain": settings.BASE_DOMAIN,
            "database": _version_of_database(),
            "logins": "one for each tenant" if logins else "one for all tenants, with a role for each",
        },
        "holds": all(check.holds for check in checks),
        "tried": sum(check.tried for check in checks),
        "failed": sum(check.failed for check in checks),
        "untried": sum(len(check.untried) for check in checks),
        "checks": [check.to_plain() for check in checks],
        "limits": limits,
    }


def nothing_told(lines: list[str]) -> Check:
    check = Check("logs.lines", "What was logged meanwhile, read for what the marked council holds")
    for line in lines:
        check.expect(MARKER not in line.upper(), f"a log line tells of it: {line.split(' ', 1)[0]}")
    check.expect(True, "read")
    return check


def nothing_left(alike: Lookalikes) -> Check:
    check = Check("afterwards.nothing_left", "What is left of the look-alikes once they are destroyed")
    left = what_is_left(alike.each())
    check.expect(not left, f"left: {', '.join(left)}")
    check.tried = len(alike.each())
    return check


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.addFilter(TenantFilter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {self.format(record)}")


@contextmanager
def heard() -> Iterator[list[str]]:
    """Every line that is logged meanwhile, as it would be written out. They are read here and written nowhere:

    thousands of refusals are what is wanted, and no operator's alarm.
    """
    ear = _Ear()
    root = logging.getLogger()
    usual, root.handlers = root.handlers, [ear]
    try:
        yield ear.lines
    finally:
        root.handlers = usual


def _version_of_database() -> str:
    with in_public(), connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"
