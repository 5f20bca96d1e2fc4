"""Exports that people asked for, and the files made of them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse

from hearth.access import Actor
from hearth.records import Privacy, Record, RecordQuerySet

KEPT_DAYS = 7


class ExportQuerySet(RecordQuerySet["Export"]):
    def visible_to(self, actor: Actor) -> ExportQuerySet:
        """One's own. What somebody else exported may hold what one may not see."""
        if actor.is_system:
            return self.all()
        return self.filter(asked_by_id=actor.id) if actor.is_staff else self.none()

    def past_keeping(self, on: date) -> ExportQuerySet:
        """Those whose file is there still and should not be."""
        return self.filter(keep_until_on__lt=on, removed_at__isnull=True).exclude(stored_as="")


class Export(Record):
    """One export: what was asked for and by whom, and where the file lies once it is made."""

    privacy = Privacy(
        "tenant",
        personal="carer",
        retention=f"The file {KEPT_DAYS} days, since it is a copy; that it was made, as long as the audit",
    )

    code = models.CharField(max_length=80)
    asked_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="exports")
    stored_as = models.CharField(max_length=100, blank=True, help_text="Name in the tenant's folder; empty until made")
    rows = models.PositiveIntegerField(null=True)
    size_bytes = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    keep_until_on = models.DateField()
    removed_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["asked_by", "-created_at"], name="export_by_asker")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("documents:export", args=[self.pk])

    @property
    def label(self) -> str:
        from hearth.documents.exports import kind_of

        try:
            return kind_of(self.code).label
        except KeyError:
            return self.code

    @property
    def can_be_fetched(self) -> bool:
        return bool(self.stored_as) and self.removed_at is None

    @property
    def file_name(self) -> str:
        """What the file is called when it is saved: no person's name is in it."""
        return f"{self.code.replace('.', '-').replace('_', '-')}-{self.created_at:%Y-%m-%d}.xlsx"
