"""Publishing to hubs, at night and when somebody asks."""

from core.reporting import actions
from hearth.access import Actor
from hearth.jobs import Daily, job
from hearth.jobs.models import Job


@job("reporting.publish_to_hubs", daily=Daily("council"))
def publish_to_hubs(this: Job) -> None:
    actions.publish_to_hubs(by=Actor.system("reporting.publish_to_hubs"), progress=this.progress)
