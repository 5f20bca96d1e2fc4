"""Each night, in every tenant: the coming months have their tables, and the chain is as it was written."""

from __future__ import annotations

from hearth.access import Actor
from hearth.audit.actions import make_months_ahead, verify_chain
from hearth.jobs import Daily, job
from hearth.jobs.models import Job


@job("audit.keep", title="The audit: months ahead made, its chain verified", daily=Daily("every"), lease_seconds=3600)
def keep(this: Job) -> None:
    by = Actor.system("audit.keep")
    make_months_ahead(by=by)
    verify_chain(by=by)
