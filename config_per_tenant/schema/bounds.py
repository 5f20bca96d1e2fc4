"""Whether a value keeps to law and standards on a day, and what it becomes where the law forces it.

A target may run between other events than the provision only where its setting allows it; then nothing is claimed about
the target, and the provision holds beside it between its own events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from config_per_tenant.national import MinimumAllowance, NationalValue, national
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.kinds import Count, ServiceTarget
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting
from config_per_tenant.schema.values.durations import COUNTED_PER, CountPerPeriod, Duration, DurationRange, Target
from config_per_tenant.schema.values.money import ADULT_FROM_AGE, Band, RateTable, pounds
from config_per_tenant.schema.values.recurrences import Recurrence

ValueOf = Callable[[str], Any]  # another setting's value in the same policy, by key


def provisions(setting: Setting, on: date) -> list[NationalValue]:
    """The national values that bound a setting on a day; none before a provision's first day."""
    found = []
    for bound in setting.bounds:
        try:
            found.append(national(bound.national, on))
        except KeyError:
            continue
    return found


def beyond(setting: Setting, value: Any, on: date, value_of: ValueOf) -> list[Fault]:
    """What in `value` goes beyond a bound on that day, each quoting its provision; empty when all is within."""
    return [
        Fault(words, path, provision.source)
        for provision in provisions(setting, on)
        for path, words in _beyond(setting, value, provision, value_of)
    ]


def as_law_forces(setting: Setting, value: Any, on: date, value_of: ValueOf) -> tuple[Any, NationalValue | None]:
    """The value as it works that day: brought back to the bound where it lies beyond, and the provision that did it."""
    forced_by = None
    for provision in provisions(setting, on):
        if any(_beyond(setting, value, provision, value_of)):
            value = _brought_back(setting, value, provision, value_of)
            forced_by = provision
    return value, forced_by


def compares(setting: Setting, value: Any) -> bool:
    """Whether the setting's bounds can be compared with this value: a target has to run between the same events."""
    return not isinstance(value, Target) or (value.starts, value.stops) == (setting.starts, setting.stops)


def said(setting: Setting, provision: NationalValue, value_of: ValueOf) -> str:
    """A bound in words, as a settings page shows it."""
    if isinstance(provision.value, MinimumAllowance):
        return f"At least {provision.value.table(value_of('allowances.region')).in_words()}"
    if isinstance(provision.value, bool):
        return f"Always {'yes' if provision.value else 'no'}"
    words = provision.in_words().removesuffix(f" ({provision.source})")
    return words[0].upper() + words[1:]


def _beyond(setting: Setting, value: Any, provision: NationalValue, value_of: ValueOf) -> list[tuple[str, str]]:
    limit = provision.value
    match value:
        case None:
            return []
        case RateTable() if isinstance(limit, MinimumAllowance):
            return _below_minimum(value, limit.table(value_of("allowances.region")), limit)
        case CountPerPeriod() if isinstance(limit, int):
            per = _counted_per(setting)
            if value.counted_per not in per:
                asked, given = COUNTED_PER[per[0]], COUNTED_PER[value.counted_per]
                words = f"The provision is for each {asked}, and due dates are counted so; “{given}” cannot be chosen."
                return [("counted_per", words)]
            least = CountPerPeriod(limit, Duration(1, "years"), value.counted_per)
            return [] if value.at_least(least) else [("", f"The provision asks for at least {least.in_words()}.")]
        case Target() if isinstance(limit, Duration):
            if compares(setting, value):
                return _too_long(value.longest, limit, "within")
            return _runs_elsewhere(setting, value)
        case DurationRange() if isinstance(limit, Duration):
            return _too_long(value.most, limit, "most")
        case Recurrence() if isinstance(limit, Duration):
            return _too_long(value.every, limit, "every")
        case Duration() if isinstance(limit, Duration):
            if provision.kind == "min":
                short = not limit.never_longer_than(value)
                return [("", f"The provision asks for at least {limit.in_words()}.")] if short else []
            if provision.kind == "exact":
                return (
                    []
                    if value == limit
                    else [("", f"The provision asks for {limit.in_words()}, neither more nor less.")]
                )
            return _too_long(value, limit, "")
        case bool() if isinstance(limit, bool):
            return [] if value == limit else [("", f"The provision asks for “{'yes' if limit else 'no'}”.")]
        case int() if isinstance(limit, int):
            wrong = {"max": value > limit, "min": value < limit, "exact": value != limit}[provision.kind]
            opening = {"max": "at most", "min": "at least", "exact": "exactly"}[provision.kind]
            return [("", f"The provision asks for {opening} {limit}.")] if wrong else []
        case tuple() if isinstance(limit, tuple):
            missing = [code for code in limit if code not in value]
            extra = [code for code in value if code not in limit] if provision.kind == "exact" else []
            words = setting.kind.words(limit)
            return [("", f"The provision asks for {words}, neither more nor less.")] if missing or extra else []
        case str() if isinstance(limit, str):
            return [] if value == limit else [("", f"The provision asks for {limit}.")]
    return []


