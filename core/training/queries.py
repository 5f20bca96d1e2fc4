"""The questions that people ask about training."""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from hearth.access import Actor, may
from hearth.records import RecordQuerySet


class TsdQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "training.view") else self.none()

    def of_people(self, ids: Iterable[UUID]) -> Self:
        return self.filter(person_id__in=list(ids)).select_related("person")
