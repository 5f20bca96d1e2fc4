"""Several statements put into a draft at once: what came in, what stands so already, what may not stand, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from config_per_tenant.law import stated_in
from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.statement import Statement, Statements
from config_per_tenant.versions.checking import DraftFault, as_if_stated, faults_of
from config_per_tenant.versions.edit_log import log_edit
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth.access import Actor
from hearth.dates import today


@dataclass(frozen=True)
class Applied:
    """What became of several statements in one draft.

    `unchanged` are those that the draft or the policy in force says already. `refused` are those that law, or the rest
    of the policy, does not allow on the draft's day: the draft is as it was in them. `changed_since` names, after a
    roll-back, later versions that stated a setting too. `left_out` are settings of another council's file that are each
    council's own: its name, its teams, its contacts.
    """

    version: PolicyVersion
    changed: tuple[Setting, ...] = ()
    unchanged: tuple[Setting, ...] = ()
    refused: tuple[DraftFault, ...] = ()
    changed_since: tuple[tuple[Setting, PolicyVersion], ...] = ()
    left_out: tuple[Setting, ...] = ()

    @property
    def keys(self) -> list[str]:
        return [setting.key for setting in self.changed]

    @property
    def labels(self) -> str:
        return ", ".join(f"“{setting.label}”" for setting in self.changed)


@dataclass(frozen=True)
class Sorted:
    """Statements set apart by whether a draft may take them in."""

    new: Statements
    unchanged: tuple[str, ...]
    refused: tuple[DraftFault, ...]


def day_of(version: PolicyVersion) -> date:
    """The day whose law and policy a draft is measured by: its own, or today when it has none or that has passed."""
    return max(version.effective_from or today(), today())


def sort_out(statements: Statements, drafted: Statements, policy: Policy, on: date) -> Sorted:
    """Which of these a draft that says `drafted` would take in, on its day. Nothing is written."""
    wanted: dict[str, Statement] = {}
    unchanged, refused = [], []
    for key, statement in statements.items():
        try:
            canonical = statement.canonical(SETTINGS[key])
        except Wrong as wrong:
            refused += [DraftFault(key, fault) for fault in wrong.faults]
            continue
        if canonical == (drafted.get(key) or stated_in(policy, key)):
            unchanged.append(key)
        else:
            wanted[key] = canonical
    while found := faults_of(wanted, as_if_stated(policy, {**drafted, **wanted}, on), on):
        mine = [each for each in found if each.key in wanted]
        if not mine:  # what stands beside them is at odds with itself: submission will say so
            break
        refused += mine
        for each in mine:
            wanted.pop(each.key, None)
    return Sorted(wanted, tuple(unchanged), tuple(refused))


def put_in(draft: PolicyVersion, statements: Statements, *, by: Actor) -> Applied:
    """Take statements into a draft that the caller holds; each is one line of its log."""
    day = day_of(draft)
    sorted_out = sort_out(statements, draft.statements, policy_on(day), day)
    write_into(draft, sorted_out.new, by=by)
    return Applied(
        draft,
        tuple(SETTINGS[key] for key in sorted_out.new),
        tuple(SETTINGS[key] for key in sorted_out.unchanged),
        sorted_out.refused,
    )


def write_into(draft: PolicyVersion, statements: Mapping[str, Statement], *, by: Actor) -> None:
    standing = {value.key: value for value in draft.values.filter(key__in=statements)}
    for key, statement in statements.items():
        value = standing.get(key)
        before = value.statement.to_plain() if value else None
        value = value or PolicyValue(in_version=draft, key=key)
        value.state_it(statement)
        value.save()
        log_edit(draft, key, before, statement.to_plain(), by)
