"""The questions that people ask about reviews."""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from hearth.access import Actor, may
from hearth.records import RecordQuerySet


class ReviewQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "reviews.view") else self.none()

    def of_households(self, ids: Iterable[UUID]) -> Self:
        return self.filter(household_id__in=list(ids))

    def for_list(self) -> Self:
        """All that a list of reviews shows, in one query."""
        return self.select_related("household", "approval", "decided_by")
