"""Where versions stand on a day, among all others: one in force whose every word was taken over is superseded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from config_per_tenant.versions.models import PolicyValue, PolicyVersion

STAGE_WORDS = {
    "draft": "Draft",
    "submitted": "Waiting for approval",
    "scheduled": "Approved, not yet in force",
    "in_force": "In force",
    "superseded": "Superseded",
    "withdrawn": "Withdrawn",
}


def stages_of(versions: Iterable[PolicyVersion], on: date) -> dict[UUID, str]:
    """The stage of each version on a day, by its key: as `PolicyVersion.state_on`, and "superseded".

    A version is superseded when each setting that it states is stated again by a later version in force that day:
    nothing that it says decides any more. A later version that says something else leaves it in force. One query.
    """
    found = {version.pk: version.state_on(on) for version in versions}
    days = {version.pk: version.effective_from for version in versions if found[version.pk] == "in_force"}
    if not days:
        return found
    stated: dict[UUID, set[str]] = {}
    latest: dict[str, date] = {}
    rows = PolicyValue.objects.filter(
        in_version__in=PolicyVersion.objects.standing().filter(effective_from__lte=on)
    ).values_list("in_version_id", "key", "in_version__effective_from")
    for version_id, key, day in rows:
        assert day is not None, "an approved version has a day"
        stated.setdefault(version_id, set()).add(key)
        latest[key] = max(day, latest.get(key, day))
    for version_id, own in days.items():
        keys = stated.get(version_id, set())
        if own and keys and all(latest[key] > own for key in keys):
            found[version_id] = "superseded"
    return found


def stage_of(version: PolicyVersion, on: date) -> str:
    return stages_of([version], on)[version.pk]
