"""The questions that people ask about placements."""

from datetime import date
from typing import Self

from django.db.models import Q

from hearth.access import Actor, may
from hearth.records import RecordQuerySet


class PlacementQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self if may(actor, "placements.view") else self.none()

    def on(self, day: date) -> Self:
        """Those that cover the night of a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day)

    def touching(self, first: date, last: date) -> Self:
        """Those that cover at least one night from `first` to `last`, both included."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=first), started_on__lte=last)

    def for_list(self) -> Self:
        return self.select_related("child__person", "household")
