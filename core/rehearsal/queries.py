"""What people ask of rehearsals: the last one of a version, whose rows may be named, counts by team and worker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, F, Q

from hearth.access import Actor, may
from hearth.records import RecordQuerySet

COUNTED = ("appears", "vanishes", "nearer", "later", "handed", "differs")


class RehearsalQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "rehearsal.view") else self.none()

    def of(self, version: Any) -> Self:
        return self.filter(of_version=version)

    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)


class RehearsedChangeQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The rows without their names: whether a name or a trace may be shown is asked of the record itself."""
        return self.all() if may(actor, "rehearsal.view") else self.none()

    def for_list(self) -> Self:
        """All that a list shows, in one query; the traces stay behind."""
        return self.select_related("owner").defer("trace_before", "trace_after", "facts")

    def for_team(self, team_id: Any, *, called: str = "") -> Self:
        """Of a team; without a key, of the one so called that does not exist yet, or of none."""
        return self.filter(team_id=team_id) if team_id else self.filter(team_id=None, team_name=called)

    def for_worker(self, user_id: UUID | None) -> Self:
        return self.filter(owner_id=user_id)

    def becoming_overdue(self) -> Self:
        return self.filter(becomes_overdue=True)

    def counted_by(self, *fields: str) -> list[dict[str, Any]]:
        """How many of each change, grouped by these fields; what becomes overdue and what stops being so beside it."""
        counts: dict[str, Any] = {change: Count("id", filter=Q(change=change)) for change in COUNTED}
        counts["overdue"] = Count("id", filter=Q(becomes_overdue=True))
        counts["relieved"] = Count("id", filter=Q(stops_being_overdue=True))
        return list(self.order_by().values(*fields).annotate(total=Count("id"), **counts))

    def by_team(self) -> list[dict[str, Any]]:
        """Teams by the names that they would have; those that do not exist yet have no id."""
        return self.annotate(place=F("team__order")).counted_by("team_id", "team_name", "place")

    def by_worker(self) -> list[dict[str, Any]]:
        return self.annotate(worker_name=F("owner__name")).counted_by("owner_id", "worker_name")


class PayQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Amounts of single households are for those who may see what households are paid."""
        return self.all() if may(actor, "rehearsal.view") and may(actor, "payments.view") else self.none()

    def for_list(self) -> Self:
        return self.defer("lines_before", "lines_after", "facts")

    def of_households(self, ids: Iterable[UUID]) -> Self:
        return self.filter(household_id__in=list(ids))
