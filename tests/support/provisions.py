"""The provisions that bound a council's settings, as an independent list, and values on and beyond each bound."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config_per_tenant.national import MinimumAllowance, NationalValue
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.kinds import (
    Again,
    Choice,
    Count,
    Length,
    LengthRange,
    Many,
    ServiceTarget,
    Text,
    Whole,
    YesNo,
)
from config_per_tenant.schema.values.durations import UNITS, Duration
from config_per_tenant.schema.values.money import RateTable

LIST = Path(__file__).resolve().parents[1] / "policy" / "provisions.csv"
REGION = "rest_of_england"


@dataclass(frozen=True)
class Provision:
    """One line of the list. `value` is a figure, "yes", words, or codes between bars."""

    key: str
    kind: str
    value: str
    unit: str
    source: str

    def says(self, value: Any) -> bool:
        """Whether a national value holds this figure in this unit."""
        if isinstance(value, MinimumAllowance):
            return self.value == "national_minimum_allowance"
        if isinstance(value, Duration):
            return (str(value.value), value.unit) == (self.value, self.unit)
        if isinstance(value, bool):
            return value and self.value == "yes"
        if isinstance(value, tuple):
            return sorted(value) == sorted(self.value.split("|"))
        return str(value) == self.value


def provisions() -> tuple[Provision, ...]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return tuple(Provision(**line) for line in csv.DictReader(lines))


def bounded_by(key: str) -> list[Setting]:
    """The settings that name this national value as a bound."""
    return [setting for setting in SETTINGS.values() if any(bound.national == key for bound in setting.bounds)]


def on_the_bound(setting: Setting, provision: NationalValue) -> Any:
    """Plain data for a value that just keeps to the provision. Raises TypeError where none can be made."""
    return _made(setting, provision, beyond=False)


def past_the_bound(setting: Setting, provision: NationalValue) -> Any:
    """Plain data for a value that the setting can hold and the provision does not allow. Raises TypeError."""
    return _made(setting, provision, beyond=True)


def _made(setting: Setting, provision: NationalValue, *, beyond: bool) -> Any:
    kind, limit = setting.kind, provision.value
    match kind:
        case Length() if isinstance(limit, Duration):
            return _length(kind.units, provision, beyond)
        case LengthRange() if isinstance(limit, Duration):
            return {"most": _length(kind.units, provision, beyond)}
        case ServiceTarget() if isinstance(limit, Duration):
            return {"within": _length(tuple(UNITS), provision, beyond), "starts": kind.starts, "stops": kind.stops}
        case Again() if isinstance(limit, Duration):
            return {"every": _length(tuple(UNITS), provision, beyond), "starts": "meeting.held"}
        case Count() if isinstance(limit, int):
            return {"count": limit - beyond, "period": "1 year", "counted_per": kind.counted_per[0]}
        case YesNo() if isinstance(limit, bool):
            return limit is not beyond
        case Whole() if isinstance(limit, int):
            return limit + _step(provision) * beyond
        case Many() if isinstance(limit, tuple):
            return list(limit[:-1] if beyond else limit)
        case Choice() if isinstance(limit, str):
            return next(code for code in kind.options if code != limit) if beyond else limit
        case Text() if isinstance(limit, str):
            return f"not {limit}" if beyond else limit
    if isinstance(limit, MinimumAllowance):
        return _rates(limit.table(REGION), beyond)
    raise TypeError(f"No value beyond {provision.key} can be made for {setting.key}, a {kind.name}")


def _step(provision: NationalValue) -> int:
    return -1 if provision.kind == "min" else 1


def _length(units: tuple[str, ...], provision: NationalValue, beyond: bool) -> str:
    """The limit, or one unit past it; in another unit where the setting is not given in the provision's."""
    limit = provision.value
    if limit.unit in units:
        return Duration(limit.value + _step(provision) * beyond, limit.unit).in_words()
    found = next(length for length in _lengths(units) if _is_within(length, provision) is not beyond)
    return found.in_words()


def _lengths(units: tuple[str, ...]) -> Iterator[Duration]:
    for unit in units:
        for value in range(400):
            yield Duration(value, unit)


def _is_within(length: Duration, provision: NationalValue) -> bool:
    limit: Duration = provision.value
    if provision.kind == "exact":
        return length == limit
    return length.never_longer_than(limit) if provision.kind == "max" else limit.never_longer_than(length)


def _rates(table: RateTable, beyond: bool) -> dict[str, Any]:
    plain = table.to_plain()
    if beyond:
        band = table.bands[0].id
        plain["weekly_pence"] = {**plain["weekly_pence"], band: plain["weekly_pence"][band] - 1}
    return dict(plain)
