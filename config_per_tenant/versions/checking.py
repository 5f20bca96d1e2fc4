"""Whether a draft may stand: its values by themselves, against law on its day, and together with what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config_per_tenant.policy import Layer, Policy, policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.bounds import beyond
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.together import conflicts
from config_per_tenant.statement import SET, Statement, Statements
from config_per_tenant.versions.models import PolicyVersion
from hearth.errors import RuleBroken


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


class ValuesRefused(RuleBroken):
    """Values that law, or the rest of the policy, does not allow: every one, each with its provision."""

    def __init__(self, found: Sequence[DraftFault], *, field: str, message: str = "") -> None:
        first = found[0].fault
        super().__init__("policy.value_refused", message or first.words, field=field, source=first.source)
        self.found = tuple(found)


def as_if(version: PolicyVersion, on: date) -> Policy:
    """The policy of a day as it would be with this version in force from then on."""
    standing = policy_on(on)
    if any(layer.number == version.number for layer in standing.layers):
        return standing
    return _with(standing, version.statements, on, version.label, version.number)


def faults_of(statements: Statements, policy: Policy, on: date) -> list[DraftFault]:
    """Everything wrong with these statements inside the policy that they would make, on their effective day."""
    found = []
    for key, statement in statements.items():
        own = statement.faults(SETTINGS[key])
        if not own and statement.state == SET:
            own = beyond(SETTINGS[key], statement.read(SETTINGS[key]), on, policy.__getitem__)
        found += [DraftFault(key, fault) for fault in own]
    if not found:
        found += [DraftFault(key, fault) for key, fault in conflicts(policy.__getitem__)]
    return found


def faults_of_draft(version: PolicyVersion, on: date) -> list[DraftFault]:
    return faults_of(version.statements, as_if(version, on), on)


def faults_of_change(drafted: Statements, key: str, statement: Statement, on: date) -> list[Fault]:
    """What would be wrong with one setting if a draft that says `drafted` said this too: all faults, by their parts."""
    own = statement.faults(SETTINGS[key])
    if own:
        return own
    policy = as_if_stated(policy_on(on), {**drafted, key: statement}, on)
    return [each.fault for each in faults_of({key: statement}, policy, on) if each.key == key]


def as_if_stated(standing: Policy, statements: Statements, on: date) -> Policy:
    """A policy with these statements on top, as a draft that nobody has numbered yet would make it."""
    return _with(standing, statements, on, "Draft", 0)


def _with(standing: Policy, statements: Statements, on: date, label: str, number: int) -> Policy:
    said = repr(sorted((key, statement.to_plain()) for key, statement in statements.items()))
    return standing.with_layer(Layer(("draft", said), label, number, on, statements), on, of=("draft", standing.stamp))
