"""What several acts on policy ask first: the version held, in the right state, on a day that is free, within law."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.versions.checking import ValuesRefused, faults_of_draft
from config_per_tenant.versions.models import PolicyVersion
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from tenants.isolation.locks import lock_until_commit

STATE_WORDS = {
    "draft": "a draft",
    "submitted": "waiting for approval",
    "scheduled": "approved and waits for its day",
    "in_force": "in force",
    "withdrawn": "withdrawn",
}


def not_in_state(version: PolicyVersion, state: str) -> str:
    """Why an act on a "draft", "submitted" or "scheduled" version cannot be done with this one; empty when it can."""
    if version.state == state:
        return ""
    asked = {
        "draft": "is no longer a draft",
        "submitted": "is not waiting for approval",
        "scheduled": "is not approved for a day to come",
    }[state]
    return f"{version.label} {asked}. It is {STATE_WORDS[version.state]}."


def hold(version: PolicyVersion, state: str) -> PolicyVersion:
    held: PolicyVersion = PolicyVersion.objects.hold(version)
    if refusal := not_in_state(held, state):
        raise StateConflict("policy.wrong_state", refusal)
    return held


def hold_draft(version: PolicyVersion) -> PolicyVersion:
    return hold(version, "draft")


def known_setting(key: str) -> Setting:
    if key not in SETTINGS:
        raise RuleBroken("policy.unknown_setting", f"There is no setting “{key}”.", field="key")
    return SETTINGS[key]


def check_day(version: PolicyVersion, day: date) -> None:
    if day < today():
        raise RuleBroken(
            "policy.day_past",
            "The day it takes effect must be today or later: what was in force on a past day stays so.",
            field="effective_from",
        )
    taken = PolicyVersion.objects.standing().filter(effective_from=day).exclude(pk=version.pk).first()
    if taken:
        raise RuleBroken(
            "policy.day_taken",
            f"{taken.label} takes effect on that day. Choose another day, so that it is clear which comes first.",
            field="effective_from",
        )


def check_values(version: PolicyVersion, day: date) -> None:
    if found := faults_of_draft(version, day):
        raise ValuesRefused(found, field=found[0].key, message=f"{found[0].label}: {found[0].fault.words}")


def next_number() -> int:
    one_at_a_time()
    return (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def one_at_a_time() -> None:
    """Hold, until the transaction ends, what gives out this council's version numbers and effective days."""
    lock_until_commit("policy.versions")
