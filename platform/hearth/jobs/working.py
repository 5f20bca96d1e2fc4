"""Asking for a job, doing it, telling how far it is, and stopping it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from hearth import audit
from hearth.access import Actor, require
from hearth.context import request_id
from hearth.errors import StateConflict
from hearth.jobs.models import UNFINISHED, Job
from hearth.jobs.registry import Kind, kind_of
from tenants.isolation.history import history_context

logger = logging.getLogger("hearth.jobs")

FIRST_PAUSE_SECONDS = 20  # before a failed job is tried again; doubled each time


class JobStopped(Exception):
    """Somebody asked that the job be stopped, and it has come to a place where it can be."""


@transaction.atomic
def enqueue(
    kind: str,
    *,
    key: str = "",
    payload: Mapping[str, Any] | None = None,
    by: Actor,
    not_before: datetime | None = None,
) -> Job:
    """Ask for a job as part of the transaction at hand; it is sent when that commits.

    While a job of the same kind and key waits, it is the answer. While one runs, it is told that it was asked for
    again, and a new one follows it: it may have read what has changed since. Raises KeyError for an unknown kind.
    """
    kind_of(kind)
    now = timezone.now()
    facts = {
        "payload": dict(payload or {}),
        "asked_by_id": by.id,
        "asked_by_name": by.name,
        "due_at": not_before or now,
    }
    wanted = Job(kind=kind, key=key, **facts)
    if not key:
        wanted.key = str(wanted.pk)
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError:
        unfinished = Job.objects.select_for_update().filter(UNFINISHED, kind=kind, key=key).first()
        if unfinished is None:  # it ended between the two statements
            return enqueue(kind, key=key, payload=payload, by=by, not_before=not_before)
        if unfinished.started_at:
            unfinished.asked_again_at = now
            unfinished.save(update_fields=["asked_again_at"])
        return unfinished
    transaction.on_commit(partial(send, wanted), robust=True)
    return wanted


def send(job: Job) -> None:
    """Put a job's id on the queue. When the queue is not there, the reaper sends it later from the row."""
    from hearth.celery import run

    state: Any = job._state  # remembers its tenant: see tenants.isolation.records
    try:
        run.apply_async((str(job.pk),), headers={"_schema_name": state.tenant_schema}, retry=False)
    except Exception as error:  # whatever a broker may raise: the row is there, and nothing is lost
        logger.warning("job %s could not be sent (%s); it will be sent again", job.pk, type(error).__name__)


def work_on(job_id: str) -> bool:
    """Do a job in the tenant that is set, unless it is over or somebody is at it. Says whether it was done here."""
    job = claim(job_id)
    if job is None:
        return False
    kind = kind_of(job.kind)
    with request_id(str(job.pk)), history_context(job.pk, job=job.kind):
        try:
            kind.work(job)
        except JobStopped:
            _end(job, stopped_at=timezone.now())
        except Exception as error:
            logger.exception("job %s (%s) failed, attempt %s", job.pk, job.kind, job.attempts)
            _failed(job, kind, error)
        else:
            _end(job, finished_at=timezone.now())
    return True


@transaction.atomic
def claim(job_id: str) -> Job | None:
    """Take a job for this worker until its lease runs out, or None where it is over, held, or not yet due."""
    job = Job.objects.select_for_update(skip_locked=True).filter(UNFINISHED, pk=job_id).first()
    now = timezone.now()
    if job is None or job.due_at > now or (job.lease_until and job.lease_until > now):
        return None
    kind = kind_of(job.kind)
    if job.attempts >= kind.attempts:
        job.failed_at, job.failure, job.lease_until = now, "WorkerLost", None
        job.save(update_fields=["failed_at", "failure", "lease_until"])
        return None
    job.started_at = job.started_at or now
    job.lease_until = now + timedelta(seconds=kind.lease_seconds)
    job.attempts += 1
    job.save(update_fields=["started_at", "lease_until", "attempts"])
    return job


def progress(job: Job, done: int, total: int | None = None, words: str = "") -> None:
    """Say how far a job is ("160 of 217 households"), and keep it. Raises JobStopped when somebody asked for that.

    Call it outside the transactions of the work, or nobody sees it before they end.
    """
    lease = timezone.now() + timedelta(seconds=kind_of(job.kind).lease_seconds)
    Job.objects.filter(pk=job.pk).update(
        progress_done=done, progress_total=total, progress_words=words, lease_until=lease, version=F("version") + 1
    )
    if Job.objects.filter(pk=job.pk, stop_requested_at__isnull=False).exists():
        raise JobStopped


@transaction.atomic
def request_stop(job: Job, *, by: Actor) -> Job:
    """Ask that a job be stopped. One that waits never starts; one that runs stops at its next word of progress."""
    job = Job.objects.hold(job)
    if by.id is None or by.id != job.asked_by_id:
        require(by, "jobs.stop", job)
    if job.is_over:
        raise StateConflict("jobs.already_over", "This has already finished, so there is nothing to stop.")
    now = timezone.now()
    job.stop_requested_at = job.stop_requested_at or now
    if job.started_at is None:
        job.stopped_at = now
    job.save(update_fields=["stop_requested_at", "stopped_at"])
    audit.record("jobs.stop_requested", job, by=by, title=job.title)
    return job


@transaction.atomic
def _end(job: Job, **ending: datetime) -> None:
    job = Job.objects.hold(job)
    if job.is_over:
        return
    for name, at in ending.items():
        setattr(job, name, at)
    job.lease_until = None
    job.save(update_fields=[*ending, "lease_until"])
    if job.asked_again_at and "finished_at" in ending:
        again = Job(
            kind=job.kind,
            key=job.key,
            payload=job.payload,
            asked_by_id=job.asked_by_id,
            asked_by_name=job.asked_by_name,
        )
        again.save(force_insert=True)
        transaction.on_commit(partial(send, again), robust=True)


@transaction.atomic
def _failed(job: Job, kind: Kind, error: Exception) -> None:
    job = Job.objects.hold(job)
    if job.is_over:  # another worker took it over meanwhile, and ended it
        return
    now = timezone.now()
    job.failure, job.lease_until = type(error).__name__[:200], None
    if job.attempts >= kind.attempts:
        job.failed_at = now
    else:
        job.due_at = now + timedelta(seconds=FIRST_PAUSE_SECONDS * 2 ** (job.attempts - 1))
    job.save(update_fields=["failure", "lease_until", "failed_at", "due_at"])
