"""Persons and the dated facts about them. A period's last day is the day before `until_on`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.people import rules
from core.people.queries import DatedOfPersonQuerySet, DatedQuerySet, OfPersonQuerySet, PersonQuerySet
from hearth.dates import age_on
from hearth.records import Privacy, Record, tracked

CARER_RECORD = (
    "At least 10 years from the end of the approval (SI 2011/581 r32(1)); others as the record they belong to"
)


class Sex(models.TextChoices):
    """As the register of carers asks (SI 2011/581 r31)."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"


@tracked(exclude=["search_words"])
class Person(Record):
    """Somebody whom the service works with. `known_as` is the name they use; `given_names` are those on their papers.

    A child's date of birth is always known; a person without one is taken to be an adult.
    """

    privacy = Privacy("tenant", personal="child", retention=CARER_RECORD)

    known_as = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    given_names = models.CharField(max_length=150, blank=True)
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    search_words = models.TextField(editable=False, default="")

    objects = PersonQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["family_name", "known_as", "id"]
        verbose_name_plural = "people"
        indexes = [
            GinIndex(SearchVector("search_words", config="simple"), name="person_words"),
            models.Index(fields=["family_name", "known_as", "id"], name="person_by_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("people:record", args=[self.pk])

    @property
    def full_name(self) -> str:
        return f"{self.known_as} {self.family_name}"

    def age(self, on: date) -> int | None:
        """Age in whole years on a day; None when the date of birth is not known."""
        return age_on(self.born_on, on) if self.born_on else None

    def is_child(self, on: date) -> bool:
        return rules.is_child(self.born_on, on)


class Dated(Record):
    """A fact that holds from a day until a day, that day not included."""

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        abstract = True

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


def period_constraint(name: str) -> models.CheckConstraint:
    """That a period does not end before it starts."""
    return models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name=name)


@tracked
class FormerName(Record):
    """A name that a person had until a day, and is still found by."""

    privacy = Privacy("tenant", personal="child", retention=CARER_RECORD)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_names")
    known_as = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    given_names = models.CharField(max_length=150, blank=True)
    until_on = models.DateField()

    objects = OfPersonQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-until_on", "-id"]

    def __str__(self) -> str:
        return f"{self.known_as} {self.family_name}"


@tracked
class ContactPoint(Dated):
    """A phone number or an e-mail address that reaches a person, from a day until a day."""

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    class Kind(models.TextChoices):
        PHONE = "phone", "Phone"
        EMAIL = "email", "Email"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=254)

    objects = DatedOfPersonQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["kind", "-from_on", "-id"]
        constraints = [
            period_constraint("contact_point_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "kind", "value"], condition=Q(until_on__isnull=True), name="contact_point_once"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class Place(Dated):
    """Somewhere that a person or a household lives, as it is written on an envelope."""

    lines = models.TextField(help_text="One line of the address to a line, without the postcode")
    postcode = models.CharField(max_length=10, blank=True)

    objects: Any = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = True

    def __str__(self) -> str:
        return rules.one_line(self.lines, self.postcode)


@tracked
class Address(Place):
    """Where a person lives. The address of a fostering household is kept with the household."""

    privacy = Privacy("tenant", personal="child", retention=CARER_RECORD)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")

    objects: Any = DatedOfPersonQuerySet.as_manager()

    class Meta(Place.Meta):
        ordering = ["-from_on", "-id"]
        constraints = [
            period_constraint("address_ends_after_start"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until_on__isnull=True), name="address_one_at_a_time"
            ),
        ]