def _runs_elsewhere(setting: Setting, value: Target) -> list[tuple[str, str]]:
    """A target between other events than the provision would escape it, unless the provision is held beside it."""
    kind = setting.kind
    if not isinstance(kind, ServiceTarget) or (value.starts, value.stops) in kind.alternatives:
        return []
    pairs = ((kind.starts, kind.stops), *kind.alternatives)
    known = "; ".join(f"from {EVENTS[starts]} to {EVENTS[stops]}" for starts, stops in pairs)
    path = "starts" if value.starts != kind.starts else "stops"
    return [(path, f"The provision could not be held between these events. Choose {known}.")]


def _too_long(value: Duration, limit: Duration, path: str) -> list[tuple[str, str]]:
    if value.never_longer_than(limit):
        return []
    return [(path, f"{value.in_words()} can be longer than the provision allows, which is at most {limit.in_words()}.")]


def _below_minimum(value: RateTable, minimum: RateTable, named: MinimumAllowance) -> list[tuple[str, str]]:
    faults = []
    for band in value.bands:
        floors = {minimum.pence_at(age) or 0 for age in _minor_ages(band)}
        floor = max(floors, default=0)
        if value[band.id] < floor:
            faults.append(
                (
                    f"weekly_pence.{band.id}",
                    f"{band.label}: {pounds(value[band.id])} is below the minimum of {pounds(floor)} a week in"
                    f" {named.tax_year}.",
                )
            )
    return faults


def _brought_back(setting: Setting, value: Any, provision: NationalValue, value_of: ValueOf) -> Any:
    limit = provision.value
    match value:
        case RateTable():
            return _raised(value, limit.table(value_of("allowances.region")))
        case CountPerPeriod():
            per = _counted_per(setting)
            counted_per = value.counted_per if value.counted_per in per else per[0]
            least = CountPerPeriod(limit, Duration(1, "years"), counted_per)
            counted = replace(value, counted_per=counted_per)
            return counted if counted.at_least(least) else least
        case Target() if compares(setting, value):
            return replace(value, within=_no_longer(value.within, limit))
        case Target():
            return Target(limit, setting.starts, setting.stops)
        case DurationRange():
            return _no_longer(value, limit)
        case Recurrence():
            return replace(value, every=limit)
    return limit


def _counted_per(setting: Setting) -> tuple[str, ...]:
    """By what the setting may be counted, the usual first."""
    return setting.kind.counted_per if isinstance(setting.kind, Count) else tuple(COUNTED_PER)


def _no_longer(value: Duration | DurationRange, limit: Duration) -> Any:
    if isinstance(value, Duration):
        return limit
    least = value.least if value.least and value.least.never_longer_than(limit) else None
    usual = value.usual if value.usual and value.usual.never_longer_than(limit) else None
    return DurationRange(least, limit, usual)


def _raised(value: RateTable, minimum: RateTable) -> RateTable:
    """The table with each age at its own rate or the minimum, whichever is higher.

    Bands are kept where all their ages agree; a band whose ages come out different is split at those ages.
    """
    bands, rates = [], {}
    for band in value.bands:
        runs: list[tuple[int, int, int]] = []  # from age, to age, pence
        for age in range(band.from_age, band.to_age + 1):
            floor = (minimum.pence_at(age) or 0) if age < ADULT_FROM_AGE else 0
            pence = max(value[band.id], floor)
            if runs and runs[-1][2] == pence:
                runs[-1] = (runs[-1][0], age, pence)
            else:
                runs.append((age, age, pence))
        for first, last, pence in runs:
            whole = len(runs) == 1
            ages = f"{first} to {last}" if first != last else f"{first}"
            split = band if whole else Band(f"{band.id}_{first}", f"{band.label} (age {ages})", first, last)
            bands.append(split)
            rates[split.id] = pence
    return replace(value, bands=tuple(bands), weekly_pence=type(value.weekly_pence)(rates))


def _minor_ages(band: Band) -> range:
    return range(band.from_age, min(band.to_age, ADULT_FROM_AGE - 1) + 1)
