"""Reviews of approval, as they were decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from core.approvals.models import Approval
from core.households.models import Household
from core.reviews.queries import ReviewQuerySet
from hearth.records import Privacy, Record, tracked


class Outcome(models.TextChoices):
    CONTINUE = "continue", "Stay approved on the same terms"
    CHANGE_TERMS = "change_terms", "Stay approved on other terms"
    END = "end", "Approval should end"


@tracked
class ReviewOfApproval(Record):
    """One review: when it was held, when it was decided and by whom, and what came of it (SI 2011/581 r28)."""

    privacy = Privacy(
        "tenant", personal="carer", retention="At least 10 years from the end of the approval (SI 2011/581 r32(1))"
    )

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="reviews")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="reviews_decided"
    )
    decided_by_name = models.CharField(max_length=150, help_text="As it stood on the day")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    went_to_panel = models.BooleanField()
    is_first = models.BooleanField(help_text="The first since the approval, which goes to the panel")
    notes = models.TextField(blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-decided_on", "-id"]
        verbose_name = "review of approval"
        verbose_name_plural = "reviews of approval"
        constraints = [
            models.UniqueConstraint(fields=["approval", "decided_on"], name="review_once_a_day"),
            models.UniqueConstraint(fields=["approval"], condition=Q(is_first=True), name="review_one_first"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(decided_on__gte=F("held_on")), name="review_decided_after_held"
            ),
        ]
        indexes = [models.Index(fields=["household", "-decided_on"], name="review_of_household")]

    def __str__(self) -> str:
        return f"Review of {self.household}, {self.decided_on.day} {self.decided_on:%B %Y}"
