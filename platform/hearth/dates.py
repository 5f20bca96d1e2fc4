"""Calendar arithmetic: today, whole months, working days and England's bank holidays.

A working day is not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England
(SI 2010/959 r2(1); Banking and Financial Dealings Act 1971).
"""

import calendar
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")
_fixed_today: ContextVar[date | None] = ContextVar("fixed_today", default=None)


def today() -> date:
    """The day it is in England, whatever clock the server keeps."""
    return _fixed_today.get() or datetime.now(LONDON).date()


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Take `day` as today inside the block: for tests, demonstration history and explaining old decisions."""
    token = _fixed_today.set(day)
    try:
        yield
    finally:
        _fixed_today.reset(token)


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last day of that month when it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """The same day of the year, `years` later; 28 February for a leap day in a common year."""
    return add_months(day, 12 * years)


def whole_months_between(start: date, end: date) -> int:
    """How many whole calendar months have passed from `start` to `end`; 0 when `end` is not later."""
    months = (end.year - start.year) * 12 + end.month - start.month
    while months > 0 and add_months(start, months) > end:
        months -= 1
    return max(months, 0)


def age_on(born_on: date, day: date) -> int:
    """Age in whole years. Someone born on 29 February turns a year older on 1 March of a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


@cache
def _published() -> tuple[frozenset[date], date]:
    """England's bank holidays as GOV.UK published them, and the last day that the publication covers.

    The copy that the library carries is used: no service may need the network to know what day it is.
    """
    published = BankHolidays(use_cached_holidays=True, weekend=(5, 6))
    holidays = published.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    days = frozenset(holiday["date"] for holiday in holidays)
    return days, date(max(days).year, 12, 31)


def bank_holidays_known_until() -> date:
    """The last day for which bank holidays are published; later working-day dates may still move."""
    return _published()[1]


def is_bank_holiday(day: date) -> bool:
    return day in _published()[0] or (day.month, day.day) == (12, 25)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_bank_holiday(day)


def next_working_day(day: date) -> date:
    """`day` itself when it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`; the day itself is not counted.

    A negative `count` goes back. 0 gives the day itself, whether or not it is a working day.
    """
    step = 1 if count >= 0 else -1
    remaining = abs(count)
    while remaining:
        day += timedelta(days=step)
        if is_working_day(day):
            remaining -= 1
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and including `end`; 0 when `end` is not later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=offset)) for offset in range(1, days + 1))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
