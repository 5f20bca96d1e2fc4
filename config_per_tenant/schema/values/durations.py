"""Lengths of time with their unit: a working day is not a calendar day, and a month is not four weeks."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.reading import Fault, Fields, Wrong, describe, one_of, whole
from hearth.dates import add_months, add_working_days, is_working_day

UNITS = {
    "hours": ("hour", "hours"),
    "days": ("day", "days"),
    "working_days": ("working day", "working days"),
    "weeks": ("week", "weeks"),
    "months": ("month", "months"),
    "years": ("year", "years"),
}
COUNTED_PER = {"household": "household", "person": "carer", "child": "child"}

_WRITTEN = re.compile(r"^(\d{1,4})\s+([a-z][a-z ]*)$", re.IGNORECASE)
_BETWEEN = re.compile(r"^(\d{1,4}) (?:to|-|–) (\d{1,4}) ([a-z][a-z ]*)$", re.IGNORECASE)
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}


@dataclass(frozen=True)
class Duration:
    """A whole number of one unit. `days` are calendar days; `months` and `years` are calendar months and years."""

    value: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise Wrong(f"{describe(self.unit)} is no unit of time.")
        if self.value < 0:
            raise Wrong(f"{self.value} is too small: give 0 or more.")

    def after(self, day: date) -> date:
        """The day on which this much time has passed since `day`; hours are rounded up to whole days."""
        match self.unit:
            case "hours":
                return day + timedelta(days=math.ceil(self.value / 24))
            case "days":
                return day + timedelta(days=self.value)
            case "weeks":
                return day + timedelta(weeks=self.value)
            case "working_days":
                return add_working_days(day, self.value)
            case "months":
                return add_months(day, self.value)
            case _:
                return add_months(day, 12 * self.value)

    def never_longer_than(self, other: Duration) -> bool:
        """Whether this ends no later than `other` from every starting day, month lengths and bank holidays included."""
        return _ends_no_later(self, other)

    def in_words(self) -> str:
        one, many = UNITS[self.unit]
        return f"{self.value} {one if self.value == 1 else many}"

    def to_plain(self) -> str:
        return self.in_words()

    @classmethod
    def from_plain(cls, plain: Any) -> Duration:
        """Read "8 weeks" or "5 working days". Raises Wrong."""
        written = _WRITTEN.match(" ".join(plain.split())) if isinstance(plain, str) else None
        if written is None:
            raise Wrong(f"Write a figure and a unit, such as “8 weeks” or “5 working days”, not {describe(plain)}.")
        unit = _UNIT_OF.get(written[2].lower())
        if unit is None:
            raise Wrong(f"“{written[2]}” is no unit of time. Use {', '.join(many for _, many in UNITS.values())}.")
        return cls(int(written[1]), unit)


@dataclass(frozen=True)
class DurationRange:
    """From `least` to `most`, `usual` between them. Work is due at the usual length, overdue after the longest."""

    least: Duration | None
    most: Duration
    usual: Duration | None = None

    def __post_init__(self) -> None:
        if self.least and not self.least.never_longer_than(self.most):
            raise Wrong(f"The shortest, {self.least.in_words()}, is longer than the longest, {self.most.in_words()}.")
        if self.usual and not self.usual.never_longer_than(self.most):
            raise Wrong(f"The usual, {self.usual.in_words()}, is longer than the longest, {self.most.in_words()}.")
        if self.usual and self.least and not self.least.never_longer_than(self.usual):
            raise Wrong(f"The usual, {self.usual.in_words()}, is shorter than the shortest, {self.least.in_words()}.")

    @property
    def usual_or_most(self) -> Duration:
        return self.usual or self.most

    def in_words(self) -> str:
        if self.least is None:
            words = self.most.in_words()
        elif self.least.unit == self.most.unit:
            words = f"{self.least.value} to {self.most.in_words()}"
        else:
            words = f"{self.least.in_words()} to {self.most.in_words()}"
        return f"{words}, usually {self.usual.in_words()}" if self.usual else words

    def to_plain(self) -> dict[str, str]:
        parts = {"least": self.least, "most": self.most, "usual": self.usual}
        return {name: part.to_plain() for name, part in parts.items() if part}

    @classmethod
    def from_plain(cls, plain: Any) -> DurationRange:
        """Read named parts, "4 to 8 weeks", or one duration, which means the longest. Raises Wrong."""
        if isinstance(plain, str):
            between = _BETWEEN.match(" ".join(plain.split()))
            if between:
                return cls(
                    Duration.from_plain(f"{between[1]} {between[3]}"), Duration.from_plain(f"{between[2]} {between[3]}")
                )
            return cls(None, Duration.from_plain(plain))
        fields = Fields(plain, allowed=("least", "most", "usual"), what="A range of time")
        least = fields.take("least", Duration.from_plain)
        most = fields.take("most", Duration.from_plain, needed=True)
        usual = fields.take("usual", Duration.from_plain)
        fields.done()
        return cls(least, most, usual)


@dataclass(frozen=True)
class CountPerPeriod:
    """So many in each period: 1 unannounced visit a year to each household."""

    count: int
    period: Duration
    counted_per: str

    def at_least(self, other: CountPerPeriod) -> bool:
        """Whether this guarantees what `other` asks: as many, in a period no longer (two in two years miss a year)."""
        return self.count >= other.count and self.period.never_longer_than(other.period)

    def in_words(self) -> str:
        period = f"a {UNITS[self.period.unit][0]}" if self.period.value == 1 else f"in {self.period.in_words()}"
        return f"{self.count} {period} for each {COUNTED_PER[self.counted_per]}"

    def to_plain(self) -> dict[str, Any]:
        return {"count": self.count, "period": self.period.to_plain(), "counted_per": self.counted_per}

    @classmethod
    def from_plain(cls, plain: Any) -> CountPerPeriod:
        fields = Fields(plain, allowed=("count", "period", "counted_per"), what="A count in a period")
        count = fields.take("count", whole(0, 366), needed=True)
        period = fields.take("period", Duration.from_plain, needed=True)
        per = fields.take("counted_per", one_of(COUNTED_PER, "one that we count by"), needed=True)
        if period is not None and period.value == 0:
            fields.faults.append(Fault("Give a length of time longer than nothing.", "period"))
        fields.done()
        return cls(count, period, per)


@dataclass(frozen=True)
class Target:
    """A service target: within how long, from which event, to which event."""

    within: Duration | DurationRange
    starts: str
    stops: str

    @property
    def longest(self) -> Duration:
        return self.within.most if isinstance(self.within, DurationRange) else self.within

    @property
    def due_within(self) -> Duration:
        """What the clock is set to: the usual length of a range when it has one, otherwise the longest."""
        return self.within.usual_or_most if isinstance(self.within, DurationRange) else self.within

    def in_words(self) -> str:
        opening = "" if isinstance(self.within, DurationRange) and self.within.least else "Within "
        return f"{opening}{self.within.in_words()}, from {EVENTS[self.starts]} to {EVENTS[self.stops]}"

    def to_plain(self) -> dict[str, Any]:
        return {"within": self.within.to_plain(), "starts": self.starts, "stops": self.stops}

    @classmethod
    def from_plain(cls, plain: Any, *, starts: str = "", stops: str = "") -> Target:
        """Read a target; `starts` and `stops` are the events taken when it names none. Raises Wrong."""
        if isinstance(plain, str):
            plain = {"within": plain}
        fields = Fields(plain, allowed=("within", "starts", "stops"), what="A target")
        within = fields.take("within", duration_or_range, needed=True)
        event = one_of(EVENTS, "event that we record")
        starts = fields.take("starts", event, starts, needed=not starts)
        stops = fields.take("stops", event, stops, needed=not stops)
        if starts and starts == stops:
            fields.faults.append(Fault("A target cannot stop at the event that starts it.", "stops"))
        fields.done()
        return cls(within, starts, stops)


def duration_or_range(plain: Any) -> Duration | DurationRange:
    return Duration.from_plain(plain) if isinstance(plain, str) else DurationRange.from_plain(plain)


@lru_cache(maxsize=4096)
def _ends_no_later(first: Duration, second: Duration) -> bool:
    months = {"months": 1, "years": 12}
    if first.unit in months and second.unit in months:
        return first.value * months[first.unit] <= second.value * months[second.unit]
    if first.unit == "hours" and second.unit == "hours":
        return first.value <= second.value
    if first.unit == "working_days" and second.unit == "working_days":
        return first.value <= second.value
    return all(ours <= theirs for ours, theirs in zip(_ends(first), _ends(second), strict=True))


@lru_cache(maxsize=512)
def _ends(duration: Duration) -> tuple[date, ...]:
    """Where a length of time ends, from each day of four years with a leap year among them."""
    days = [date(2023, 3, 1) + timedelta(days=offset) for offset in range(4 * 365 + 1)]
    if duration.unit != "working_days" or duration.value == 0:
        return tuple(duration.after(day) for day in days)
    span = range(4 * 365 + 1 + 2 * duration.value + 30)
    working = [day for day in (days[0] + timedelta(days=offset) for offset in span) if is_working_day(day)]
    return tuple(working[bisect_right(working, day) + duration.value - 1] for day in days)
