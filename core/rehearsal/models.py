"""A rehearsal, and what it found: each duty that changes, and each household whose money does."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from config_per_tenant.versions.models import PolicyVersion
from core.duties.catalogue import known
from core.rehearsal.folding import unfold
from core.rehearsal.queries import PayQuerySet, RehearsalQuerySet, RehearsedChangeQuerySet
from hearth.jobs.models import Job
from hearth.records import Privacy, Record
from hearth.trace import Trace

KEPT = (
    "Until its version is rehearsed again; its rows go 90 days after the version took effect or was withdrawn, and the"
    " counts stay as long as the version"
)


class Change(models.TextChoices):
    APPEARS = "appears", "New"
    VANISHES = "vanishes", "No longer due"
    NEARER = "nearer", "Nearer"
    LATER = "later", "Later"
    HANDED = "handed", "Goes to another team or worker"
    DIFFERS = "differs", "Same day, otherwise different"


class Rehearsal(Record):
    """One version of policy compared with what would hold without it, on a day, over records as they stood.

    `fingerprint` is of what the draft said, `standing_stamp` of the policy that it was compared with: when either has
    moved on, the result is stale and says so.
    """

    privacy = Privacy("tenant", personal="staff", retention=KEPT)

    of_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="rehearsals")
    effective_on = models.DateField(help_text="The day on which it is looked at as though it took effect")
    fingerprint = models.CharField(max_length=64)
    standing_stamp = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=200)
    job_id = models.UUIDField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True, help_text="When its rows were removed; the counts stayed")
    settings = models.JSONField(default=list, help_text="What the version changes, in words, with its transition")
    records_read = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="By kind of duty: how many appear, vanish, move, are late")
    first_weeks = models.JSONField(default=list, help_text="How many fall due in its first weeks: without it, with it")
    parts = models.JSONField(default=list, help_text="What its traces name by place; see `core.rehearsal.folding`")
    workload = models.JSONField(default=dict, help_text="Hours a week, by team and by worker, before and after")
    money = models.JSONField(default=dict, help_text="Pence of the first whole week, by tier, before and after")

    objects = RehearsalQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["of_version", "-asked_at"], name="rehearsal_of_version")]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(started_at__isnull=False), name="rehearsal_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"Rehearsal of {self.of_version.label}"

    def get_absolute_url(self) -> str:
        return reverse("rehearsal:of_version", args=[self.of_version_id])

    @property
    def job(self) -> Job | None:
        """The work that it is done by; None when that is long over and forgotten."""
        return Job.objects.filter(pk=self.job_id).first() if self.job_id else None

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class RehearsedChange(Record):
    """One duty that would not be the same: what it is without the version and with it. Days and traces as found."""

    privacy = Privacy("tenant", personal="carer", retention=KEPT)

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="changes")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_name = models.CharField(max_length=200)
    subject_reference = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80, blank=True)
    change = models.CharField(max_length=10, choices=Change.choices)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    becomes_overdue = models.BooleanField(default=False)
    stops_being_overdue = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, help_text="As it becomes; as it was, where it vanishes")
    warn_from = models.DateField(help_text="As it becomes; as it was, where it vanishes")
    note = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey("identity.User", null=True, on_delete=models.PROTECT, related_name="rehearsed_changes")
    team = models.ForeignKey("staffing.Team", null=True, on_delete=models.PROTECT, related_name="rehearsed_changes")
    team_name = models.CharField(max_length=150, blank=True, help_text="Of the team as it becomes, existing yet or not")
    handed_from = models.CharField(max_length=300, blank=True, help_text="Worker and team as they are, if they change")
    trace_before = models.JSONField(null=True, help_text="Folded; see `core.rehearsal.folding`")
    trace_after = models.JSONField(null=True)
    facts = models.JSONField(default=list, help_text="What both traces name by place")

    objects = RehearsedChangeQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-becomes_overdue", "due_after", "due_before", "subject_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rehearsal", "subject_kind", "subject_id", "kind", "key"], name="rehearsed_duty_once"
            ),
            models.CheckConstraint(
                condition=Q(change="appears", due_before__isnull=True, due_after__isnull=False)
                | Q(change="vanishes", due_before__isnull=False, due_after__isnull=True)
                | (~Q(change__in=["appears", "vanishes"]) & Q(due_before__isnull=False, due_after__isnull=False)),
                name="rehearsed_change_has_its_days",
            ),
        ]
        indexes = [
            models.Index(
                fields=["rehearsal", "-becomes_overdue", "due_after", "due_before", "subject_name", "id"],
                name="rehearsed_in_order",
            ),
            models.Index(fields=["rehearsal", "team", "owner"], name="rehearsed_by_team"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_reference or self.subject_kind}: {self.get_change_display().lower()}"

    @property
    def days_moved(self) -> int:
        """How many days nearer (negative) or later; 0 when there is nothing to compare."""
        return (self.due_after - self.due_before).days if self.due_after and self.due_before else 0

    @property
    def before(self) -> Trace | None:
        return unfold(self.trace_before, self.rehearsal.parts, self.facts)

    @property
    def after(self) -> Trace | None:
        return unfold(self.trace_after, self.rehearsal.parts, self.facts)

    def label(self, policy: Any) -> str:
        """What the council calls this kind of duty."""
        declared = known().get(self.kind)
        return declared.called(policy) if declared else self.kind

    def was_late(self, on: date) -> bool:
        return self.due_before is not None and self.due_before < on


class RehearsedPay(Record):
    """One household whose money would not be the same in the first whole week: pence, and the lines that differ."""

    privacy = Privacy("tenant", personal="carer", retention=KEPT)

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="pay")
    household_id = models.UUIDField()
    household_name = models.CharField(max_length=200)
    household_reference = models.CharField(max_length=40, blank=True)
    before_pence = models.PositiveIntegerField()
    after_pence = models.PositiveIntegerField()
    lines_before = models.JSONField(default=list)
    lines_after = models.JSONField(default=list)
    facts = models.JSONField(default=list, help_text="What the traces of its lines name by place")

    objects = PayQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["household_name", "id"]
        verbose_name_plural = "rehearsed pay"
        constraints = [models.UniqueConstraint(fields=["rehearsal", "household_id"], name="rehearsed_pay_once")]
        indexes = [models.Index(fields=["rehearsal", "household_name", "id"], name="rehearsed_pay_by_name")]

    def __str__(self) -> str:
        return f"{self.household_reference}: {self.before_pence} becomes {self.after_pence}"

    @property
    def weekly_pence(self) -> int:
        """How much more a week; less when negative."""
        return self.after_pence - self.before_pence
