from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from hearth.access import Actor, Role, may
from hearth.audit.digests import DigestField
from hearth.records import Privacy, Record, RecordQuerySet

KINDS = {"program": "Program", "support": "Operator’s support", "system": "Hearth itself", "public": "The public"}


class AuditQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Any:
        return self if may(actor, "audit.view") else self.none()


class AuditEntryQuerySet(AuditQuerySet):
    def about(self, subject_kind: str, subject_id: object) -> "AuditEntryQuerySet":
        return self.filter(subject_kind=subject_kind, subject_id=subject_id)

    def acts(self) -> "AuditEntryQuerySet":
        return self.filter(is_reading=False)


class AuditEntry(Record):
    """One act done or one file read, as a sentence, with names, roles and values copied as they stood.

    The table is partitioned by month of `created_at`; its key in the database is (id, created_at).
    """

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
    actor_roles = ArrayField(models.CharField(max_length=40), default=list, help_text="The roles held at that moment")
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_name = models.CharField(max_length=200, blank=True)
    sentence = models.TextField()
    reason = models.TextField(blank=True, help_text="Why, in the words of who did it")
    details = models.JSONField(default=dict)
    seen = ArrayField(models.UUIDField(), default=list, help_text="The records of a list, a search or an export")
    is_reading = models.BooleanField(default=False)
    request_id = models.CharField(max_length=40, blank=True)
    digest = DigestField(help_text="A form's number and the SHA-256 of all of the above")

    objects = AuditEntryQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-created_at"], name="audit_subject"),
            models.Index(fields=["-created_at", "-id"], name="audit_newest"),
            models.Index(fields=["actor_id", "-created_at"], name="audit_actor"),
            GinIndex(fields=["seen"], name="audit_seen"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def is_staffs(self) -> bool:
        return self.actor_kind == "staff"

    @property
    def kind_words(self) -> str:
        """What kind of actor it was, where it was not a colleague who had signed in."""
        return KINDS.get(self.actor_kind, self.actor_kind)

    @property
    def roles_words(self) -> str:
        """The roles as which it was done, in words; codes of an older release as they are."""
        return ", ".join(str(Role(code).label) if code in Role.values else code for code in self.actor_roles)

    @property
    def reason_words(self) -> str:
        """The reason, unless the sentence gives it."""
        said = self.reason and self.reason not in self.sentence
        return f"Reason: {self.reason}" if said else ""


class AuditLink(Record):
    """An entry's place in the tenant's chain: the hash of the one before, and its own.

    The database writes it as the entry's transaction commits (see `hearth.audit.tables`); nobody else may. Its id and
    `created_at` are the entry's.
    """

    privacy = Privacy("tenant", personal="none", retention="As long as the entries, which it proves")

    append_only = True
    written_by_database = True

    position = models.BigIntegerField(unique=True)
    previous = models.BinaryField()
    hash = models.BinaryField()

    objects = AuditQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}: {bytes(self.hash).hex()}"


class AuditHead(Record):
    """How far the chain went when it was last found unbroken, so that cutting off its end is found too."""

    privacy = Privacy("tenant", personal="none", retention="As long as the entries, which it proves")

    append_only = True

    position = models.BigIntegerField()
    hash = models.BinaryField()

    objects = AuditQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.position}: {bytes(self.hash).hex()}"
