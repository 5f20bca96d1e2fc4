"""A version of policy, the values it holds, the log of its drafting, what is said of it, and how law moves it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.statement import STATES, Statement
from config_per_tenant.versions import standing
from hearth.access import Actor, may
from hearth.dates import today
from hearth.records import Privacy, Record, RecordQuerySet, tracked


class PolicyVersionQuerySet(RecordQuerySet["PolicyVersion"]):
    def visible_to(self, actor: Actor) -> PolicyVersionQuerySet:
        """All staff may read policy, drafts too: it is about their work."""
        return self if may(actor, "policy.view") else self.none()

    def standing(self) -> PolicyVersionQuerySet:
        """Approved and not withdrawn: in force, or going to be."""
        return self.filter(approved_at__isnull=False, withdrawn_at__isnull=True)

    def open_drafts(self) -> PolicyVersionQuerySet:
        return self.filter(approved_at__isnull=True, withdrawn_at__isnull=True)

    def submitted(self) -> PolicyVersionQuerySet:
        """Those that wait for a second person."""
        return self.open_drafts().filter(submitted_at__isnull=False)

    def to_apply(self, on: date) -> PolicyVersionQuerySet:
        """Those whose day has come and whose effects have not been set going."""
        return self.standing().filter(effective_from__lte=on, applied_at__isnull=True)


@tracked
class PolicyVersion(Record):
    """One change of policy as a whole. Its state is read from what happened to it."""

    privacy = Privacy(
        "tenant",
        personal="staff",
        retention="As long as any record that was worked out under it: at least 15 years (SI 2011/581 r22)",
    )

    number = models.PositiveIntegerField(unique=True)
    is_opening = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    drafted_at = models.DateTimeField()
    drafted_by_id = models.UUIDField(null=True)
    drafted_by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    effective_from = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.UUIDField(null=True)
    submitted_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.UUIDField(null=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True, help_text="When its effects on records were set going")

    objects = PolicyVersionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["effective_from"],
                condition=Q(approved_at__isnull=False, withdrawn_at__isnull=True),
                name="policy_one_version_a_day",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(effective_from__isnull=False),
                name="policy_submitted_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(submitted_at__isnull=False),
                name="policy_approved_after_submission",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True)
                | Q(is_opening=True)
                | (
                    Q(approved_by_id__isnull=False)
                    & ~Q(approved_by_id=models.F("submitted_by_id"))
                    & ~Q(approved_by_id=models.F("drafted_by_id"))
                ),
                name="policy_approved_by_another",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approved_version_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                declare=[("may_follow", standing.MAY_FOLLOW), ("is_recorded", "boolean")],
                func=standing.VERSION,
            )
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("policy:version", args=[self.pk])

    @property
    def label(self) -> str:
        return "Opening policy" if self.is_opening else f"Version {self.number}"

    @property
    def state(self) -> str:
        return self.state_on(today())

    def state_on(self, on: date) -> str:
        """draft, submitted, scheduled, in_force or withdrawn, as seen on a day.

        Whether later versions took over everything that it says is asked of `stages.stages_of`: it needs a query.
        """
        if self.withdrawn_at:
            return "withdrawn"
        if self.approved_at is None:
            return "submitted" if self.submitted_at else "draft"
        return "in_force" if self.effective_from and self.effective_from <= on else "scheduled"

    @property
    def is_open(self) -> bool:
        """Whether values may still change."""
        return self.state == "draft"

    @property
    def statements(self) -> dict[str, Statement]:
        return {value.key: value.statement for value in self.values.all()}

    def had_a_hand_in(self, actor: Actor) -> bool:
        """Whether this person drafted, changed or ever submitted it, and so cannot be the one who approves it."""
        hands = {self.drafted_by_id, self.submitted_by_id, *(edit.by_id for edit in self.log.all())}
        return actor.id in hands


class PolicyValueQuerySet(RecordQuerySet["PolicyValue"]):
    def visible_to(self, actor: Actor) -> PolicyValueQuerySet:
        return self if may(actor, "policy.view") else self.none()


@tracked
class PolicyValue(Record):
    """What one version states for one setting: state, value as plain data, sources, notes. See `Statement`."""

    privacy = Privacy("tenant", personal="none", retention="As its version")

    in_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="values")
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=list(STATES.items()))
    plain = models.JSONField(null=True)
    sources = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    ambiguity = models.TextField(blank=True)
    example = models.BooleanField(default=False)

    objects = PolicyValueQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["in_version", "key"], name="policy_value_once_in_version")]
        triggers = [
            pgtrigger.Trigger(
                name="approved_value_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("stands", "boolean")],
                func=standing.VALUE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.setting.label}: {self.in_words()}"

    @property
    def setting(self) -> Setting:
        return SETTINGS[self.key]

    @property
    def statement(self) -> Statement:
        return Statement.from_plain(
            {
                "state": self.state,
                "value": self.plain,
                "sources": self.sources,
                "notes": self.notes,
                "ambiguity": self.ambiguity or None,
                "example": self.example,
            }
        )

    def state_it(self, statement: Statement) -> None:
        """Take over what a statement says. Does not save."""
        plain: dict[str, Any] = statement.to_plain()
        self.state = statement.state
        self.plain = plain.get("value")
        self.sources = plain.get("sources", [])
        self.notes = plain.get("notes", [])
        self.ambiguity = statement.ambiguity
        self.example = statement.example

    def in_words(self) -> str:
        statement = self.statement
        if statement.state == "set":
            return self.setting.kind.words(statement.read(self.setting))
        return (self.setting.none_means or "None") if statement.state == "none" else "Not stated"


class PolicyEditQuerySet(RecordQuerySet["PolicyEdit"]):
    def visible_to(self, actor: Actor) -> PolicyEditQuerySet:
        return self if may(actor, "policy.view") else self.none()


class PolicyEdit(Record):
    """One change made while drafting: who, which setting, from what to what. None: it was not in the draft.

    A submission is one too, without a setting: whoever submitted it once had a hand in it, though it was sent back.
    """

    privacy = Privacy("tenant", personal="staff", retention="As its version")

    in_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="log")
    key = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)

    objects = PolicyEditQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        triggers = [pgtrigger.Protect(name="edit_log_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.by_name} changed {SETTINGS[self.key].label}" if self.key else f"{self.by_name} submitted it"


class SaidOfVersionQuerySet(RecordQuerySet[Any]):
    def visible_to(self, actor: Actor) -> SaidOfVersionQuerySet:
        return self if may(actor, "policy.view") else self.none()


class PolicyComment(Record):
    """What somebody says of a version, or of one setting in it. It stays as it was said."""

    privacy = Privacy("tenant", personal="staff", retention="As its version")

    in_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="comments")
    key = models.CharField(
        max_length=80, blank=True, help_text="The setting it is about; empty: the version as a whole"
    )
    text = models.TextField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)

    objects = SaidOfVersionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="policy_comment_says_something")]
        triggers = [pgtrigger.Protect(name="comment_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.by_name} on {self.setting.label if self.setting else 'the whole'}"

    @property
    def setting(self) -> Setting | None:
        return SETTINGS.get(self.key)


class Rescheduling(Record):
    """An approved version moved to another day before it took effect: from when to when, why and by whom.

    The database lets the day of an approved version change only where such a row, of that very state of the version,
    says so, by somebody who neither drafted nor submitted it.
    """

    privacy = Privacy("tenant", personal="staff", retention="As its version")

    in_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="reschedulings")
    held_at = models.PositiveIntegerField(help_text="The number of the version's row as it was moved")
    was = models.DateField()
    becomes = models.DateField()
    reason = models.TextField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=200)

    objects = SaidOfVersionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["in_version", "held_at"], name="policy_moved_once_at_a_time"),
            models.CheckConstraint(condition=~Q(was=models.F("becomes")), name="policy_moved_to_another_day"),
        ]
        triggers = [pgtrigger.Protect(name="rescheduling_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.in_version.label} moved from {self.was} to {self.becomes}"


class LawChangeNoted(Record):
    """What a council said to a change of law: noted it, or accepted it by a draft that follows it. The latest stands.

    What the law forces holds on its day whether or not anybody said anything.
    """

    privacy = Privacy("tenant", personal="staff", retention="As the policy versions beside it")

    NOTED, ACCEPTED = "noted", "accepted"
    OUTCOMES = {NOTED: "Noted", ACCEPTED: "Accepted: a draft follows it"}

    national = models.CharField(max_length=80, help_text="Key of the national value that changes")
    from_on = models.DateField(help_text="First day of its new value")
    of_value = models.CharField(max_length=16, help_text="Which value it speaks of, should that day's be replaced")
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()))
    note = models.TextField(blank=True)
    draft = models.ForeignKey(PolicyVersion, null=True, on_delete=models.PROTECT, related_name="answers_law")
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)

    objects = SaidOfVersionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="noted", draft__isnull=True) | Q(outcome="accepted", draft__isnull=False),
                name="law_change_accepted_by_a_draft",
            )
        ]
        indexes = [models.Index(fields=["national", "from_on"], name="law_change_noted")]
        triggers = [pgtrigger.Protect(name="law_note_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.by_name} {self.outcome} {self.national} from {self.from_on}"
