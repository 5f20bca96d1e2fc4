"""Receipts of the isolation proof, kept in the council that asked."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from hearth.access import Actor, may
from hearth.records import Privacy, Record, RecordQuerySet


class ReceiptQuerySet(RecordQuerySet["Receipt"]):
    def visible_to(self, actor: Actor) -> ReceiptQuerySet:
        return self.all() if may(actor, "proving.view_receipts") else self.none()

    def waiting(self) -> ReceiptQuerySet:
        return self.filter(made_at__isnull=True)


class Receipt(Record):
    """One proof: who asked for it, and the signed report once it is made. The report names no person but the asker."""

    privacy = Privacy(
        "tenant", personal="staff", retention="7 years: it shows how the council looked after its records"
    )

    asked_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(null=True)
    holds = models.BooleanField(null=True)
    document = models.JSONField(null=True, help_text="The report and its signature, as it is downloaded")
    trouble = models.CharField(max_length=300, blank=True, help_text="Why it could not be made yet")

    objects = ReceiptQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"Isolation proof of {self.created_at:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("proving:receipt", args=[self.pk])

    @property
    def report(self) -> dict[str, Any]:
        return (self.document or {}).get("report", {})

    @property
    def file_name(self) -> str:
        return f"isolation-receipt-{self.created_at:%Y-%m-%d-%H%M}"
