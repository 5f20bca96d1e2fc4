"""What people ask of duties: mine, my team's, late, soon, in which week."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from django.db.models import Case, Count, DateField, F, Q, When
from django.db.models.functions import Cast, TruncWeek

from config_per_tenant.policy import policy_on
from core.duties.catalogue import known
from hearth import subjects
from hearth.access import Actor, may
from hearth.dates import monday_of
from hearth.records import RecordQuerySet


class DutyQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """One's own duties, and those whose kind and whose subject this actor may see."""
        if actor.is_system:
            return self.all()
        if not actor.is_staff:
            return self.none()
        shown = Q()
        for subject, kinds in _kinds_seen_by(actor).items():
            visible = _visible_subjects(subject, actor)
            if visible is None:
                continue
            part = Q(kind__in=kinds, subject_kind=subject)
            shown |= part if visible is ALL else part & Q(subject_id__in=visible)
        return self.filter(shown | Q(owner_id=actor.id))

    def overdue(self, on: date) -> Self:
        return self.filter(due_on__lt=on)

    def due_between(self, first: date, last: date) -> Self:
        return self.filter(due_on__range=(first, last))

    def due_by(self, last: date) -> Self:
        return self.filter(due_on__lte=last)

    def needing_attention(self, on: date) -> Self:
        """Late, or inside the warning window."""
        return self.filter(warn_from__lte=on)

    def for_worker(self, user: Any) -> Self:
        return self.filter(owner_id=getattr(user, "pk", user))

    def for_team(self, team: Any) -> Self:
        return self.filter(team_id=getattr(team, "pk", team))

    def of_kind(self, *codes: str) -> Self:
        return self.filter(kind__in=codes)

    def about(self, subject_kind: str, subject_ids: Iterable[UUID]) -> Self:
        return self.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))

    def for_list(self) -> Self:
        """All that a list of duties shows, in one query; the traces stay behind."""
        return self.select_related("owner", "team").defer("trace").order_by("due_on", "subject_name", "kind", "key")

    def counted_by_kind(self, on: date) -> list[dict[str, Any]]:
        """Per kind: how many there are, how many are late, how many soon. Kinds in the order of their labels."""
        rows = (
            self.order_by()
            .values("kind")
            .annotate(
                total=Count("id"),
                late=Count("id", filter=Q(due_on__lt=on)),
                soon=Count("id", filter=Q(due_on__gte=on, warn_from__lte=on)),
            )
        )
        policy = policy_on(on)
        labels = {code: kind.called(policy) for code, kind in known().items()}
        named = [{**row, "label": labels.get(row["kind"], row["kind"])} for row in rows]
        return sorted(named, key=lambda row: row["label"])

    def counted_by_week(self, on: date, weeks: int) -> list[dict[str, Any]]:
        """Per week and kind, how many fall due: `week` is None for what is late, otherwise its Monday."""
        last = monday_of(on) + timedelta(weeks=weeks)
        monday = Cast(TruncWeek("due_on"), DateField())
        week = Case(When(due_on__gte=on, then=monday), default=None, output_field=DateField())
        rows = self.filter(due_on__lt=last).order_by().annotate(week=week).values("kind", "week")
        return list(rows.annotate(total=Count("id")))

    def counted_by_owner(self, on: date) -> list[dict[str, Any]]:
        return list(
            self.order_by("owner__name")
            .values("owner_id", name=F("owner__name"))
            .annotate(total=Count("id"), late=Count("id", filter=Q(due_on__lt=on)))
        )


ALL = object()


def _kinds_seen_by(actor: Actor) -> dict[str, list[str]]:
    seen: dict[str, list[str]] = {}
    for code, kind in known().items():
        if may(actor, kind.seen_by):
            seen.setdefault(kind.subject, []).append(code)
    return seen


def _visible_subjects(subject: str, actor: Actor) -> Any:
    """ALL when nothing is held back, None when everything is, otherwise the keys as a subquery."""
    visible = subjects.visible(subject, actor)
    if visible.query.is_empty():
        return None
    return visible.order_by().values("pk") if visible.query.has_filters() else ALL
