"""Any two versions side by side: the council's whole policy as at the one against as at the other, in words."""

from __future__ import annotations

from datetime import date

from config_per_tenant.differences import Difference, diff
from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.versions.applying import day_of
from config_per_tenant.versions.checking import as_if_stated
from config_per_tenant.versions.models import PolicyVersion


def day_of_version(version: PolicyVersion) -> date:
    """The day that a version is looked at on: its own once it is approved, else the one a draft is measured by."""
    if version.approved_at and version.effective_from:
        return version.effective_from
    return day_of(version)


def policy_at(version: PolicyVersion, on: date | None = None) -> Policy:
    """The council's policy with this version as its latest: on its own day when it stands, else as though it were.

    A draft or a withdrawn version is looked at on `on`, or on its own day, or today.
    """
    if version.approved_at and not version.withdrawn_at and version.effective_from:
        return policy_on(version.effective_from)
    day = on or day_of_version(version)
    return as_if_stated(policy_on(day), version.statements, day)


def changes(version: PolicyVersion) -> tuple[Difference, ...]:
    """What a version itself changes: each setting that it states, as it was without it and as it becomes, on its day.

    Settings whose value and state stay (a source was added) are not among them.
    """
    day = day_of_version(version)
    without = policy_on(day).without(version.number)
    stated = version.statements
    return tuple(each for each in diff(without, policy_at(version)) if each.setting.key in stated)


def between(earlier: PolicyVersion, later: PolicyVersion) -> tuple[Difference, ...]:
    """The settings in which the council's policy as at one version differs from that as at the other.

    What other versions brought between the two is among them: it is the whole policy that is compared, not the two
    lists of changes. Both are measured by the law of the later day, so that what law alone changed is not among them.
    """
    sides = [policy_at(earlier), policy_at(later)]
    day = max(day_of_version(version) for version in (earlier, later))
    was, becomes = (Policy(side.layers, day, of=("compared", side.stamp, day)) for side in sides)
    return diff(was, becomes)
