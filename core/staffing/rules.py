"""What may be done with posts, holders and allocations. No Django, no clock, no query."""

from collections.abc import Collection, Iterable
from datetime import date

from hearth.errors import RuleBroken, StateConflict


def must_be_open(title: str, *, until_on: date | None, on: date) -> None:
    if until_on is not None and until_on <= on:
        raise StateConflict("staffing.post_ended", f"The post of {title} has ended.", field="post")


def may_end(*, from_on: date, until_on: date | None, on: date) -> None:
    """Whatever holds for a period ends once, and not before it began."""
    if until_on is not None:
        raise StateConflict("staffing.already_ended", "This has already ended.")
    if on < from_on:
        raise RuleBroken(
            "staffing.ends_before_start", "The last day must be on or after the day it began", field="until_on"
        )


def must_be_known_function(function: str, functions: Collection[str]) -> None:
    if function not in functions:
        raise RuleBroken("staffing.unknown_function", "Select what the worker will do", field="function")


def may_be_succeeded(present_from_on: date, *, worker_is_same: bool, on: date) -> None:
    """One worker at a time for each function: the successor starts on or after the day the present one began."""
    if worker_is_same:
        raise StateConflict("staffing.already_allocated", "This worker is already allocated.", field="worker")
    if on < present_from_on:
        raise RuleBroken(
            "staffing.succeeds_before_start",
            "The new worker must start on or after the day the present one did",
            field="from_on",
        )


def warning_about_team(
    worker_name: str, does: Iterable[str], wanted: Collection[str], *, in_a_team: bool, work: str
) -> str:
    """Words to show beside an allocation when the worker's teams do not do such work; "" when one does."""
    if set(does).intersection(wanted):
        return ""
    if not in_a_team:
        return f"{worker_name} holds no post in a team. The work will be listed under the team responsible for it."
    return f"{worker_name}’s team is not responsible for {work}."
