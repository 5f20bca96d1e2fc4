"""What carers have completed."""

from __future__ import annotations

from django.db import models

from core.people.models import Person
from core.training.queries import TsdQuerySet
from hearth.records import Privacy, Record, tracked


@tracked
class TsdCompletion(Record):
    """That a carer completed the training, support and development standards on a day, and what shows it (NMS 20.3)."""

    privacy = Privacy(
        "tenant", personal="carer", retention="At least 10 years from the end of the approval (SI 2011/581 r32(1))"
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tsd_completions")
    completed_on = models.DateField()
    evidence = models.TextField(help_text="What shows it, such as the certificate and who signed it")

    objects = TsdQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-completed_on", "-id"]
        verbose_name = "completion of standards"
        verbose_name_plural = "completions of standards"
        constraints = [models.UniqueConstraint(fields=["person"], name="tsd_completed_once")]

    def __str__(self) -> str:
        return f"Standards completed by {self.person}"
