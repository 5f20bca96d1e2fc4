"""Answers kept for a day, so that a request sent twice is done once."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from hearth.access import Actor
from hearth.records import Privacy, Record, RecordQuerySet


class AnsweredRequestQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, and nobody else's."""
        return self.filter(caller_id=actor.id) if actor.is_staff else self.none()

    def older_than(self, at: datetime) -> Self:
        return self.filter(created_at__lt=at)


class AnsweredRequest(Record):
    """A request that carried an Idempotency-Key, and what was answered. Without `status` it is being done just now."""

    privacy = Privacy("tenant", personal="carer, child and staff", retention="24 hours: only for repeated requests")

    caller_id = models.UUIDField()
    route = models.CharField(max_length=200, help_text="Method and path")
    key = models.CharField(max_length=255)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    objects = AnsweredRequestQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["caller_id", "route", "key"], name="answered_once")]
        indexes = [models.Index(fields=["created_at"], name="answered_when")]

    def __str__(self) -> str:
        return self.route
