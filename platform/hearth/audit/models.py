from django.db import models

from hearth.access import Actor, may
from hearth.records import Privacy, Record, RecordQuerySet


class AuditEntryQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> "AuditEntryQuerySet":
        return self if may(actor, "audit.view") else self.none()

    def about(self, subject_kind: str, subject_id: object) -> "AuditEntryQuerySet":
        return self.filter(subject_kind=subject_kind, subject_id=subject_id)

    def acts(self) -> "AuditEntryQuerySet":
        return self.filter(is_reading=False)


class AuditEntry(Record):
    """One act done or one file read, as a sentence, with names and values copied as they stood."""

    privacy = Privacy(
        "tenant",
        personal="carer, child and staff names as they stood",
        retention="As long as the record it is about; at least 15 years from the last entry (SI 2011/581 r22)",
    )

    append_only = True  # the database lets nobody change or remove an entry

    code = models.CharField(max_length=80)
    on = models.DateField(null=True, help_text="The day the thing happened, where the act says one")
    actor_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_name = models.CharField(max_length=200, blank=True)
    sentence = models.TextField()
    details = models.JSONField(default=dict)
    is_reading = models.BooleanField(default=False)
    request_id = models.CharField(max_length=40, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-created_at"], name="audit_subject"),
            models.Index(fields=["-created_at", "-id"], name="audit_newest"),
            models.Index(fields=["actor_id", "-created_at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return self.sentence
