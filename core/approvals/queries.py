"""The questions that people ask about approvals."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID

from django.db.models import Prefetch, Q

from hearth.access import Actor, may
from hearth.records import RecordQuerySet


class ApprovalQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "approvals.view") else self.none()

    def in_force(self, on: date) -> Self:
        """Begun, not ended and not lapsed on a day."""
        return self.in_force_within(on, on)

    def in_force_within(self, first: date, last: date) -> Self:
        """In force on at least one day from `first` to `last`, both included."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=first),
            Q(temporary_until_on__isnull=True) | Q(temporary_until_on__gte=first),
            approved_on__lte=last,
        )

    def of_households(self, ids: Iterable[UUID]) -> Self:
        return self.filter(household_id__in=list(ids))

    def with_terms(self) -> Self:
        """Each with all its terms, newest first, as `all_terms`: one query more."""
        from core.approvals.models import Terms

        return self.prefetch_related(Prefetch("terms", queryset=Terms.objects.all(), to_attr="all_terms"))


class TermsQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "approvals.view") else self.none()

    def on(self, day: date) -> Self:
        """Terms begun by a day, newest first: the first of each approval holds."""
        return self.filter(from_on__lte=day)
