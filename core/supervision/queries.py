"""What people ask about visits: which stand, who made them, what is still to do."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, F, Q

from hearth.access import Actor, may
from hearth.dates import LONDON
from hearth.records import RecordQuerySet


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


class VisitQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "supervision.view") else self.none()

    def standing(self) -> Self:
        """Visits as they stand: neither corrected since nor withdrawn."""
        return self.filter(corrected_by__isnull=True, withdrawn=False)

    def of_households(self, ids: Iterable[UUID]) -> Self:
        return self.filter(household_id__in=list(ids))

    def by_worker(self, worker: Any) -> Self:
        return self.filter(worker_id=getattr(worker, "pk", worker))

    def made_between(self, first: date, last: date) -> Self:
        return self.filter(made_on__range=(first, last))

    def for_page(self) -> Self:
        """All that a visit's page shows: three queries."""
        return self.select_related("household", "worker", "corrects", "corrected_by", "planned").prefetch_related(
            "seen__person", "actions__owner"
        )

    def punctuality_by_worker(self, first: date, last: date) -> dict[UUID, dict[str, int]]:
        """For each worker: how many visits of a period had a due day, and how many were made by it. One query."""
        rows = (
            self.standing()
            .made_between(first, last)
            .filter(due_on__isnull=False)
            .order_by()
            .values("worker_id")
            .annotate(total=Count("id"), on_time=Count("id", filter=Q(made_on__lte=F("due_on"))))
        )
        return {row["worker_id"]: {"total": row["total"], "on_time": row["on_time"]} for row in rows}


class PlannedVisitQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if may(actor, "supervision.view"):
            return self.all()
        return self.filter(worker_id=actor.id) if actor.is_staff else self.none()

    def waiting(self) -> Self:
        """In the diary, and not yet made or cancelled."""
        return self.filter(cancelled_at__isnull=True, visits__isnull=True)

    def of_worker(self, worker: Any) -> Self:
        return self.filter(worker_id=getattr(worker, "pk", worker))

    def between(self, first: date, last: date) -> Self:
        """From the start of the first day to the end of the last, in England's time."""
        return self.filter(planned_for_at__gte=start_of(first), planned_for_at__lt=start_of(last + timedelta(days=1)))

    def before(self, day: date) -> Self:
        return self.filter(planned_for_at__lt=start_of(day))

    def for_list(self) -> Self:
        return self.select_related("household", "worker").order_by("planned_for_at", "id")


class ActionQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if may(actor, "supervision.view"):
            return self.all()
        return self.filter(owner_id=actor.id) if actor.is_staff else self.none()

    def open(self) -> Self:
        """Still to do, from visits that stand."""
        return self.filter(done_on__isnull=True, visit__corrected_by__isnull=True, visit__withdrawn=False)

    def of_worker(self, worker: Any) -> Self:
        return self.filter(owner_id=getattr(worker, "pk", worker))


class ArrangementQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "supervision.view") else self.none()

    def on(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class DraftQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """One's own drafts, and nobody else's."""
        return self.filter(owner_id=actor.id) if actor.is_staff else self.none()
