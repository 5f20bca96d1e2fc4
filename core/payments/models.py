from django.db import models
from django.db.models import Q

from core.households.models import Household
from core.payments.queries import FeeStandingQuerySet
from hearth.records import Privacy, Record, tracked


@tracked
class FeeStanding(Record):
    """Where a household stands in the council's fee scheme from a day: a skill level, a specialist scheme, or both.

    The latest one that has begun holds; a change is a new standing, and the old one explains what was paid before.
    """

    privacy = Privacy(
        "tenant",
        personal="carer",
        retention="10 years from the end of the approval (SI 2011/581 r32(1)); payments 6 years from the tax year",
    )

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="fee_standings")
    from_on = models.DateField()
    skill_level = models.PositiveSmallIntegerField(null=True, blank=True)
    scheme_code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300)
    set_by_name = models.CharField(max_length=150)

    objects = FeeStandingQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["household", "from_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["household", "from_on"], name="fee_standing_once_a_day"),
            models.CheckConstraint(
                condition=Q(skill_level__isnull=False) | ~Q(scheme_code=""), name="fee_standing_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """Skill level 2, scheme next_steps"""
        parts = [f"skill level {self.skill_level}"] if self.skill_level is not None else []
        if self.scheme_code:
            parts.append(f"scheme {self.scheme_code}")
        return ", ".join(parts)
