"""Moving an approved version to another day, while its day has not come."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from config_per_tenant.versions.going_into_force import changing_what_stands, take_effect
from config_per_tenant.versions.holding import check_day, check_values, hold, one_at_a_time
from config_per_tenant.versions.models import PolicyVersion, Rescheduling
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken


@transaction.atomic
def reschedule(
    version: PolicyVersion, *, effective_from: date, reason: str, by: Actor, seen: int | str | None = None
) -> PolicyVersion:
    """Let an approved version take effect on another day; what it says stays. It does so at once when that is today.

    Like approval it takes a second person, since it decides what holds between the two days.
    Raises: NotPermitted; StaleEdit; StateConflict unless it is approved and its day has not come; RuleBroken for a
    first person, no reason, the same day, a day that has passed or is taken, or a value that law does not allow then.
    """
    require(by, "policy.reschedule", version)
    one_at_a_time()
    version = hold(version, "scheduled").expect_version(seen)
    assert version.effective_from is not None, "an approved version has a day"
    if by.id is None or version.had_a_hand_in(by):
        raise RuleBroken(
            "policy.same_person",
            "You drafted, changed or submitted this version, so somebody else has to move its day.",
        )
    if not reason.strip():
        raise RuleBroken("policy.no_reason", "Enter why it takes effect on another day.", field="reason")
    if effective_from == version.effective_from:
        raise RuleBroken("policy.same_day", "It takes effect on that day already.", field="effective_from")
    check_day(version, effective_from)
    check_values(version, effective_from)
    was = version.effective_from
    Rescheduling.objects.create(
        in_version=version,
        held_at=version.version,
        was=was,
        becomes=effective_from,
        reason=reason.strip(),
        by_id=by.id,
        by_name=by.name,
    )
    with changing_what_stands():
        version.effective_from = effective_from
        version.save()
        audit.record("policy.rescheduled", version, by=by, on=effective_from, was=was, reason=reason.strip())
        if effective_from <= today():
            take_effect(version, by)
    return version
