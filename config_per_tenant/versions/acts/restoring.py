"""Rolling a version back: a new version that says again what stood before it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.statement import NOT_STATED, Statement
from config_per_tenant.versions.acts.drafting import open_draft
from config_per_tenant.versions.applying import Applied, put_in
from config_per_tenant.versions.edit_log import brief
from config_per_tenant.versions.holding import known_setting
from config_per_tenant.versions.models import PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.errors import RuleBroken, StateConflict


@transaction.atomic
def roll_back(version: PolicyVersion, *, keys: Collection[str] | None = None, by: Actor) -> Applied:
    """Open a draft that restores what stood before this version, in the settings that it changed; `keys` names some.

    Nothing that was in force is undone: the draft takes the way of every other. What stood before is what the council
    stated then, with its sources; where it had stated nothing, the setting becomes not stated. Settings that later
    versions changed since are restored too and named (`changed_since`), so that they can be taken out again. What law
    no longer allows is left out and named (`refused`).

    Raises: NotPermitted; StateConflict unless the version is in force (superseded ones too), for the opening policy,
    or when all of it stands as it did before; RuleBroken for a setting that the version does not state.
    """
    require(by, "policy.open_draft", version)
    if version.state != "in_force" or version.effective_from is None:
        raise StateConflict("policy.not_in_force", f"{version.label} has not been in force: there is nothing to undo.")
    if version.is_opening:
        raise StateConflict("policy.nothing_before", "Nothing stood before the opening policy.")
    stated = version.statements
    wanted = list(stated) if keys is None else [known_setting(key).key for key in keys]
    for key in wanted:
        if key not in stated:
            words = f"{version.label} does not change “{SETTINGS[key].label}”."
            raise RuleBroken("policy.not_in_version", words, field="keys")
    draft = open_draft(title=f"Roll back {version.label}: {version.title}", by=by)
    applied = put_in(draft, {key: _before(version, key) for key in wanted}, by=by)
    if not applied.changed:
        for found in applied.refused:
            words = f"{found.label}: {found.fault.words}"
            raise RuleBroken("policy.value_refused", words, field=found.key, source=found.fault.source)
        raise StateConflict("policy.stands_as_before", f"All that {version.label} changed stands as it did before it.")
    audit.record(
        "policy.rolled_back", draft, by=by, earlier=version.label, keys=applied.keys, settings=brief(applied.labels)
    )
    return replace(applied, changed_since=_changed_since(version, wanted))


def _before(version: PolicyVersion, key: str) -> Statement:
    """What the council stated last before this version took effect."""
    assert version.effective_from is not None
    layers = policy_on(version.effective_from).layers
    earlier = [layer for layer in layers if layer.effective_from < version.effective_from and key in layer.statements]
    return earlier[-1].statements[key] if earlier else Statement(NOT_STATED)


def _changed_since(version: PolicyVersion, keys: Collection[str]) -> tuple[tuple[Setting, PolicyVersion], ...]:
    later = (
        PolicyVersion.objects.standing()
        .filter(effective_from__gt=version.effective_from)
        .order_by("effective_from")
        .prefetch_related("values")
    )
    return tuple(
        (SETTINGS[value.key], other) for other in later for value in other.values.all() if value.key in set(keys)
    )
