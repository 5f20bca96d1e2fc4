"""Things that come again: a meeting every month, a report every three, from a day or from an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.reading import Fault, Fields, Wrong, describe, one_of, without_nothing
from config_per_tenant.schema.values.durations import Duration


@dataclass(frozen=True)
class Recurrence:
    """Every so often from a start: an event (`starts`, one of EVENTS) or a first day (`first_on`).

    Words such as "bi-monthly" are never kept: they mean twice a month to one reader and every two months to another.
    """

    every: Duration
    starts: str = ""
    first_on: date | None = None

    def __post_init__(self) -> None:
        if not self.starts and self.first_on is None:
            raise Wrong(Fault("Give the event or the first day from which it is counted.", "starts"))
        if self.starts and self.first_on is not None:
            raise Wrong(Fault("Give either the event or the first day, not both.", "first_on"))
        if self.every.value == 0:
            raise Wrong(Fault("Give 1 or more.", "every"))

    def next_after(self, day: date, *, started_on: date | None = None) -> date:
        """The next day it falls on after `day`, counted from `started_on` (the day of the event) or the first day.

        Raises ValueError when it starts at an event and no day of that is given.
        """
        start = started_on or self.first_on
        if start is None:
            raise ValueError(f"The day of {self.starts} is needed")
        if start > day and self.first_on:
            return start
        times = 1
        while (found := Duration(self.every.value * times, self.every.unit).after(start)) <= day:
            times += 1
        return found

    def in_words(self) -> str:
        every = f"every {self.every.in_words()}" if self.every.value > 1 else f"every {self.every.in_words()[2:]}"
        if self.first_on:
            return f"{every} from {self.first_on.day} {self.first_on:%B %Y}"
        return f"{every} from {EVENTS[self.starts]}"

    def to_plain(self) -> dict[str, Any]:
        first = self.first_on.isoformat() if self.first_on else None
        return without_nothing({"every": self.every.to_plain(), "starts": self.starts or None, "first_on": first})

    @classmethod
    def from_plain(cls, plain: Any) -> Recurrence:
        fields = Fields(plain, allowed=("every", "starts", "first_on"), what="A recurrence")
        every = fields.take("every", Duration.from_plain, needed=True)
        starts = fields.take("starts", one_of(EVENTS, "event"), "")
        first_on = fields.take("first_on", read_day)
        fields.done()
        return cls(every, starts, first_on)


def read_day(plain: Any) -> date:
    """A calendar day from 2026-09-01. Raises Wrong."""
    if isinstance(plain, date):
        return plain
    try:
        return date.fromisoformat(plain)
    except (TypeError, ValueError) as wrong:
        raise Wrong(f"Give a day, such as 2026-09-01, not {describe(plain)}.") from wrong
