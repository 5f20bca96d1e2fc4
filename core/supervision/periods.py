"""Periods of approval, put together. No Django, no clock, no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """From a day until a day that is not included; None has no end."""

    from_on: date
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def approved_since(periods: Iterable[Period], on: date) -> date | None:
    """The first day of the unbroken approval that holds on a day; None when none does.

    A temporary approval that is followed by a full one on the day it ends is one time of approval, not two.
    """
    unbroken: Period | None = None
    for period in sorted(periods, key=lambda each: each.from_on):
        if unbroken is not None and unbroken.until_on is not None and period.from_on > unbroken.until_on:
            unbroken = None
        unbroken = period if unbroken is None else Period(unbroken.from_on, _later(unbroken.until_on, period.until_on))
        if unbroken.covers(on) and period.from_on <= on:
            return unbroken.from_on
    return None


def approval_on(periods: Iterable[Period], day: date) -> Period | None:
    """The period that holds on a day; else the first to come after it, so that a refusal can name its day."""
    ordered = sorted(periods, key=lambda each: each.from_on)
    holding = [period for period in ordered if period.covers(day)]
    if holding:
        return holding[-1]
    later = [period for period in ordered if period.from_on > day]
    earlier = [period for period in ordered if period.from_on <= day]
    return earlier[-1] if earlier else later[0] if later else None


def _later(first: date | None, second: date | None) -> date | None:
    return None if first is None or second is None else max(first, second)
