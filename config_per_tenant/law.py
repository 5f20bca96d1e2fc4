"""What a change of law does to a council: which settings it bounds, and where the council's own value lies beyond it.

A national value gets a new dated entry with a release; from its day it holds whatever the council's policy says. These
functions say beforehand what that will be, and afterwards what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from config_per_tenant.national import MinimumAllowance, NationalValue, national_keys, timeline
from config_per_tenant.policy import Policy
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.bounds import as_law_forces, beyond
from config_per_tenant.statement import NOT_STATED, SET, Statement


@dataclass(frozen=True)
class NationalChange:
    """One national value that changes on a day. `was` is None for a new provision, `becomes` for one that ends."""

    national: str
    from_on: date
    was: NationalValue | None
    becomes: NationalValue | None

    @property
    def standing(self) -> NationalValue:
        """The value that names it: the new one, or the last one of a provision that ends."""
        value = self.becomes or self.was
        assert value is not None, "a change has a value before it or after it"
        return value

    @property
    def fingerprint(self) -> str:
        """Tells the new value from another that is entered for the same day later, as when a year's table arrives."""
        value = self.becomes
        told = (value.kind, value.value) if value else None
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    @property
    def keeps_begun(self) -> bool:
        """Whether work that began before finishes under what stood then."""
        return bool(self.becomes and self.becomes.keeps_begun)

    @property
    def label(self) -> str:
        return self.standing.label

    @property
    def source(self) -> str:
        return self.standing.source

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings that it bounds, or whose default it is."""
        return tuple(
            setting
            for setting in SETTINGS.values()
            if self.national in (*(bound.national for bound in setting.bounds), setting.default_national)
        )


@dataclass(frozen=True)
class Beyond:
    """One setting whose stated value lies beyond a bound: as the council states it, and as law makes it work."""

    setting: Setting
    stated: Any
    forced: Any
    words: tuple[str, ...]  # what lies beyond, part by part

    @property
    def value(self) -> str:
        return self.setting.kind.words(self.stated)

    @property
    def becomes(self) -> str:
        return self.setting.kind.words(self.forced)


def national_changes(after: date, until: date | None = None) -> list[NationalChange]:
    """Each change of a national value from `after` (that day too) until a day, the earliest first."""
    found = [
        change
        for key in national_keys()
        for change in _changes_of(key)
        if after <= change.from_on and (until is None or change.from_on <= until)
    ]
    return sorted(found, key=lambda change: (change.from_on, change.national))


def national_change(key: str, from_on: date) -> NationalChange | None:
    """The change of this national value on this day; None when there is none."""
    return next((change for change in national_changes(from_on, from_on) if change.national == key), None)


def beyond_the_new(change: NationalChange, policy: Policy, on: date) -> tuple[Beyond, ...]:
    """The settings that this policy states beyond the new value, as they would be on a day from the change on."""
    if change.becomes is None:
        return ()
    found = []
    for setting in change.settings:
        stated = stated_in(policy, setting.key)
        if stated.state != SET:
            continue
        value = stated.read(setting)
        faults = [
            fault for fault in beyond(setting, value, on, policy.__getitem__) if fault.source == change.becomes.source
        ]
        if faults:
            forced, _ = as_law_forces(setting, value, on, policy.__getitem__)
            found.append(Beyond(setting, value, forced, tuple(fault.words for fault in faults)))
    return tuple(found)


def stated_in(policy: Policy, key: str) -> Statement:
    """What the council itself says of a setting, as stated: not brought back to a bound, no default filled in."""
    layer = policy.entry(key).layer
    return layer.statements[key] if layer else Statement(NOT_STATED)


def in_words(value: NationalValue | None, policy: Policy) -> str:
    """A national value as a council reads it: a table for its own region."""
    if value is None:
        return "Nothing is laid down"
    if isinstance(value.value, MinimumAllowance):
        region = policy["allowances.region"]
        table = f": {value.value.table(region).in_words()}" if region else ""
        return f"At least {value.value.in_words()}{table}"
    words = value.in_words().removesuffix(f" ({value.source})")
    return words[:1].upper() + words[1:]


def _changes_of(key: str) -> Iterator[NationalChange]:
    before: NationalValue | None = None
    for value in timeline(key):
        gap_from = _day_after(before)
        if gap_from and gap_from < value.effective_from:
            yield NationalChange(key, gap_from, before, None)
            before = None
        if before is None or before.value != value.value:  # a figure that is not at hand yet changes nothing
            yield NationalChange(key, value.effective_from, before, value)
        before = value
    if gap_from := _day_after(before):
        yield NationalChange(key, gap_from, before, None)


def _day_after(value: NationalValue | None) -> date | None:
    """The first day on which a value no longer holds; None while no end is laid down."""
    return value.effective_until + timedelta(days=1) if value and value.effective_until else None
