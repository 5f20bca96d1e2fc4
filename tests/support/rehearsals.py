"""Drafts and their rehearsals, reached through acts."""

from __future__ import annotations

from datetime import date
from typing import Any

from config_per_tenant.versions import actions as policy
from config_per_tenant.versions.models import PolicyVersion
from core.rehearsal.actions import ask_for_rehearsal
from core.rehearsal.models import Rehearsal
from core.rehearsal.running import carry_out
from hearth.access import Role
from tests.support.staff import SYSTEM, a_user


def a_draft(values: dict[str, Any], *, by: Any = None, title: str = "A change") -> PolicyVersion:
    """A draft by an administrator that gives these settings these plain values."""
    by = by or a_user("", Role.TENANT_ADMINISTRATOR).actor
    draft = policy.open_draft(title=title, by=by)
    for key, value in values.items():
        state = "none" if value is None else "set"
        policy.change_value(draft, key, state=state, value=value, by=by)
    return draft


def rehearsed(version: PolicyVersion, *, on: date | None = None) -> Rehearsal:
    """The finished rehearsal of a version."""
    return carry_out(ask_for_rehearsal(version, on=on, by=SYSTEM))


def put_in_force(version: PolicyVersion, *, on: date) -> None:
    """Submitted by its author and approved by somebody else; it takes effect on its day."""
    policy.submit(
        version, effective_from=on, reason="Decided by the board.", by=a_user("", Role.TENANT_ADMINISTRATOR).actor
    )
    policy.approve(version, by=a_user("", Role.POLICY_APPROVER).actor)
