"""What may be said of a household: who can be in it as what, and when things can have happened."""

from dataclasses import dataclass
from datetime import date

from core.people.rules import ADULT_AGE, check_not_future, is_child, joined_names
from hearth.dates import age_on
from hearth.errors import RuleBroken, StateConflict

CARER = "carer"
CHILD = "child"
MOST_CARERS = 2

__all__ = ["check_closing", "check_member", "check_move", "check_not_future", "joined_names", "reference"]


@dataclass(frozen=True)
class Candidate:
    """A person about to join a household."""

    name: str
    born_on: date | None


def reference(series: str, number: int) -> str:
    """FH-1042"""
    return f"{series}-{number}"


def check_member(candidate: Candidate, role: str, *, from_on: date, opened_on: date, today: date) -> None:
    """Refuse a member whose role does not fit their age, or whose first day cannot be.

    A carer and any other adult are 18 or over on the day; a child of the household has a date of birth and is under 18
    (Children Act 1989 s105(1)). Who lived there before the record was opened is said from their own first day.
    """
    check_not_future(from_on, on=today, what="Date they joined", field="from_on", code="households.in_future")
    if candidate.born_on and from_on < candidate.born_on:
        raise RuleBroken(
            "households.joined_before_birth",
            "Date they joined must be on or after their date of birth",
            field="from_on",
        )
    if role == CHILD:
        if candidate.born_on is None:
            raise RuleBroken("households.child_without_birthday", "Enter the child’s date of birth", field="born_on")
        if not is_child(candidate.born_on, from_on):
            raise RuleBroken(
                "households.not_a_child",
                f"{candidate.name} was {age_on(candidate.born_on, from_on)} on that day: add them as an adult",
                field="role",
                source="Children Act 1989 s105(1)",
            )
    elif is_child(candidate.born_on, max(from_on, opened_on) if role == CARER else today):
        raise RuleBroken(
            "households.not_an_adult",
            f"{candidate.name} must be {ADULT_AGE} or over to be {'a carer' if role == CARER else 'added as an adult'}",
            field="role",
            source="Children Act 1989 s105(1)",
        )


def check_leaving(name: str, *, from_on: date, until_on: date, today: date) -> None:
    """Refuse a last day that is to come, or before the first."""
    check_not_future(until_on, on=today, what="Date they left", field="until_on", code="households.in_future")
    if until_on < from_on:
        raise RuleBroken(
            "households.left_before_joining",
            f"Date they left must be on or after {from_on.day} {from_on:%B %Y}, when {name} joined",
            field="until_on",
        )


def check_move(moved_on: date, *, last_moved_on: date | None, today: date) -> None:
    """Refuse a move that is to come, or not after the one before."""
    check_not_future(moved_on, on=today, what="Date of the move", field="moved_on", code="households.in_future")
    if last_moved_on and moved_on <= last_moved_on:
        raise RuleBroken(
            "households.moved_before_last_move",
            f"Date of the move must be after {last_moved_on.day} {last_moved_on:%B %Y}, when they last moved",
            field="moved_on",
        )


def check_change(happened_on: date, told_on: date, *, today: date) -> None:
    """Refuse a change that is to come, or that was told before it happened."""
    check_not_future(happened_on, on=today, what="Date it changed", field="happened_on", code="households.in_future")
    check_not_future(told_on, on=today, what="Date we were told", field="told_on", code="households.in_future")
    if told_on < happened_on:
        raise RuleBroken(
            "households.told_before_it_happened",
            "Date we were told must be on or after the date it changed",
            field="told_on",
        )


def check_closing(closed_on: date, *, opened_on: date, reasons_to_stay_open: list[str], today: date) -> None:
    """Refuse to close a household that something still depends on; `reasons_to_stay_open` say what."""
    check_not_future(closed_on, on=today, what="Date of closing", field="closed_on", code="households.in_future")
    if closed_on < opened_on:
        raise RuleBroken(
            "households.closed_before_opening",
            "Date of closing must be on or after the day it was opened",
            field="closed_on",
        )
    if reasons_to_stay_open:
        raise StateConflict(
            "households.still_needed", f"This household cannot be closed yet: {'; '.join(reasons_to_stay_open)}."
        )
