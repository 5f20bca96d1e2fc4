"""How dates, times, money and numbers are said on a page. No query, no clock: the caller passes today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from datetime import date as Day  # the name inside a class that has a field called date
from typing import Any

from hearth.dates import LONDON


@dataclass(frozen=True)
class DueWords:
    """What components/due_date.html shows. `state` is overdue, soon, later, done or none."""

    state: str
    text: str
    date: Day | None = None
    note: str = ""

    @property
    def is_badge(self) -> bool:
        """A date that is far enough off is plain text, so that what needs a person stands out."""
        return self.state in ("overdue", "soon", "none")


def due(due_on: date | None, today: date, warn_days: int = 7, note: str = "") -> DueWords:
    """Say how a due date stands on `today`. It is "soon" within `warn_days` calendar days, the last one included."""
    if due_on is None:
        return DueWords("none", "No date set", None, note)
    days = (due_on - today).days
    if days < 0:
        return DueWords("overdue", f"{plural(-days, 'day')} overdue", due_on, note)
    if days == 0:
        return DueWords("soon", "Due today", due_on, note)
    if days == 1:
        return DueWords("soon", "Due tomorrow", due_on, note)
    if days <= warn_days:
        return DueWords("soon", f"Due in {days} days", due_on, note)
    return DueWords("later", shortdate(due_on), due_on, note)


def done(text: str = "Up to date", on: date | None = None, note: str = "") -> DueWords:
    """Nothing is due: the work is up to date, or was done on a day."""
    return DueWords("done", text, on, note)


def _day(value: date | datetime | str) -> date:
    """The day in England that an instant falls on; a stored day may come as ISO text."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        return value.astimezone(LONDON).date() if value.tzinfo else value.date()
    return value


def longdate(value: date | datetime | str | None) -> str:
    """21 November 2026"""
    if not value:
        return ""
    day = _day(value)
    return f"{day.day} {day:%B %Y}"


def shortdate(value: date | datetime | str | None) -> str:
    """21 Nov 2026, for tables."""
    if not value:
        return ""
    day = _day(value)
    return f"{day.day} {day:%b %Y}"


def daydate(value: date | datetime | str | None) -> str:
    """Monday 23 November 2026, for planning."""
    return f"{_day(value):%A} {longdate(value)}" if value else ""


def clock(value: datetime | time | None) -> str:
    """2:00pm, midday, midnight. An instant is told in the time of Europe/London."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = (value.astimezone(LONDON) if value.tzinfo else value).time()
    if (value.hour, value.minute) == (12, 0):
        return "midday"
    if (value.hour, value.minute) == (0, 0):
        return "midnight"
    return f"{value.hour % 12 or 12}:{value.minute:02d}{'am' if value.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """21 November 2026 at 2:00pm"""
    return f"{longdate(value)} at {clock(value)}" if value else ""


def date_range(start: date, end: date) -> str:
    """21 to 25 November 2026; the month and the year are said once when they are the same."""
    if start == end:
        return longdate(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {longdate(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {longdate(end)}"
    return f"{longdate(start)} to {longdate(end)}"


def money(pence: int | None) -> str:
    """£1,234.50, from whole pence; no pence when they are nought."""
    if pence is None:
        return ""
    sign, pence = ("-" if pence < 0 else ""), abs(int(pence))
    pounds, rest = divmod(pence, 100)
    return f"{sign}£{pounds:,}.{rest:02d}" if rest else f"{sign}£{pounds:,}"


def money_exact(pence: int | None) -> str:
    """£1,234.00: always with pence, for a column in which any amount has them."""
    if pence is None:
        return ""
    return f"{'-' if pence < 0 else ''}£{abs(int(pence)) // 100:,}.{abs(int(pence)) % 100:02d}"


def plural(count: int, one: str, many: str = "") -> str:
    """1 child, 2 children: plural(2, "child", "children")."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(parts: Iterable[object], last: str = "and") -> str:
    """Ada, Ben and Cal"""
    words = [str(part) for part in parts]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def lower_first(text: str | None) -> str:
    """For the middle of a sentence; "DBS number" and "I agree" keep their capitals."""
    text = text or ""
    if len(text) > 1 and not text[1].islower():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str | None) -> str:
    text = text or ""
    return text[:1].upper() + text[1:]


def in_words(value: Any) -> str:
    """A policy value, or any plain one, as a person would say it."""
    if value is None or value == "":
        return "Not stated"
    if hasattr(value, "in_words"):
        return str(value.in_words())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date | datetime):
        return longdate(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {in_words(part)}" for key, part in value.items())
    if isinstance(value, Sequence | frozenset | set) and not isinstance(value, str):
        return listed(in_words(part) for part in value) or "None"
    return f"{value:,}" if isinstance(value, int) else str(value)
