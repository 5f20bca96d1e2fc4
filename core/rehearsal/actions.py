"""Asking for a rehearsal. What it finds is written by the job that this asks for."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from config_per_tenant.versions.models import PolicyVersion
from core.rehearsal.models import Rehearsal
from core.rehearsal.policies import fingerprint
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.jobs import enqueue
from hearth.ui.words import longdate

REHEARSABLE = ("draft", "submitted", "scheduled")


@transaction.atomic
def ask_for_rehearsal(version: PolicyVersion, *, on: date | None = None, by: Actor) -> Rehearsal:
    """Ask for a rehearsal of a version as though it took effect on a day: its own, or today while it names none.

    While one of the same version, content and day is under way, that one is the answer. Raises: NotPermitted;
    StateConflict when the version is in force or withdrawn, changes nothing, or another rehearsal of it is under way;
    RuleBroken for a day that is past or not the one that was approved.
    """
    require(by, "rehearsal.ask_for_rehearsal", version)
    version = PolicyVersion.objects.hold(version)
    if refusal := why_not(version):
        raise StateConflict("rehearsal.not_possible", refusal)
    day = on or version.effective_from or today()
    _check_day(version, day)
    content = fingerprint(version)
    under_way = under_way_of(version)
    if under_way is not None:
        if (under_way.fingerprint, under_way.effective_on) == (content, day):
            return under_way
        raise StateConflict(
            "rehearsal.under_way", f"Another rehearsal of {version.label} is under way. Wait for it, or stop it first."
        )
    rehearsal: Rehearsal = Rehearsal.objects.create(
        of_version=version,
        effective_on=day,
        fingerprint=content,
        asked_at=timezone.now(),
        asked_by_id=by.id,
        asked_by_name=by.name,
    )
    payload = {"rehearsal": str(rehearsal.pk)}
    rehearsal.job_id = enqueue("rehearsal.carry_out", key=str(rehearsal.pk), payload=payload, by=by).pk
    rehearsal.save(update_fields=["job_id"])
    audit.record("rehearsal.asked", version, by=by, on=day)
    return rehearsal


def why_not(version: PolicyVersion) -> str:
    """Why a version cannot be rehearsed; empty when it can."""
    if version.state not in REHEARSABLE:
        standing = "withdrawn" if version.state == "withdrawn" else "in force"
        return f"{version.label} is {standing}: there is nothing to try."
    if not version.values.exists():
        return "This draft changes nothing yet."
    return ""


def under_way_of(version: PolicyVersion) -> Rehearsal | None:
    """The rehearsal of a version that waits for a worker or is at work."""
    newest: Rehearsal | None = Rehearsal.objects.of(version).filter(finished_at__isnull=True).first()
    job = newest.job if newest else None
    return newest if job and not job.is_over else None


def _check_day(version: PolicyVersion, day: date) -> None:
    if day < today():
        raise RuleBroken("rehearsal.day_past", "The day must be today or later.", field="on")
    if version.approved_at and day != version.effective_from:
        assert version.effective_from is not None
        raise RuleBroken(
            "rehearsal.day_approved",
            f"{version.label} is approved for {longdate(version.effective_from)}, so it is rehearsed for that day.",
            field="on",
        )
