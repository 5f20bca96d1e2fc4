"""Bringing a policy file into a draft: only what differs from what is in force, and all of it or nothing."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from config_per_tenant.importing import read_policy_file
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions.applying import Applied, day_of, put_in, sort_out
from config_per_tenant.versions.edit_log import brief
from config_per_tenant.versions.holding import hold_draft
from config_per_tenant.versions.models import PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from tenants.isolation.current import current_tenant

LONGEST_NAME = 120  # characters of a file's name


@transaction.atomic
def import_file(version: PolicyVersion, written: str | bytes, *, name: str, by: Actor) -> Applied:
    """Take what a policy file says into a draft. What is in force already, or in the draft, is no change.

    A setting that the file leaves out stays as it is. Sources, notes and open questions come along. Of another
    council's file, what is each council's own (its name, its teams, its contacts) is left out and told.
    Raises: NotPermitted; StateConflict when the version is no draft; PackRefused with every fault, each with its line.
    """
    require(by, "policy.change", version)
    version = hold_draft(version)
    name = name.strip()[:LONGEST_NAME] or "file.yaml"
    pack, reader = read_policy_file(written, name)
    day = day_of(version)
    own = [] if _is_ours(pack.slug) else [key for key in pack.statements if not SETTINGS[key].borrowable]
    statements = {key: said for key, said in pack.statements.items() if key not in own}
    for found in sort_out(statements, version.statements, policy_on(day), day).refused:
        reader.faults.append(reader.fault_at(found.key, found.fault))
    reader.refuse()
    applied = replace(put_in(version, statements, by=by), left_out=tuple(SETTINGS[key] for key in own))
    if applied.changed:
        audit.record("policy.imported", version, by=by, file=name, keys=applied.keys, settings=brief(applied.labels))
    return applied


def _is_ours(slug: str) -> bool:
    here = current_tenant()
    return here is None or not slug or slug == here.slug
