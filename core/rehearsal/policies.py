"""The two policies of a rehearsal: what would hold without the version, and with it, on any day from its day on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from config_per_tenant import national
from config_per_tenant.differences import Difference, diff
from config_per_tenant.policy import Layer, Policy, policy_on
from config_per_tenant.statement import Statement
from config_per_tenant.versions.checking import as_if
from config_per_tenant.versions.models import PolicyVersion

ALWAYS = date.min


@dataclass(frozen=True)
class Compared:
    """A version as though it took effect `on` a day, beside what stands without it.

    `with_it(day)` is the policy that there would be on a day; `without(day)` the one that there is. Other versions that
    are approved for days before or after keep their days in both.
    """

    version: PolicyVersion
    on: date

    def without(self, day: date) -> Policy:
        return policy_on(day).without(self.version.number)

    def with_it(self, day: date) -> Policy:
        without = self.without(day)
        if day < self.on:
            return without
        earlier = [layer for layer in without.layers if layer.effective_from <= self.on]
        later = [layer for layer in without.layers if layer.effective_from > self.on]
        return Policy((*earlier, self.layer, *later), day, of=("with", without.stamp))

    @cached_property
    def layer(self) -> Layer:
        """What the version says, in force from the day."""
        found = next(layer for layer in as_if(self.version, self.on).layers if layer.number == self.version.number)
        return found if found.effective_from == self.on else replace(found, effective_from=self.on)

    @property
    def lasting_without(self) -> Policy:
        return lasting(self.without(self.on), self.on)

    @property
    def lasting_with_it(self) -> Policy:
        return lasting(self.with_it(self.on), self.on)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        return diff(self.without(self.on), self.with_it(self.on))

    @cached_property
    def changed(self) -> frozenset[str]:
        """Keys whose value or state differs on the day, and those that the version states anew with the same value."""
        return frozenset(each.setting.key for each in self.differences) | frozenset(self.layer.statements)


def lasting(policy: Policy, on: date) -> Policy:
    """The same values as though they had always held: what work comes to in the long run, after every transition."""
    statements: dict[str, Statement] = {}
    for layer in policy.layers:
        statements.update(layer.statements)
    return Policy((Layer("always", "", 0, ALWAYS, statements),), on, of=("lasting", policy.stamp))


def standing_stamp(policy: Policy, on: date) -> str:
    """A short name for the versions and the law that a policy rests on, however it was put together."""
    rests_on = repr(([layer.key for layer in policy.layers], national.period(on)))
    return hashlib.sha256(rests_on.encode()).hexdigest()[:24]


def fingerprint(version: PolicyVersion) -> str:
    """A short name for what a version says: the same as long as no value of it changes. One query."""
    said = sorted((value.key, value.state, json.dumps(value.plain, sort_keys=True)) for value in version.values.all())
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]
