"""Households, their members and addresses, and changes in their circumstances, as dated facts."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.households.queries import AddressQuerySet, ChangeQuerySet, HouseholdQuerySet, MemberQuerySet
from core.people.models import Dated, Person, Place, period_constraint
from hearth.records import Privacy, Record, tracked

CARER_RECORD = "At least 10 years from the end of the approval (SI 2011/581 r32(1))"
FIRST_NUMBER = 1001


class Series(Record):
    """The last number given out in a series of references, such as FH-1042."""

    privacy = Privacy("tenant", personal="none", retention="As long as references are given out")

    code = models.CharField(max_length=10, unique=True)
    last_number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.code}-{self.last_number}"


@tracked(exclude=["search_words"])
class Household(Record):
    """A home in which children may be fostered. Its name is made from its carers when it is opened, and kept.

    It is open from `opened_on` to `closed_on`, that day not included. Whether it is approved is said by its approvals.
    """

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    class ClosingReason(models.TextChoices):
        NOT_APPROVED = "not_approved", "Not approved to foster"
        WITHDREW = "withdrew", "Withdrew before approval"
        RESIGNED = "resigned", "Carers resigned"
        APPROVAL_ENDED = "approval_ended", "Approval was ended"
        MOVED_SERVICE = "moved_service", "Moved to another fostering service"
        PERMANENCE = "permanence", "Child stays by another order, such as special guardianship"
        DIED = "died", "Carer died"
        OTHER = "other", "Another reason"

    reference = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField(max_length=30, choices=ClosingReason.choices, blank=True)
    search_words = models.TextField(editable=False, default="")

    objects = HouseholdQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        indexes = [
            GinIndex(SearchVector("search_words", config="simple"), name="household_words"),
            models.Index(fields=["name", "id"], name="household_by_name"),
            models.Index(fields=["closed_on", "name"], name="household_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="household_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(closing_reason=""), name="household_closed_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("households:record", args=[self.pk])

    def is_open(self, on: date) -> bool:
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)


class MemberRole(models.TextChoices):
    CARER = "carer", "Carer"
    ADULT = "adult", "Adult in the household"
    CHILD = "child", "Child of the household"


@tracked
class Member(Dated):
    """Somebody who lives in a household, as carer, other adult or child of the family. Fostered children are placed."""

    privacy = Privacy("tenant", personal="child", retention=CARER_RECORD)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole.choices)

    objects = MemberQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["from_on", "id"]
        constraints = [
            period_constraint("member_leaves_after_joining"),
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(until_on__isnull=True), name="member_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_on__isnull=True, role="carer"),
                name="carer_of_one_household_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()}"


@tracked
class HouseholdAddress(Place):
    """Where a household lives, from a day until a day."""

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="addresses")

    objects = AddressQuerySet.as_manager()

    class Meta(Place.Meta):
        ordering = ["-from_on", "-id"]
        verbose_name_plural = "household addresses"
        constraints = [
            period_constraint("household_address_ends_after_start"),
            models.UniqueConstraint(
                fields=["household"], condition=Q(until_on__isnull=True), name="household_one_address_at_a_time"
            ),
        ]


@tracked
class ChangeOfCircumstance(Record):
    """Something that changed in a household and that the service was told of (SI 2011/581 Sch 5: carers must tell)."""

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", "Who lives or stays there"
        HEALTH = "health", "Health"
        RELATIONSHIP = "relationship", "Relationship"
        WORK = "work", "Work or income"
        HOME = "home", "The home itself"
        OFFENCE = "offence", "Police, caution or conviction"
        ANIMALS = "animals", "Animals"
        OTHER = "other", "Something else"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    happened_on = models.DateField()
    told_on = models.DateField()
    note = models.TextField()
    recorded_by = models.CharField(max_length=200)

    objects = ChangeQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-happened_on", "-id"]
        verbose_name_plural = "changes of circumstance"
        constraints = [
            models.CheckConstraint(condition=Q(told_on__gte=F("happened_on")), name="change_told_after_it_happened")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.household}"
