"""Bringing a policy file into a draft: only what differs from what is in force, and all of it or nothing."""

from __future__ import annotations

from django.db import transaction

from config_per_tenant.importing import read_policy_file
from config_per_tenant.policy import policy_on
from config_per_tenant.versions.applying import Applied, day_of, put_in, sort_out
from config_per_tenant.versions.edit_log import brief
from config_per_tenant.versions.holding import hold_draft
from config_per_tenant.versions.models import PolicyVersion
from hearth import audit
from hearth.access import Actor, require

LONGEST_NAME = 120  # characters of a file's name


@transaction.atomic
def import_file(version: PolicyVersion, written: str | bytes, *, name: str, by: Actor) -> Applied:
    """Take what a policy file says into a draft. What is in force already, or in the draft, is no change.

    A setting that the file leaves out stays as it is. Sources, notes and open questions come along. Whose council the
    file names does not matter: the draft is this council's.
    Raises: NotPermitted; StateConflict when the version is no draft; PackRefused with every fault, each with its line.
    """
    require(by, "policy.change", version)
    version = hold_draft(version)
    name = name.strip()[:LONGEST_NAME] or "file.yaml"
    pack, reader = read_policy_file(written, name)
    day = day_of(version)
    for found in sort_out(pack.statements, version.statements, policy_on(day), day).refused:
        reader.faults.append(reader.fault_at(found.key, found.fault))
    reader.refuse()
    applied = put_in(version, pack.statements, by=by)
    if applied.changed:
        audit.record("policy.imported", version, by=by, file=name, keys=applied.keys, settings=brief(applied.labels))
    return applied
