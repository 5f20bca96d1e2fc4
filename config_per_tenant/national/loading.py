"""Reading the national files: one file an area, one entry a value, one line a period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from config_per_tenant.schema.frozen import FrozenMap
from config_per_tenant.schema.values.durations import UNITS, Duration
from config_per_tenant.schema.values.money import Band, RateTable

KINDS = ("max", "min", "exact")
FORCES = {
    "statute": "law",
    "nms": "national minimum standard",
    "guidance": "guidance",
    "data_rule": "entry check of the national return",
}
CHECKS = ("verified", "partly_verified", "knowledge_high", "knowledge_medium", "secondary", "missing")


@dataclass(frozen=True)
class MinimumAllowance:
    """The national minimum fostering allowance of one year: weekly pence by region and age band."""

    tax_year: str
    bands: tuple[Band, ...]
    regions: FrozenMap[str, FrozenMap[str, int]]

    def table(self, region: str) -> RateTable:
        """The minimum for one region as a rate table. Raises KeyError for an unknown region."""
        return RateTable(self.bands, self.regions[region])

    def in_words(self) -> str:
        return f"the national minimum allowance for {self.tax_year}"


@dataclass(frozen=True)
class NationalValue:
    """One national value as it stands from `effective_from` until `effective_until` (None: until further notice).

    `value` is a Duration, a whole number, True or False, a code, codes in a tuple, or a MinimumAllowance. `provisional`
    says that the value of this period is not at hand and an earlier one is held in its place; `warning` says so. With
    `keeps_begun`, work that began before `effective_from` finishes under what stood then, as some provisions say.
    """

    key: str
    label: str
    kind: str
    value: Any
    unit: str
    source: str
    force: str
    check: str
    effective_from: date
    effective_until: date | None
    note: str = ""
    warning: str = ""
    keeps_begun: bool = False

    @property
    def provisional(self) -> bool:
        return bool(self.warning)

    def in_words(self) -> str:
        if isinstance(self.value, (Duration, MinimumAllowance)):
            said = self.value.in_words()
        elif isinstance(self.value, bool):
            said = "yes" if self.value else "no"
        elif isinstance(self.value, tuple):
            said = ", ".join(code.replace("_", " ") for code in self.value)
        else:
            said = f"{self.value} {self.unit}".strip()
        opening = {"max": "at most ", "min": "at least ", "exact": ""}[self.kind]
        return f"{opening}{said} ({self.source})"


def national(key: str, on: date) -> NationalValue:
    """The national value of this key in force on a day. Raises KeyError when there is none, or none yet."""
    for value in reversed(timeline(key)):
        if value.effective_from <= on and (value.effective_until is None or on <= value.effective_until):
            return value
    raise KeyError(f"No national value {key} on {on:%d %B %Y}.")


def timeline(key: str) -> tuple[NationalValue, ...]:
    """All values of one key in order of their first day. Raises KeyError for a key that no file has."""
    return _all()[key]


def national_keys() -> tuple[str, ...]:
    return tuple(_all())


@cache
def _all() -> Mapping[str, tuple[NationalValue, ...]]:
    found: dict[str, tuple[NationalValue, ...]] = {}
    for path in sorted(files("config_per_tenant.national").iterdir(), key=lambda each: each.name):
        if not path.name.endswith(".yaml"):
            continue
        for key, plain in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"National value {key} is given twice; the second is in {path.name}.")
            try:
                found[key] = tuple(_timeline(key, plain))
            except (KeyError, TypeError, ValueError) as wrong:
                raise ValueError(f"National value {key} in {path.name} cannot be read: {wrong}") from wrong
    return found


def _timeline(key: str, plain: dict[str, Any]) -> list[NationalValue]:
    if plain["kind"] not in KINDS or plain["force"] not in FORCES:
        raise ValueError(f"kind is one of {KINDS}, force one of {tuple(FORCES)}")
    bands = tuple(Band.from_plain(band) for band in plain.get("bands", ()))
    values: list[NationalValue] = []
    for period in plain["values"]:
        check = period.get("check", plain.get("check"))
        if check not in CHECKS:
            raise ValueError(f"check is one of {CHECKS}, not {check}")
        warning = ""
        if "provisional" in period:
            held = next(v for v in values if v.value.tax_year == period["provisional"])
            value = held.value
            warning = (
                f"The table for {period['tax_year']} has not been entered: the amounts of {period['provisional']}"
                " are held as the minimum until it is."
            )
        elif bands:
            value = _allowance(period, bands)
        else:
            value = _value(period["value"], plain["unit"])
        if values and period["from"] <= values[-1].effective_from:
            raise ValueError(f"the period from {period['from']} is out of order")
        values.append(
            NationalValue(
                key=key,
                label=plain["label"],
                kind=plain["kind"],
                value=value,
                unit=plain["unit"],
                source=plain["source"],
                force=plain["force"],
                check=check,
                effective_from=period["from"],
                effective_until=period.get("until"),
                note=period.get("note", plain.get("note", "")),
                warning=warning,
                keeps_begun=period.get("begun") == "keep",
            )
        )
    return values


def _value(plain: Any, unit: str) -> Any:
    if isinstance(plain, list):
        return tuple(plain)
    return Duration(plain, unit) if unit in UNITS else plain


def _allowance(period: dict[str, Any], bands: tuple[Band, ...]) -> MinimumAllowance:
    regions = {
        region: FrozenMap({band.id: pounds[band.id] * 100 for band in bands})
        for region, pounds in period["weekly_pounds"].items()
    }
    return MinimumAllowance(str(period["tax_year"]), bands, FrozenMap(regions))


def period(on: date) -> int:
    """A number that changes on each day on which any national value changes: equal numbers, equal national values."""
    return bisect_right(_change_days(), on)


@cache
def _change_days() -> tuple[date, ...]:
    days = {value.effective_from for key in national_keys() for value in timeline(key)}
    days |= {
        value.effective_until + timedelta(days=1)
        for key in national_keys()
        for value in timeline(key)
        if value.effective_until
    }
    return tuple(sorted(days))
