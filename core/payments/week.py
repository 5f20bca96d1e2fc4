"""What the reckoning of a week is told and what it answers: plain data, no Django, no clock, no query."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from core.supervision.periods import Period, approved_since
from hearth.dates import monday_of
from hearth.trace import SettingUse, Trace

NIGHTS_IN_WEEK = 7


class PolicyView(Protocol):
    """What these rules ask of a policy."""

    def __getitem__(self, key: str) -> Any: ...
    def use(self, key: str) -> SettingUse: ...


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, as the tax rules for carers reckon it (ITTOIA 2005 s811)."""

    begins_on: date

    def __post_init__(self) -> None:
        if self.begins_on.weekday() != 0:
            raise ValueError("A payment week begins on a Monday")

    @classmethod
    def holding(cls, day: date) -> "Week":
        return cls(monday_of(day))

    @property
    def ends_on(self) -> date:
        return self.begins_on + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.begins_on + timedelta(days=offset) for offset in range(NIGHTS_IN_WEEK))


@dataclass(frozen=True)
class Stay:
    """A child living with the household. `until_on` is the day of leaving, which is not paid."""

    child: str
    reference: str  # "child:<id>"
    born_on: date
    from_on: date
    until_on: date | None
    placement_type: str

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True)
class Standing:
    """Where the household stands in the council's fee scheme, from a day."""

    from_on: date
    skill_level: int | None = None
    scheme: str | None = None


@dataclass(frozen=True)
class Approved:
    """A time of approval of one kind, until a day that is not included. A temporary one lapses by itself."""

    kind: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class Carer:
    """A carer of the household from a day until a day that is not included."""

    from_on: date
    until_on: date | None = None
    tsd_completed_on: date | None = None


@dataclass(frozen=True)
class HouseholdFacts:
    """All that the week's reckoning asks about one household. Each is asked for the day that is reckoned."""

    household: str
    reference: str
    approvals: tuple[Approved, ...]
    carers: tuple[Carer, ...]
    stays: tuple[Stay, ...] = ()
    standings: tuple[Standing, ...] = ()  # oldest first

    def approval_on(self, day: date) -> Approved | None:
        """The approval that holds on a day; the later one where two meet."""
        return next((one for one in reversed(self.approvals) if Period(one.from_on, one.until_on).covers(day)), None)

    def approved_since(self, day: date) -> date | None:
        """The first day of the unbroken approval: a temporary one followed by a full one is one time, not two."""
        return approved_since((Period(one.from_on, one.until_on) for one in self.approvals), day)

    def carers_on(self, day: date) -> tuple[Carer, ...]:
        return tuple(one for one in self.carers if Period(one.from_on, one.until_on).covers(day))

    def standing_on(self, day: date) -> Standing | None:
        known = [standing for standing in self.standings if standing.from_on <= day]
        return known[-1] if known else None


@dataclass(frozen=True)
class Line:
    """One amount. `nights` of a week at `weekly_pence`; `example` when no published document gives the rate."""

    kind: str  # "allowance", "fee" or "scheme_fee"
    what: str
    whom: str
    nights: int
    weekly_pence: int
    amount_pence: int
    example: bool
    trace: Trace


@dataclass(frozen=True)
class Preview:
    """One household's week. `unpaid` says what is not paid and why, so that silence is never the answer."""

    week: Week
    lines: tuple[Line, ...]
    unpaid: tuple[Trace, ...] = ()

    @property
    def total_pence(self) -> int:
        return sum(line.amount_pence for line in self.lines)

    @property
    def has_examples(self) -> bool:
        return any(line.example for line in self.lines)
