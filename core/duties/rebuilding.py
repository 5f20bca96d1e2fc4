"""Asking for all due dates to be worked out again."""

from typing import Any

from django.db import transaction

from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.jobs import enqueue


@transaction.atomic
def ask_for_rebuild(*, by: Actor) -> Any:
    """Ask for the job that rebuilds every duty; the answer is the job. Raises: NotPermitted."""
    require(by, "duties.rebuild")
    audit.record("duties.rebuild_started", None, by=by, on=today())
    return enqueue("duties.rebuild", key="all", by=by)
