"""The questions that people ask about fee standings."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from hearth.access import Actor, may
from hearth.records import RecordQuerySet


class FeeStandingQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self if may(actor, "payments.view") else self.none()

    def of_households(self, ids: Collection[UUID]) -> Self:
        return self.filter(household_id__in=list(ids)).order_by("from_on", "id")
