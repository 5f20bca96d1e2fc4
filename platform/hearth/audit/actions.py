"""Acts about the audit itself: looking after its months, and verifying its chain."""

from __future__ import annotations

import logging

from django.db import connection, transaction

from hearth import audit
from hearth.access import Actor, require
from hearth.audit.models import AuditHead
from hearth.audit.tables import MONTHS_AHEAD
from hearth.audit.verifying import NOTHING, Verdict, last_recorded, verify
from hearth.context import current_request_id
from hearth.dates import today
from tenants.isolation.current import require_schema

logger = logging.getLogger("hearth.audit")

WHOLE_ON = 6  # Sundays: every entry is verified; on other nights those since the last recorded head


@transaction.atomic
def make_months_ahead(*, by: Actor) -> int:
    """Make the tables of this month and the next ones, where they are not there. Returns how many it made."""
    require(by, "audit.keep")
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_months(%s)", [MONTHS_AHEAD])
        made: int = cursor.fetchone()[0]
    if made:
        audit.record("audit.months_made", None, by=by, on=today(), count=made)
    return made


def verify_chain(*, by: Actor, whole: bool | None = None) -> Verdict:
    """Verify the tenant's audit and record how far it goes, or what is wrong with it.

    `whole` verifies every entry; left out, that is done on Sundays, and on other days what is new.
    """
    require(by, "audit.keep")
    if whole is None:
        whole = today().weekday() == WHOLE_ON
    verdict = verify(after=NOTHING if whole else last_recorded())
    _keep(verdict, by=by)
    return verdict


@transaction.atomic
def _keep(verdict: Verdict, *, by: Actor) -> None:
    """What was found, in the tenant's own audit, in its list of heads, and in the log outside the database."""
    head, fault = verdict.head, verdict.fault
    said = {"council": require_schema("A chain"), "position": head.position, "hash": head.hash}
    if fault is None:
        AuditHead.objects.create(position=head.position, hash=bytes.fromhex(head.hash))
        count, position = verdict.entries, head.position
        audit.record("audit.verified", None, by=by, on=today(), count=count, position=position, hash=head.hash)
        logger.info("audit head %(council)s %(position)s %(hash)s", said)
        return
    audit.record("audit.found_broken", None, by=by, on=today(), words=fault.words, what=fault.what, entry=fault.entry)
    logger.error("audit broken %s: %s (%s)", said["council"], fault.words, current_request_id())
