"""Each night: versions whose day has come take effect."""

from config_per_tenant.versions.actions import apply_due
from hearth.access import Actor
from hearth.dates import today
from hearth.jobs import Daily, job
from hearth.jobs.models import Job


@job("policy.apply_due", daily=Daily("council"))
def apply_due_versions(this: Job) -> None:
    apply_due(on=today(), by=Actor.system("policy.apply_due"))
