"""What a council allows operators, and each time that one came in. Both are the council's own rows."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hearth.access import Actor, Role, may
from hearth.records import Privacy, Record, RecordQuerySet

LONGEST_SESSION_MINUTES = 60
LONGEST_ALLOWED_DAYS = 7
# An administrator's rights show no child's record; an auditor reads what auditors read. Nothing more can be lent.
ROLES = [(role.value, role.label) for role in (Role.TENANT_ADMINISTRATOR, Role.AUDITOR)]


class AllowanceQuerySet(RecordQuerySet["SupportAllowance"]):
    def visible_to(self, actor: Actor) -> AllowanceQuerySet:
        return self.all() if may(actor, "support.view") else self.none()

    def in_force(self, at: datetime) -> AllowanceQuerySet:
        return self.filter(ended_at__isnull=True, until_at__gt=at)


class SupportAllowance(Record):
    """That operators may come in, as what, until when. Without one, nobody may."""

    privacy = Privacy("tenant", personal="staff", retention="7 years: it says who let operators in, and why")

    role = models.CharField(max_length=40, choices=ROLES)
    reason = models.CharField(max_length=300)
    allowed_by_name = models.CharField(max_length=150)
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=150, blank=True)

    objects = AllowanceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="support_allowed_once",
            )
        ]

    def __str__(self) -> str:
        return f"Operators as {self.get_role_display()} until {self.until_at:%d %B %Y, %H:%M}"


class SessionQuerySet(RecordQuerySet["SupportSession"]):
    def visible_to(self, actor: Actor) -> SessionQuerySet:
        return self.all() if may(actor, "support.view") else self.none()

    def running(self, at: datetime) -> SessionQuerySet:
        """Those that count now: entered, neither over nor ended, and still allowed."""
        return self.filter(
            entered_at__isnull=False,
            ended_at__isnull=True,
            ends_at__gt=at,
            allowance__ended_at__isnull=True,
            allowance__until_at__gt=at,
        )


class SupportSession(Record):
    """One operator in this council, once: asked with a reason, entered by a link that opens once, over by the clock."""

    privacy = Privacy("tenant", personal="staff", retention="7 years: it says which operator was here, and why")

    allowance = models.ForeignKey(SupportAllowance, on_delete=models.PROTECT, related_name="sessions")
    operator_id = models.UUIDField(help_text="The account in the operators' own tenant")
    operator_name = models.CharField(max_length=150)
    reason = models.CharField(max_length=300)
    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=150, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"Support by {self.operator_name}"
