"""What happens when which versions stand changes: it is read again, and what rests on it is set going."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from config_per_tenant.versions import in_force
from config_per_tenant.versions.effects import PolicyTookEffect, set_going, versions_changed
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor


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
    """Around whatever changes which versions stand: they are read afresh, and those who follow them are told."""
    in_force.forget()
    try:
        yield
    finally:
        in_force.forget()
    versions_changed()
