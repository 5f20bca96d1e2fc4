"""Whether a draft may stand: its values by themselves, against law on its day, and together with what is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from config_per_tenant.policy import Layer, Policy, policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.bounds import beyond
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.together import conflicts
from config_per_tenant.statement import SET, Statement, Statements
from config_per_tenant.versions.models import PolicyVersion


@dataclass(frozen=True)
class DraftFault:
    """What is wrong with one setting of a draft."""

    key: str
    fault: Fault

    @property
    def label(self) -> str:
        return SETTINGS[self.key].label

    @property
    def words(self) -> str:
        source = f" ({self.fault.source})" if self.fault.source else ""
        return f"{self.fault.words}{source}"


def as_if(version: PolicyVersion, on: date, statements: Statements | None = None) -> Policy:
    """The policy of a day as it would be with this version in force from then on."""
    stated = version.statements if statements is None else statements
    standing = policy_on(on)
    if any(layer.key[0] == str(version.pk) for layer in standing.layers if isinstance(layer.key, tuple)):
        return standing
    layer = Layer((str(version.pk), "draft"), version.label, version.number, on, stated)
    return standing.with_layer(layer, on, of=("draft", repr(sorted((k, v.to_plain()) for k, v in stated.items()))))


def faults_of(statements: Statements, policy: Policy, on: date) -> list[DraftFault]:
    """Everything wrong with these statements inside the policy that they would make, on their effective day."""
    found = []
    for key, statement in statements.items():
        own = statement.faults(SETTINGS[key])
        if not own and statement.state == SET:
            own = beyond(SETTINGS[key], statement.read(SETTINGS[key]), on, policy.__getitem__)
        found += [DraftFault(key, fault) for fault in own]
    if not found:
        found += [DraftFault(key, fault) for key, fault in conflicts(_reader(policy))]
    return found


def faults_of_draft(version: PolicyVersion, on: date) -> list[DraftFault]:
    statements = version.statements
    return faults_of(statements, as_if(version, on, statements), on)


def faults_of_change(version: PolicyVersion, key: str, statement: Statement, on: date) -> list[Fault]:
    """What would be wrong with one setting if the draft said this about it: all faults, beside their parts."""
    statements = {**version.statements, key: statement}
    own = statement.faults(SETTINGS[key])
    if own:
        return own
    found = faults_of({key: statement}, as_if(version, on, statements), on)
    return [each.fault for each in found if each.key == key]


def _reader(policy: Policy) -> Any:
    return policy.__getitem__
