"""Opening a council: the pack of its published documents becomes version 1."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from config_per_tenant.packs import Pack, load_pack
from config_per_tenant.versions.going_into_force import changing_what_stands, take_effect
from config_per_tenant.versions.holding import one_at_a_time
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import StateConflict


@transaction.atomic
def adopt_opening_pack(pack: Pack | str | Path, *, by: Actor, effective_from: date) -> PolicyVersion:
    """Open a council's policy from its pack, as version 1. The day may be past: it is when these rules began to hold.

    Raises: NotPermitted; PackRefused with every fault; StateConflict when the council has a policy.
    """
    require(by, "policy.open_council")
    read = load_pack(pack, max(effective_from, today()))
    one_at_a_time()
    if PolicyVersion.objects.exists():
        raise StateConflict("policy.opened", "This council has its policy; change it by a new version.")
    now = timezone.now()
    version = PolicyVersion.objects.create(
        number=1,
        is_opening=True,
        title="Opening policy from the council's published documents",
        reason="The council's published documents.",
        drafted_at=now,
        drafted_by_id=by.id,
        drafted_by_name=by.name,
        submitted_at=now,
        submitted_by_id=by.id,
        submitted_by_name=by.name,
        effective_from=effective_from,
    )
    values = []
    for key, statement in read.statements.items():
        value = PolicyValue(in_version=version, key=key)
        value.state_it(statement)
        values.append(value)
    PolicyValue.objects.bulk_create(values)
    with changing_what_stands():
        version.approved_at = now
        version.approved_by_id, version.approved_by_name = by.id, by.name
        version.save()
        audit.record("policy.council_opened", version, by=by, on=effective_from, pack=read.slug)
        if effective_from <= today():
            take_effect(version, by)
    return version
