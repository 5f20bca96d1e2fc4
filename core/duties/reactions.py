"""When staffing changes, the owners and teams of duties follow; when policy changes, their dates do."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from config_per_tenant.versions.effects import PolicyTookEffect, on_policy_changed
from core.duties import catalogue
from core.duties.derive import refresh
from core.duties.models import Duty
from core.staffing import events
from core.staffing.models import Allocation
from hearth.access import Actor
from hearth.jobs import enqueue


@receiver(events.allocation_changed)
def follow_the_allocation(sender: Any, *, subject_kind: str, subject_ids: Iterable[UUID], **_: Any) -> None:
    if subject_kind in catalogue.subjects():
        refresh(subject_kind, subject_ids)


@receiver(events.holding_changed)
def follow_the_holder(sender: Any, *, user_ids: Iterable[UUID], **_: Any) -> None:
    """A worker's team decides the team of their duties; a role's only holder owns what falls to that role."""
    by_role = [code for code, kind in catalogue.known().items() if kind.responsible != catalogue.ALLOCATED]
    users = list(user_ids)
    touched = set(Duty.objects.filter(owner__in=users).values_list("subject_kind", "subject_id"))
    touched |= set(Duty.objects.filter(kind__in=by_role).values_list("subject_kind", "subject_id"))
    touched |= set(Allocation.objects.open().filter(worker__in=users).values_list("subject_kind", "subject_id"))
    for subject_kind in catalogue.subjects():
        refresh(subject_kind, [subject_id for kind, subject_id in touched if kind == subject_kind])


@receiver(events.structure_changed)
def follow_the_structure(sender: Any, *, on: date, by: Actor, **_: Any) -> None:
    if Duty.objects.exists():
        enqueue("duties.rebuild", key="all", by=by)


@on_policy_changed()
def follow_the_policy(change: PolicyTookEffect) -> None:
    """Dates that rest on a setting that changed are worked out again, by a job with progress that anybody can watch."""
    if not change.is_opening and catalogue.reads_any_of(change.keys):
        enqueue("duties.rebuild", key="all", by=change.by)
