"""The questions that people ask about enquiries."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import OuterRef, Prefetch, Q, Subquery

from core.duties.models import Duty
from hearth.access import Actor, may
from hearth.dates import today
from hearth.records import RecordQuerySet


class EnquiryQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self if may(actor, "recruitment.view") else self.none()

    def open(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def named(self, text: str) -> Self:
        """Those of which each word typed begins one of the names, or is the reference."""
        found = self
        for word in text.split()[:6]:
            found = found.filter(
                Q(known_as__istartswith=word) | Q(family_name__istartswith=word) | Q(reference__iexact=word)
            )
        return found

    def with_next_due(self) -> Self:
        """Each with its soonest duty as `next_due_on`, `next_due_kind` and `next_due_id`, in the same query."""
        soonest = Duty.objects.filter(subject_kind="enquiry", subject_id=OuterRef("pk")).order_by("due_on", "kind")
        return self.annotate(
            next_due_on=Subquery(soonest.values("due_on")[:1]),
            next_due_note=Subquery(soonest.values("note")[:1]),
            next_due_id=Subquery(soonest.values("pk")[:1]),
        )

    def for_list(self) -> Self:
        from core.recruitment.models import StageReached

        return self.prefetch_related(Prefetch("stages", StageReached.objects.order_by("reached_on", "id")))


def find_for_palette(actor: Actor, text: str) -> list[Any]:
    """Enquiries found by name or reference, for the palette: at most six."""
    from core.recruitment.models import Enquiry
    from hearth.ui.palette import Result

    found = Enquiry.objects.visible_to(actor).named(text)[:6]
    return [Result(str(one), one.get_absolute_url(), f"{one.reference}, enquiry", of=one.pk) for one in found]


def waiting_badge(actor: Actor) -> int:
    """How many enquiries have something overdue."""
    return (
        Duty.objects.visible_to(actor)
        .filter(subject_kind="enquiry", due_on__lt=today())
        .values("subject_id")
        .distinct()
        .count()
    )
