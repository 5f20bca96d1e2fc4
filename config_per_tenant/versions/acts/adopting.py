"""Stating as the council's own what law's limit or the platform's default has supplied so far, many at once."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from config_per_tenant.policy import Entry, policy_on
from config_per_tenant.schema import Setting
from config_per_tenant.statement import SET, Note, Statement
from config_per_tenant.versions.applying import Applied, day_of, put_in
from config_per_tenant.versions.edit_log import brief
from config_per_tenant.versions.holding import hold_draft, known_setting
from config_per_tenant.versions.models import PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.errors import RuleBroken


def why_not_adopted(entry: Entry) -> str:
    """Why a default cannot be taken over in a batch; empty when it can."""
    if not entry.is_default:
        return "The council states it already."
    if entry.value is None:
        return "There is no default to take over."
    if entry.ambiguity:
        return "The council's documents leave it open, so it is answered by itself."
    return ""


@transaction.atomic
def adopt_defaults(version: PolicyVersion, *, keys: Collection[str], by: Actor) -> Applied:
    """State in a draft, as the council's own, the defaults that apply to these settings meanwhile.

    What the council's documents leave open is not among them: such a question is answered one at a time.
    Raises: NotPermitted; StateConflict when the version is no draft; RuleBroken for no setting, one that there is not,
    or one whose default cannot be taken over.
    """
    require(by, "policy.change", version)
    version = hold_draft(version)
    if not keys:
        raise RuleBroken("policy.nothing_chosen", "Select the settings to state.", field="keys")
    policy = policy_on(day_of(version))
    stated: dict[str, Statement] = {}
    for key in keys:
        setting = known_setting(key)
        entry = policy.entry(key)
        if why_not := why_not_adopted(entry):
            raise RuleBroken("policy.not_adopted", f"“{setting.label}”: {why_not}", field="keys")
        stated[key] = Statement(SET, entry.plain, notes=(_why(setting),))
    applied = put_in(version, stated, by=by)
    audit.record("policy.defaults_stated", version, by=by, keys=applied.keys, settings=brief(applied.labels))
    return applied


def _why(setting: Setting) -> Note:
    source = f" ({setting.legal_source})" if setting.legal_source else ""
    return Note(f"Stated as the default was{source}: {setting.default_reason}")
