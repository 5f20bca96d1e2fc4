"""The outbox: one row a job, in the tenant whose work it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearth.access import Actor
from hearth.jobs.registry import title_of
from hearth.records import Privacy, Record, RecordQuerySet

State = Literal["waiting", "running", "done", "failed", "stopped"]

UNFINISHED = Q(finished_at__isnull=True, failed_at__isnull=True, stopped_at__isnull=True)


class JobQuerySet(RecordQuerySet["Job"]):
    def visible_to(self, actor: Actor) -> JobQuerySet:
        """All of them for staff: a job tells of work, not of a person, and two people may have asked for the same."""
        return self.none() if actor.kind == "public" else self.all()

    def unfinished(self) -> JobQuerySet:
        return self.filter(UNFINISHED)

    def overdue(self, at: datetime, *, grace_seconds: int) -> JobQuerySet:
        """Those that should be at work and are not: never begun in time, or begun by a worker that fell silent."""
        late = at - timedelta(seconds=grace_seconds)
        return self.unfinished().filter(Q(lease_until=None, due_at__lte=late) | Q(lease_until__lt=at))


class Job(Record):
    """Something to be done once, however often it is sent. `payload` holds ids and codes, never a person's words."""

    privacy = Privacy("tenant", personal="none", retention="90 days after it ended: it shows that work was done")

    kind = models.CharField(max_length=80)
    key = models.CharField(
        max_length=200, help_text="Names the work: only one of a kind and key is unfinished at a time"
    )
    payload = models.JSONField(default=dict)
    asked_by_id = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=200)
    queued_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    asked_again_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(null=True)
    progress_words = models.CharField(max_length=200, blank=True)
    stop_requested_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True, help_text="The kind of error, never its text")

    objects = JobQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-queued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=UNFINISHED, name="job_unfinished_once"),
            models.CheckConstraint(
                condition=Q(finished_at=None, failed_at=None)
                | Q(finished_at=None, stopped_at=None)
                | Q(failed_at=None, stopped_at=None),
                name="job_ends_one_way",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=UNFINISHED, name="job_unfinished_due"),
            models.Index(fields=["asked_by_id", "-queued_at"], name="job_by_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def state(self) -> State:
        if self.finished_at:
            return "done"
        if self.failed_at:
            return "failed"
        if self.stopped_at:
            return "stopped"
        return "running" if self.started_at else "waiting"

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "failed", "stopped"}

    @property
    def percent(self) -> int | None:
        """How much is done, of 100; None while nobody knows how much there is."""
        if self.state == "done":
            return 100
        return min(100, 100 * self.progress_done // self.progress_total) if self.progress_total else None

    def progress(self, done: int, total: int | None = None, words: str = "") -> None:
        """Say how far it is; see `hearth.jobs.progress`."""
        from hearth.jobs.working import progress

        progress(self, done, total, words)

    @property
    def title(self) -> str:
        return title_of(self.kind)

    def as_progress(self) -> dict[str, Any]:
        """What `components/progress.html` and the API show, and ask for again until `is_over`; plain JSON."""
        return {
            "id": str(self.pk),
            "kind": self.kind,
            "title": self.title,
            "state": self.state,
            "is_over": self.is_over,
            "is_stopping": self.stop_requested_at is not None and not self.is_over,
            "done": self.progress_done,
            "total": self.progress_total,
            "percent": self.percent,
            "text": "Stopping at the next step" if self.stop_requested_at and not self.is_over else self.progress_words,
            "queued_at": self.queued_at.isoformat(),
            "started_at": self.started_at.isoformat() if self.started_at else None,
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
        }
