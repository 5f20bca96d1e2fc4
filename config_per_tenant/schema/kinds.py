"""What kind of value a setting takes: how it is read, written and said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config_per_tenant.schema.reading import Wrong, describe, items, one_of, text, twice, whole, yes_or_no
from config_per_tenant.schema.values.durations import (
    COUNTED_PER,
    UNITS,
    CountPerPeriod,
    Duration,
    DurationRange,
    Target,
)
from config_per_tenant.schema.values.money import pence_of, pounds
from config_per_tenant.schema.values.recurrences import Recurrence, read_day
from config_per_tenant.schema.values.tables import Check, Part, Rows, read_rows
from config_per_tenant.schema.values.wording import Words, read_words

_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")


@dataclass(frozen=True)
class Kind:
    """`name` is the type's plain name for people."""

    name: str

    def read(self, plain: Any) -> Any:
        """The typed value of plain data. Raises Wrong with every fault."""
        raise NotImplementedError

    def plain(self, value: Any) -> Any:
        return value.to_plain()

    def words(self, value: Any) -> str:
        return str(value.in_words())

    def unit(self, value: Any) -> str:
        """The unit of the value, for tables and exports; empty when the words already hold it."""
        return ""


@dataclass(frozen=True)
class Text(Kind):
    name: str = "words"
    longest: int = 120

    def read(self, plain: Any) -> str:
        words = text(plain)
        if len(words) > self.longest:
            raise Wrong(f"Use {self.longest} characters or fewer; there are {len(words)}.")
        return words

    def plain(self, value: str) -> str:
        return value

    def words(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class TimeOfDay(Text):
    """A time on the 24-hour clock, such as 08:45; 24:00 is the end of the day."""

    name: str = "time of day"
    longest: int = 5

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str) or not _TIME.match(plain.strip()):
            raise Wrong(f"Give a time on the 24-hour clock, such as 08:45, not {describe(plain)}.")
        return plain.strip()


@dataclass(frozen=True)
class LongText(Kind):
    """Some sentences; line breaks are kept."""

    name: str = "sentences"
    longest: int = 4000

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str) or not plain.strip():
            raise Wrong(f"Give words, not {describe(plain)}.")
        words = "\n".join(line.rstrip() for line in plain.strip().splitlines())
        if len(words) > self.longest:
            raise Wrong(f"Use {self.longest} characters or fewer; there are {len(words)}.")
        return words

    def plain(self, value: str) -> str:
        return value

    def words(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Wording(Kind):
    """Words of a letter or page; `fields` are the parts that may be filled in, name to what it stands for."""

    name: str = "wording"
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    longest: int = 3000

    def read(self, plain: Any) -> Words:
        return read_words(plain, self.fields, self.longest)

    def offered(self) -> str:
        """The parts that may be filled in, in words."""
        return ", ".join(f"{{{name}}} {stands_for}" for name, stands_for in self.fields.items())


@dataclass(frozen=True)
class Day(Kind):
    """A calendar day, written 2026-09-01 in plain data."""

    name: str = "day"

    def read(self, plain: Any) -> date:
        return read_day(plain)

    def plain(self, value: date) -> str:
        return value.isoformat()

    def words(self, value: date) -> str:
        return f"{value.day} {value:%B %Y}"


@dataclass(frozen=True)
class YesNo(Kind):
    name: str = "yes or no"

    def read(self, plain: Any) -> bool:
        return yes_or_no(plain)

    def plain(self, value: bool) -> bool:
        return value

    def words(self, value: bool) -> str:
        return "Yes" if value else "No"


@dataclass(frozen=True)
class Whole(Kind):
    name: str = "whole number"
    least: int = 0
    most: int = 1000
    counted: tuple[str, str] = ("", "")  # one, many

    def read(self, plain: Any) -> int:
        return whole(self.least, self.most)(plain)

    def plain(self, value: int) -> int:
        return value

    def words(self, value: int) -> str:
        return f"{value} {self.counted[0] if value == 1 else self.counted[1]}".strip()

    def unit(self, value: int) -> str:
        return self.counted[1]


@dataclass(frozen=True)
class Choice(Kind):
    name: str = "choice"
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str) or plain not in self.options:
            raise Wrong(f"{describe(plain)} cannot be chosen. Choose from {', '.join(self.options)}.")
        return str(plain)

    def plain(self, value: str) -> str:
        return value

    def words(self, value: str) -> str:
        return self.options[value]


