"""When a figure may leave the council. No Django, no clock, no query.

Cells of 1 to 5 are withheld and the rest rounded to the nearest 5, so that neither a figure nor the difference of two
figures points at a household (the disclosure rules that the Department for Education uses for children's statistics).
"""

from datetime import date

from hearth.dates import add_months

SMALLEST_SHOWN = 6
ROUNDED_TO = 5


def safe_count(count: int) -> int | None:
    """The figure that may be published: 0 as it is, None for 1 to 5, otherwise the nearest multiple of 5."""
    if count == 0:
        return 0
    if count < SMALLEST_SHOWN:
        return None
    return ROUNDED_TO * ((2 * count + ROUNDED_TO) // (2 * ROUNDED_TO))


def last_full_month(day: date) -> date:
    """The first day of the last calendar month that is over on a day."""
    return add_months(day.replace(day=1), -1)


def year_ending(month: date) -> tuple[date, date]:
    """The first day of the 12 months that end with this one, and the first day after them."""
    after = add_months(month, 1)
    return add_months(after, -12), after
