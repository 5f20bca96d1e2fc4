"""What happens when which versions stand changes: it is read again, and what rests on it is set going."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.utils import timezone

from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.together import conflicts
from config_per_tenant.versions import in_force
from config_per_tenant.versions.effects import PolicyTookEffect, set_going, versions_changed
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor
from hearth.dates import today
from hearth.errors import RuleBroken
from hearth.ui.words import longdate


def take_effect(version: PolicyVersion, by: Actor) -> None:
    assert version.effective_from is not None
    version.applied_at = timezone.now()
    version.save(update_fields=["applied_at"])
    in_force.forget()
    keys = frozenset(version.values.values_list("key", flat=True))
    set_going(
        PolicyTookEffect(version.pk, version.number, keys, version.effective_from, by, is_opening=version.is_opening)
    )


@contextmanager
def changing_what_stands() -> Iterator[None]:
    """Around whatever changes which versions stand: they are read afresh, and those who follow them are told.

    Versions rest on those before them: one that is moved or withdrawn may leave a later one at odds with the rest.
    Raises RuleBroken when a day to come would contradict itself, and did not before; nothing is changed then.
    """
    in_force.forget()
    before = _contradictions_to_come()
    try:
        yield
    finally:
        in_force.forget()
    for (key, words), day in _contradictions_to_come().items():
        if (key, words) not in before:
            latest = policy_on(day).layers[-1].label
            told = f"From {longdate(day)}, with {latest}, the rules would contradict each other. {SETTINGS[key].label}"
            raise RuleBroken("policy.contradiction_to_come", f"{told}: {words}", field=key)
    versions_changed()


def _contradictions_to_come() -> dict[tuple[str, str], date]:
    """What contradicts itself in the policy of today or of a day on which a version takes effect, with that day."""
    coming = {layer.effective_from for layer in policy_on(date.max).layers if layer.effective_from > today()}
    found: dict[tuple[str, str], date] = {}
    for day in sorted({today(), *coming}):
        for key, fault in conflicts(policy_on(day).__getitem__):
            found.setdefault((key, fault.words), day)
    return found
