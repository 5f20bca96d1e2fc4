"""Approvals and their terms, as dated facts."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.approvals.queries import ApprovalQuerySet, TermsQuerySet
from core.households.models import Household
from hearth.records import Privacy, Record, tracked

CARER_RECORD = "At least 10 years from the end of the approval (SI 2011/581 r32(1))"


class Category(models.TextChoices):
    """What carers are approved as. The codes are fixed; a council's words come from its list of placement types."""

    MAINSTREAM = "mainstream", "Mainstream"
    CONNECTED_PERSON = "connected_person", "Connected person"
    SHORT_BREAK = "short_break", "Short break"
    PARENT_AND_CHILD = "parent_and_child", "Parent and child"
    SPECIALIST = "specialist", "Specialist"
    OUT_OF_HOURS = "out_of_hours", "Out of hours"


class EndReason(models.TextChoices):
    RESIGNED = "resigned", "The carers resigned"
    TERMINATED = "terminated", "The service ended it"
    APPROVED_IN_FULL = "approved_in_full", "Followed by a full approval"
    TEMPORARY_EXPIRED = "temporary_expired", "The temporary approval ran out"
    MOVED_SERVICE = "moved_service", "The carers moved to another service"
    PERMANENCE = "permanence", "Another order was made, such as special guardianship"
    DIED = "died", "A carer died"


@tracked
class Approval(Record):
    """A household's approval to foster, from `approved_on` until `ends_on`, that day not included.

    A temporary approval of a connected person also lapses after `temporary_until_on`, its last day.
    """

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="approvals")
    category = models.CharField(max_length=30, choices=Category.choices)
    approved_on = models.DateField()
    decided_by = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="approvals_decided"
    )
    decided_by_name = models.CharField(max_length=150, help_text="As it stood on the day")
    temporary_until_on = models.DateField(null=True, blank=True)
    temporary_source = models.CharField(max_length=60, blank=True)
    extended_on = models.DateField(null=True, blank=True, help_text="The day an extension was decided")
    resigned_on = models.DateField(null=True, blank=True, help_text="The day the written notice was received")
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=30, choices=EndReason.choices, blank=True)
    end_note = models.TextField(blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-approved_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ends_on__isnull=True), name="approval_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("approved_on")), name="approval_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | ~Q(end_reason=""), name="approval_ends_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(temporary_until_on__isnull=True) | Q(temporary_until_on__gte=F("approved_on")),
                name="approval_temporary_after_start",
            ),
        ]
        indexes = [models.Index(fields=["household", "-approved_on"], name="approval_of_household")]

    def __str__(self) -> str:
        return f"Approval of {self.household}"

    @property
    def is_temporary(self) -> bool:
        return self.temporary_until_on is not None

    def is_in_force(self, on: date) -> bool:
        if on < self.approved_on or (self.ends_on and on >= self.ends_on):
            return False
        return self.temporary_until_on is None or on <= self.temporary_until_on


@tracked
class Terms(Record):
    """What an approval is for, from a day until other terms follow: how many children, of what ages, in which
    placements.

    Empty `placement_types` put no limit on the kind of placement.
    """

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    class OverLimit(models.TextChoices):
        """Why more children than the usual limit may be fostered (Children Act 1989 Sch 7)."""

        SIBLINGS = "siblings", "All are brothers and sisters of each other"
        EXEMPTION = "exemption", "The council where they live has exempted them, naming the children"

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="terms")
    from_on = models.DateField()
    places = models.PositiveSmallIntegerField()
    age_from = models.PositiveSmallIntegerField(default=0)
    age_to = models.PositiveSmallIntegerField(default=17)
    placement_types = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    over_limit = models.CharField(max_length=20, choices=OverLimit.choices, blank=True)
    note = models.TextField(blank=True)
    decided_by_name = models.CharField(max_length=150)

    objects = TermsQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-from_on", "-id"]
        verbose_name_plural = "terms"
        constraints = [
            models.UniqueConstraint(fields=["approval", "from_on"], name="terms_once_a_day"),
            models.CheckConstraint(condition=Q(age_to__gte=F("age_from")), name="terms_ages_in_order"),
            models.CheckConstraint(condition=Q(places__gte=1), name="terms_at_least_one_place"),
        ]

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self) -> str:
        """2 children aged 0 to 10"""
        children = "1 child" if self.places == 1 else f"{self.places} children"
        ages = f"aged {self.age_from}" if self.age_from == self.age_to else f"aged {self.age_from} to {self.age_to}"
        return f"{children} {ages}"

    def takes_age(self, age: int) -> bool:
        return self.age_from <= age <= self.age_to
