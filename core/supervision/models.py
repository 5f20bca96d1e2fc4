"""Visits planned, visits made, who was seen and what was agreed. A correction is a new visit that names the old one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.supervision.queries import (
    ActionQuerySet,
    ArrangementQuerySet,
    DraftQuerySet,
    PlannedVisitQuerySet,
    VisitQuerySet,
)
from hearth.records import Privacy, Record, tracked

CARER_RECORD = "At least 10 years from the end of the approval (SI 2011/581 r32(1))"


class VisitKind(models.TextChoices):
    ANNOUNCED = "announced", "Announced"
    UNANNOUNCED = "unannounced", "Unannounced"


VISIT_TITLES = {"announced": "Supervision visit", "unannounced": "Unannounced visit"}


class VisitMode(models.TextChoices):
    HOME = "home", "At home"
    VIDEO = "video", "By video call"
    OFFICE = "office", "At the office"


@tracked
class PlannedVisit(Record):
    """A visit in somebody's diary. Whether it was made is said by the visit that names it."""

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    household = models.ForeignKey("households.Household", on_delete=models.PROTECT, related_name="planned_visits")
    worker = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="planned_visits")
    planned_for_at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=VisitKind.choices, default=VisitKind.ANNOUNCED)
    mode = models.CharField(max_length=20, choices=VisitMode.choices, default=VisitMode.HOME)
    note = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)

    objects = PlannedVisitQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["planned_for_at", "id"]
        indexes = [
            models.Index(fields=["worker", "planned_for_at"], name="planned_worker"),
            models.Index(fields=["household", "planned_for_at"], name="planned_household"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "worker", "planned_for_at"],
                condition=Q(cancelled_at__isnull=True),
                name="visit_planned_once",
            )
        ]

    def __str__(self) -> str:
        return f"Planned visit to {self.household}"

    @property
    def title(self) -> str:
        return VISIT_TITLES[self.kind]


@tracked
class Visit(Record):
    """A supervision visit that was made. Never overwritten: a correction is a further row that `corrects` this one.

    `withdrawn` marks a correction that says the visit did not take place. `token` comes from the form, so that a button
    pressed twice records one visit.
    """

    privacy = Privacy("tenant", personal="child", retention=CARER_RECORD)

    household = models.ForeignKey("households.Household", on_delete=models.PROTECT, related_name="visits")
    worker = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="visits")
    made_on = models.DateField()
    kind = models.CharField(max_length=20, choices=VisitKind.choices)
    mode = models.CharField(max_length=20, choices=VisitMode.choices)
    summary = models.CharField(max_length=300)
    notes = models.TextField(blank=True)
    due_on = models.DateField(null=True, help_text="The day by which it was due when it was recorded")
    planned = models.ForeignKey(PlannedVisit, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction_reason = models.CharField(max_length=300, blank=True)
    withdrawn = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=150)
    token = models.UUIDField(null=True, editable=False, unique=True)

    objects = VisitQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-made_on", "-id"]
        indexes = [
            models.Index(fields=["household", "-made_on", "kind"], name="visit_household"),
            models.Index(fields=["worker", "-made_on"], name="visit_worker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="unannounced") | Q(mode="home"), name="unannounced_visit_is_at_home"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""), name="visit_corrected_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(corrects__isnull=False), name="only_a_correction_withdraws"
            ),
        ]

    def __str__(self) -> str:
        return f"Visit to {self.household} on {self.made_on.day} {self.made_on:%B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:visit", args=[self.pk])

    @property
    def title(self) -> str:
        """What it is called on timelines: announced visits are simply supervision visits."""
        return VISIT_TITLES[self.kind]

    @property
    def was_on_time(self) -> bool | None:
        """Whether it was made by its due day; None when none was due."""
        return None if self.due_on is None else self.made_on <= self.due_on


@tracked
class PersonSeen(Record):
    """Somebody seen at a visit, named as they were called then."""

    privacy = Privacy("tenant", personal="child", retention=CARER_RECORD)

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="seen")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="seen_at")
    name = models.CharField(max_length=200)
    is_child = models.BooleanField(default=False)

    class Meta(Record.Meta):
        ordering = ["is_child", "name"]
        verbose_name_plural = "persons seen"
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="person_seen_once")]

    def __str__(self) -> str:
        return self.name


@tracked
class VisitAction(Record):
    """Something agreed at a visit. `owner` is the member of staff who does it; None when the carers do."""

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="visit_actions"
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["visit", "done_on"], name="action_visit_open")]

    def __str__(self) -> str:
        return self.what

    def is_overdue(self, on: date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < on


@tracked
class VisitArrangement(Record):
    """A variation of how often one household is visited, agreed for a reason that the council's policy knows.

    `reason` is the code of a variation in policy `supervision.visit_variations`; its interval replaces the usual one.
    """

    privacy = Privacy("tenant", personal="carer", retention=CARER_RECORD)

    household = models.ForeignKey("households.Household", on_delete=models.PROTECT, related_name="visit_arrangements")
    reason = models.CharField(max_length=40)
    note = models.CharField(max_length=300)
    agreed_by = models.CharField(max_length=150)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects: Any = ArrangementQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(until_on__isnull=True), name="one_visit_arrangement_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="arrangement_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason}, {self.household}"


class VisitDraft(Record):
    """What somebody has written of a visit and not yet saved. It goes when the visit is recorded."""

    privacy = Privacy("tenant", personal="child", retention="Until the visit is recorded, and at most 28 days")

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey("identity.User", on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["household", "owner"], name="one_visit_draft_each")]

    def __str__(self) -> str:
        return f"Draft of a visit, {self.owner}"
