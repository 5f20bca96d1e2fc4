"""Deciding: submit a draft, send it back, approve it by a second person, withdraw it before its day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from config_per_tenant.versions.edit_log import note_submission
from config_per_tenant.versions.going_into_force import changing_what_stands, take_effect
from config_per_tenant.versions.holding import check_day, check_values, hold, hold_draft, one_at_a_time
from config_per_tenant.versions.models import PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict


@transaction.atomic
def submit(version: PolicyVersion, *, effective_from: date, reason: str, by: Actor) -> PolicyVersion:
    """Ask for approval of a draft, to take effect on a day that is not past and that no other version has.

    Raises: NotPermitted; StateConflict when it is no draft or changes nothing; RuleBroken for the day, for no reason,
    or for a value that law does not allow on that day.
    """
    require(by, "policy.submit", version)
    version = hold_draft(version)
    if not version.values.exists():
        raise StateConflict("policy.empty", "This draft changes nothing yet.")
    if not reason.strip():
        raise RuleBroken("policy.no_reason", "Enter why the policy changes.", field="reason")
    check_day(version, effective_from)
    check_values(version, effective_from)
    version.effective_from = effective_from
    version.reason = reason.strip()
    version.submitted_at = timezone.now()
    version.submitted_by_id, version.submitted_by_name = by.id, by.name
    version.save()
    note_submission(version, by)
    audit.record("policy.submitted", version, by=by, on=effective_from, reason=version.reason)
    return version


@transaction.atomic
def send_back(version: PolicyVersion, *, reason: str, by: Actor) -> PolicyVersion:
    """Return a submitted version to draft, by its authors or by who would have approved it.

    Raises: NotPermitted; StateConflict unless it is submitted; RuleBroken for no reason.
    """
    require(by, "policy.send_back", version)
    version = hold(version, "submitted")
    if not reason.strip():
        raise RuleBroken("policy.no_reason", "Enter what should change before it is approved.", field="reason")
    version.submitted_at, version.submitted_by_id, version.submitted_by_name = None, None, ""
    version.save()
    audit.record("policy.sent_back", version, by=by, reason=reason.strip())
    return version


@transaction.atomic
def approve(version: PolicyVersion, *, by: Actor, seen: int | str | None = None) -> PolicyVersion:
    """Approve a submitted version, which from then on cannot be altered; it takes effect at once when its day is today.

    Whoever drafted, changed or ever submitted it cannot approve it: a second person answers for it. `seen` is the
    version's state as that person read it: what was sent back, changed and submitted again meanwhile is not approved.
    Raises: NotPermitted; StaleEdit; StateConflict unless it is submitted; RuleBroken for a first person, a day that has
    passed or is taken, or a value that law does not allow.
    """
    require(by, "policy.approve", version)
    one_at_a_time()
    version = hold(version, "submitted").expect_version(seen)
    if by.id is None or version.had_a_hand_in(by):
        raise RuleBroken(
            "policy.same_person",
            "You drafted, changed or submitted this version, so somebody else has to approve it.",
        )
    if version.effective_from is None:
        raise StateConflict("policy.no_day", "This version has no day to take effect on.")
    check_day(version, version.effective_from)
    check_values(version, version.effective_from)
    with changing_what_stands():
        version.approved_at = timezone.now()
        version.approved_by_id, version.approved_by_name = by.id, by.name
        version.save()
        audit.record("policy.approved", version, by=by, on=version.effective_from)
        if version.effective_from <= today():
            take_effect(version, by)
    return version


@transaction.atomic
def withdraw(version: PolicyVersion, *, reason: str, by: Actor) -> PolicyVersion:
    """Give up a draft, or an approved version before its day. It stays to be read.

    Raises: NotPermitted; StateConflict once it has taken effect or is withdrawn; RuleBroken for no reason.
    """
    require(by, "policy.withdraw", version)
    one_at_a_time()  # what another version rests on is not taken away while that one is approved
    version = PolicyVersion.objects.hold(version)
    if version.withdrawn_at:
        raise StateConflict("policy.withdrawn", f"{version.label} is withdrawn already.")
    if version.applied_at or version.state == "in_force":
        raise StateConflict(
            "policy.in_force", f"{version.label} has taken effect. Make a new version to change what it says."
        )
    if not reason.strip():
        raise RuleBroken("policy.no_reason", "Enter why it is withdrawn.", field="reason")
    with changing_what_stands():
        version.withdrawn_at = timezone.now()
        version.withdrawn_by_id, version.withdrawn_by_name = by.id, by.name
        version.withdrawn_reason = reason.strip()
        version.save()
        audit.record("policy.withdrawn", version, by=by, reason=version.withdrawn_reason)
    return version
