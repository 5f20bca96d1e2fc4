"""What the record of a child may say. No Django, no clock, no query."""

from datetime import date

from hearth.dates import age_on
from hearth.errors import RuleBroken


def check_dates(*, born_on: date, looked_after_from_on: date, today: date) -> None:
    """Refuse dates that cannot be: born or looked after in the future, or looked after before birth or from 18.

    A child is somebody under 18 (Children Act 1989 s105(1)).
    """
    if born_on > today:
        raise RuleBroken("children.born_in_future", "Date of birth must be today or in the past", field="born_on")
    if looked_after_from_on > today:
        raise RuleBroken(
            "children.looked_after_in_future",
            "Date the child became looked after must be today or in the past",
            field="looked_after_from_on",
        )
    if looked_after_from_on < born_on:
        raise RuleBroken(
            "children.looked_after_before_birth",
            "Date the child became looked after must be on or after the date of birth",
            field="looked_after_from_on",
        )
    if age_on(born_on, looked_after_from_on) >= 18:
        raise RuleBroken(
            "children.adult",
            "Date of birth must make the child under 18 on the day they became looked after",
            field="born_on",
            source="Children Act 1989 s105(1)",
        )
