"""Taking effect: on its day a version is in force, and what rests on it follows."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from config_per_tenant.versions.going_into_force import changing_what_stands, take_effect
from config_per_tenant.versions.models import PolicyVersion
from hearth import audit
from hearth.access import Actor, require


@transaction.atomic
def apply_due(*, on: date, by: Actor) -> list[PolicyVersion]:
    """Let versions whose day has come take effect, in the order of their days. Again: does nothing."""
    require(by, "policy.apply")
    due = list(PolicyVersion.objects.to_apply(on).select_for_update().order_by("effective_from"))
    with changing_what_stands():
        for version in due:
            take_effect(version, by)
            audit.record("policy.took_effect", version, by=by, on=version.effective_from)
    return due
