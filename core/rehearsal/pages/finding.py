"""Finding a version and its rehearsal for whoever asks; what is not theirs is not found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from config_per_tenant.versions.models import PolicyVersion
from core.rehearsal.models import Rehearsal


def version_of(request: HttpRequest, version_id: UUID) -> PolicyVersion:
    version: PolicyVersion = get_object_or_404(PolicyVersion.objects.visible_to(request.actor), pk=version_id)
    return version


def finished_of(request: HttpRequest, version_id: UUID) -> Rehearsal:
    """The last finished rehearsal of a version, with the version. Raises Http404 when there is none."""
    return get_object_or_404(_finished(request), pk=_finished(request).filter(of_version=version_id).values("pk")[:1])


def last_of(request: HttpRequest, version: PolicyVersion) -> tuple[Rehearsal | None, Rehearsal | None]:
    """The last finished rehearsal of a version, and the last that was asked for when that is a later one."""
    rows: list[Any] = list(Rehearsal.objects.visible_to(request.actor).of(version)[:2])
    for row in rows:
        row.of_version = version
    finished = next((row for row in rows if row.is_finished), None)
    newest = rows[0] if rows and not rows[0].is_finished else None
    if finished is None and newest is not None:
        finished = Rehearsal.objects.visible_to(request.actor).of(version).finished().first()
        if finished is not None:
            finished.of_version = version
    return finished, newest


def _finished(request: HttpRequest) -> Any:
    return Rehearsal.objects.visible_to(request.actor).finished().select_related("of_version")
