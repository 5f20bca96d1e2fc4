"""Sending again what the queue lost, and asking each night for what is done daily."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from hearth.access import Actor
from hearth.dates import today
from hearth.jobs.models import Job
from hearth.jobs.registry import all_kinds
from hearth.jobs.working import enqueue, send
from tenants.isolation.current import in_tenant
from tenants.isolation.directory import tenants_at_work

logger = logging.getLogger("hearth.jobs")

GRACE_SECONDS = 30  # a job is normally taken within a second of its commit
KEPT_DAYS = 90
MOST_AT_ONCE = 100  # a tenant: the rest follow at the next round, so that no council crowds out the others


def send_overdue() -> int:
    """Send again, in every tenant, what should be at work and is not. Returns how many were sent."""
    sent = 0
    for tenant in tenants_at_work():
        with in_tenant(tenant):
            late = Job.objects.overdue(timezone.now(), grace_seconds=GRACE_SECONDS)
            overdue = list(late.order_by("due_at", "id")[:MOST_AT_ONCE])
            for job in overdue:
                send(job)
            if overdue:
                logger.warning("%s overdue jobs sent again", len(overdue))
            sent += len(overdue)
    return sent


def ask_for_daily() -> int:
    """Ask, in every tenant, for the jobs that its kind does daily, and forget old ones. Twice a day, it asks once."""
    asked = 0
    for tenant in tenants_at_work():
        with in_tenant(tenant):
            forget_old()
            for kind in all_kinds().values():
                if kind.daily and kind.daily.tenants in (tenant.type, "every"):
                    key = f"daily {today().isoformat()}"
                    if not Job.objects.filter(kind=kind.name, key=key).exists():
                        enqueue(kind.name, key=key, by=Actor.system(kind.name))
                        asked += 1
    return asked


def forget_old() -> int:
    """Remove, from the tenant that is set, jobs that ended long ago: they tell of work, and of nobody."""
    long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
    ended = Q(finished_at__lt=long_ago) | Q(failed_at__lt=long_ago) | Q(stopped_at__lt=long_ago)
    return Job.objects.filter(ended).delete()[0]