@dataclass(frozen=True)
class Many(Kind):
    """Some of the options, each once, kept in the order of the options."""

    name: str = "choices"
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    def read(self, plain: Any) -> tuple[str, ...]:
        chosen = items(one_of(self.options, "choice"))(plain)
        if again := twice(chosen):
            raise Wrong(f"“{again[0]}” is chosen twice.")
        return tuple(code for code in self.options if code in chosen)

    def plain(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def words(self, value: tuple[str, ...]) -> str:
        return ", ".join(self.options[code] for code in value) or "None of them"


@dataclass(frozen=True)
class Money(Kind):
    """An amount in pence, 0 or more; written in plain data as pence or as "£12.50"."""

    name: str = "amount of money"
    per: str = ""  # "a week", "a visit"

    def read(self, plain: Any) -> int:
        return whole(0)(plain) if isinstance(plain, int) else pence_of(plain)

    def plain(self, value: int) -> int:
        return value

    def words(self, value: int) -> str:
        return f"{pounds(value)} {self.per}".strip()

    def unit(self, value: int) -> str:
        return f"pence {self.per}".strip()


@dataclass(frozen=True)
class Length(Kind):
    """A duration in one of the allowed units; `may_be_zero` where none at all has a meaning ("at once")."""

    name: str = "length of time"
    units: tuple[str, ...] = tuple(UNITS)
    may_be_zero: bool = False

    def read(self, plain: Any) -> Duration:
        duration = Duration.from_plain(plain)
        _check_unit(duration, self.units)
        _check_length(duration, may_be_zero=self.may_be_zero)
        return duration

    def unit(self, value: Duration) -> str:
        return UNITS[value.unit][1]


@dataclass(frozen=True)
class LengthRange(Kind):
    name: str = "range of time"
    units: tuple[str, ...] = tuple(UNITS)

    def read(self, plain: Any) -> DurationRange:
        value = DurationRange.from_plain(plain)
        for part in (value.least, value.most, value.usual):
            if part:
                _check_unit(part, self.units)
                _check_length(part, may_be_zero=part is value.least)
        return value

    def unit(self, value: DurationRange) -> str:
        return UNITS[value.most.unit][1]


@dataclass(frozen=True)
class Count(Kind):
    """So many in each period; `counted_per` are those by which it may be counted, the usual one first."""

    name: str = "count in a period"
    counted_per: tuple[str, ...] = tuple(COUNTED_PER)

    def read(self, plain: Any) -> CountPerPeriod:
        value = CountPerPeriod.from_plain(plain)
        _check_length(value.period)
        return value

    def unit(self, value: CountPerPeriod) -> str:
        return f"in {value.period.in_words()} for each {value.counted_per}"


@dataclass(frozen=True)
class ServiceTarget(Kind):
    """A target whose clock runs between the given events unless the value names others.

    Where law bounds the setting, only `alternatives` (start, stop) may take their place: the provision then holds
    beside the target, between its own events.
    """

    name: str = "service target"
    starts: str = ""
    stops: str = ""
    alternatives: tuple[tuple[str, str], ...] = ()

    def read(self, plain: Any) -> Target:
        value = Target.from_plain(plain, starts=self.starts, stops=self.stops)
        _check_length(value.longest, may_be_zero=True)  # on the same day
        return value

    def unit(self, value: Target) -> str:
        return UNITS[value.longest.unit][1]


@dataclass(frozen=True)
class Structured(Kind):
    """A value with parts, read and written by its own class; `units` is what its figures count, if it has any."""

    name: str = "list"
    of: Any = None  # the value's class
    units: str = ""

    def read(self, plain: Any) -> Any:
        return self.of.from_plain(plain)

    def unit(self, value: Any) -> str:
        return self.units


@dataclass(frozen=True)
class Again(Kind):
    """Something that comes again and again, from an event or a day."""

    name: str = "recurrence"

    def read(self, plain: Any) -> Recurrence:
        value = Recurrence.from_plain(plain)
        _check_length(value.every)
        return value


@dataclass(frozen=True)
class Table(Kind):
    """Rows of typed parts. `one` names a row ("cover"); `check` finds faults between rows."""

    name: str = "table"
    one: str = "row"
    columns: tuple[Part, ...] = ()
    check: Check | None = None

    def read(self, plain: Any) -> Rows:
        return read_rows(plain, self.columns, self.one, self.check)


# A hundred years: the longest that any record is kept, and less than the calendar's end.
_LONGEST = {"hours": 876_600, "days": 36_525, "working_days": 26_000, "weeks": 5_218, "months": 1_200, "years": 100}


def _check_length(duration: Duration, *, may_be_zero: bool = False) -> None:
    if duration.value == 0 and not may_be_zero:
        raise Wrong("Give 1 or more: no time at all would make everything due at once.")
    if duration.value > _LONGEST[duration.unit]:
        raise Wrong(f"{duration.in_words()} is too long: give 100 years or less.")


def _check_unit(duration: Duration, units: tuple[str, ...]) -> None:
    if duration.unit not in units:
        allowed = " or ".join(UNITS[unit][1] for unit in units)
        raise Wrong(f"{duration.in_words()} is in the wrong unit: this is given in {allowed}.")
