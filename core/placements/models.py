from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.children.models import Child
from core.households.models import Household
from core.placements.queries import PlacementQuerySet
from hearth.records import Privacy, Record, tracked


class EndReason(models.TextChoices):
    RETURNED_HOME = "returned_home", "Returned home"
    MOVED_AS_PLANNED = "moved_as_planned", "Moved as planned"
    MOVED_UNPLANNED = "moved_unplanned", "Moved unplanned"
    PERMANENCE = "permanence", "Adoption, special guardianship or another permanent home"
    TURNED_18 = "turned_18", "Turned 18"
    BREAK_ENDED = "break_ended", "Short break ended"
    OTHER = "other", "Another reason"


@tracked
class Placement(Record):
    """A child living with a household. The night of `started_on` is the first, the night before `ended_on` the last."""

    privacy = Privacy(
        "tenant",
        personal="child",
        retention="With the register of placed children: at least 15 years from the last entry (SI 2011/581 r22)",
    )

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="placements")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="placements")
    type_code = models.CharField(max_length=40, help_text="A code of the council's placement catalogue")
    type_name = models.CharField(max_length=120, help_text="The council's own name of the type on the day of placing")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=30, choices=EndReason.choices, blank=True)
    outside_terms_until_on = models.DateField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-started_on", "-id"]
        indexes = [
            models.Index(fields=["household", "started_on"], name="placement_household"),
            models.Index(fields=["child", "started_on"], name="placement_child"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="placement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="placement_end_has_reason",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_on__isnull=True), name="child_in_one_open_placement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} with {self.household}"

    def get_absolute_url(self) -> str:
        return reverse("placements:record", args=[self.pk])

    def covers(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)
