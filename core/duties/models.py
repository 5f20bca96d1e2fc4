from typing import Any

from django.db import models

from core.duties.queries import DutyQuerySet
from hearth.dates import today
from hearth.records import Privacy, Record
from hearth.trace import Trace
from hearth.ui.words import DueWords, due


class Duty(Record):
    """Something that must happen, by a day: worked out from facts and policy, and kept as a row to be listed.

    Rows are only ever written by `core.duties.derive`; nothing in them is said by a person. When the facts no longer
    ask for it the row goes, and what happened remains in the facts.
    """

    privacy = Privacy(
        "tenant", personal="carer", retention="None of its own: worked out from records, and goes when they are met"
    )

    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_name = models.CharField(max_length=200)
    key = models.CharField(max_length=80, blank=True, help_text="Tells apart several of one kind on one subject")
    due_on = models.DateField()
    starts_on = models.DateField(null=True)
    warn_from = models.DateField()
    note = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey("identity.User", null=True, on_delete=models.PROTECT, related_name="duties")
    team = models.ForeignKey("staffing.Team", null=True, on_delete=models.PROTECT, related_name="duties")
    trace = models.JSONField(default=dict)
    policy_stamp = models.CharField(max_length=60, blank=True, help_text="The policy version it was worked out under")

    objects = DutyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name_plural = "duties"
        ordering = ["due_on", "subject_name", "kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "kind", "key", "subject_kind"], name="duty_once"),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], name="duty_owner_due"),
            models.Index(fields=["team", "due_on"], name="duty_team_due"),
            models.Index(fields=["kind", "due_on"], name="duty_kind_due"),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.subject_name}"

    @property
    def label(self) -> str:
        from config_per_tenant.policy import policy_on
        from core.duties.catalogue import known

        declared = known().get(self.kind)
        if declared is None:
            return self.kind
        return declared.called(policy_on(today())) if declared.named_by else declared.label

    @property
    def why(self) -> Trace:
        return Trace.from_json(self.trace)

    @property
    def words(self) -> DueWords:
        """The due date as a badge says it today."""
        return due(self.due_on, today(), (self.due_on - self.warn_from).days, note=self.note)

    @property
    def words_alone(self) -> DueWords:
        """The same without its note, where the note is told beside it."""
        return due(self.due_on, today(), (self.due_on - self.warn_from).days)

    def is_overdue(self, on: Any) -> bool:
        return self.due_on < on
