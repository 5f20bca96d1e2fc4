"""When visits are due and which may be recorded. Dates and plain values only: no Django, no clock, no query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hearth.errors import RuleBroken, StateConflict

SUPERVISION = "SI 2011/581 r17; NMS 21"
UNANNOUNCED = "NMS 21.8"


class Length(Protocol):
    """A length of time, such as config_per_tenant's Duration."""

    def after(self, day: date) -> date: ...


class LengthRange(Protocol):
    @property
    def most(self) -> Length: ...
    @property
    def usual_or_most(self) -> Length: ...


@dataclass(frozen=True)
class VisitDue:
    """`expected_on` is the usual day, `by` the last one on which the visit is not late. `clock` started on `since`."""

    since: date
    clock: str  # "last_visit", "approval" or "allocation"
    expected_on: date
    by: date


def next_visit_due(
    approved_on: date, last_visit_on: date | None, interval: LengthRange, *, allocated_on: date | None = None
) -> VisitDue:
    """Say when a household is next to be visited.

    Each visit starts the clock again, announced or not. Before the first, the clock runs from approval, or from the day
    the first worker was allocated when that was before approval had been reached and so is later. The visit is expected
    after the usual interval and late only after the longest. Source: SI 2011/581 r17; NMS 21; council policy.
    """
    if last_visit_on is not None and last_visit_on >= approved_on:
        since, clock = last_visit_on, "last_visit"
    elif allocated_on is not None and allocated_on > approved_on:
        since, clock = allocated_on, "allocation"
    else:
        since, clock = approved_on, "approval"
    return VisitDue(since, clock, interval.usual_or_most.after(since), interval.most.after(since))


@dataclass(frozen=True)
class UnannouncedDue:
    """The last day for the next unannounced visit. `counted` are those that still count towards the period."""

    since: date
    by: date
    counted: tuple[date, ...]


def unannounced_visit_due(approved_on: date, visits: Sequence[date], *, count: int, period: Length) -> UnannouncedDue:
    """Say by when a household must next be visited without notice, so that every period holds `count` of them.

    The period rolls: it is never the calendar year. With 1 a year, the next is due a year after the last; with 2, a
    year after the last but one. Until there have been so many, the period runs from approval. Source: NMS 21.8.
    """
    made = sorted((day for day in visits if day >= approved_on), reverse=True)
    since = made[count - 1] if len(made) >= count else approved_on
    return UnannouncedDue(since, period.after(since), tuple(made[:count]))


def visit_is_not_in_the_future(made_on: date, today: date) -> None:
    if made_on > today:
        raise RuleBroken("visits.in_future", "Date of visit must be today or in the past", field="made_on")


def visit_may_be_recorded(
    *, made_on: date, kind: str, mode: str, approved_on: date | None, ended_on: date | None, today: date
) -> None:
    """Refuse a visit in the future, one to a household that was not approved that day, and one that makes no sense."""
    visit_is_not_in_the_future(made_on, today)
    if approved_on is None:
        raise StateConflict(
            "visits.not_approved", "This household is not approved to foster, so it has no supervision visits."
        )
    if made_on < approved_on:
        raise RuleBroken(
            "visits.before_approval",
            f"Date of visit must be on or after {_said(approved_on)}, when the household was approved",
            field="made_on",
            source="SI 2011/581 r17",
        )
    if ended_on is not None and made_on >= ended_on:
        raise RuleBroken(
            "visits.after_approval",
            f"Date of visit must be before {_said(ended_on)}, when the approval ended",
            field="made_on",
            source="SI 2011/581 r17",
        )
    _must_be_at_home(kind, mode)


def visit_may_be_planned(
    *, planned_on: date, kind: str, mode: str, approved_on: date | None, ended_on: date | None, today: date
) -> None:
    if planned_on < today:
        raise RuleBroken("visits.planned_in_past", "Day of the visit must be today or in the future", field="day")
    if approved_on is None or planned_on < approved_on or (ended_on is not None and planned_on >= ended_on):
        raise StateConflict(
            "visits.not_approved", "This household is not approved to foster on that day, so no visit can be planned."
        )
    _must_be_at_home(kind, mode)


def action_may_be_done(*, done_on: date, visit_made_on: date, already_done: bool, today: date) -> None:
    if already_done:
        raise StateConflict("visits.action_done", "This action is already done.")
    if done_on > today:
        raise RuleBroken("visits.action_in_future", "Date it was done must be today or in the past", field="done_on")
    if done_on < visit_made_on:
        raise RuleBroken(
            "visits.action_before_visit", "Date it was done must be on or after the visit", field="done_on"
        )


def _must_be_at_home(kind: str, mode: str) -> None:
    if kind == "unannounced" and mode != "home":
        raise RuleBroken(
            "visits.unannounced_away_from_home",
            "An unannounced visit is made at home. Select “At home”, or record the visit as announced",
            field="mode",
            source=UNANNOUNCED,
        )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
