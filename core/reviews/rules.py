"""When a review of approval must be decided, and whether the panel must hear it. Plain functions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hearth.errors import RuleBroken
from hearth.trace import Trace

WITHIN = "SI 2011/581 r28(2)"
FIRST_TO_PANEL = "SI 2011/581 r28(5)"


class Period(Protocol):
    """A length of time, as policy gives it."""

    def after(self, day: date) -> date: ...

    def in_words(self) -> str: ...


@dataclass(frozen=True)
class Decided:
    """A review that was decided."""

    decided_on: date
    went_to_panel: bool


@dataclass(frozen=True)
class ReviewDue:
    """The last day for a review to be decided, and whether the panel must hear it first."""

    by: date
    is_first: bool
    must_go_to_panel: bool
    clock_started_on: date
    source: str = WITHIN


def next_review_due(
    approved_on: date,
    reviews: tuple[Decided, ...],
    *,
    first_within: Period,
    interval: Period,
    first_to_panel: bool = True,
    later_to_panel: Period | None = None,
) -> ReviewDue:
    """Say by when the next review of an approval must be decided: the meeting alone is not enough.

    A review decided early brings the next one forward. The first goes to the panel; a later one does when
    `later_to_panel` will have passed by then since the panel last heard one (None: never, unless somebody refers it).
    `reviews` are those of this approval, in any order. Source: SI 2011/581 r28(2), r28(5).
    """
    if not reviews:
        return ReviewDue(first_within.after(approved_on), True, first_to_panel, approved_on)
    last = max(review.decided_on for review in reviews)
    by = interval.after(last)
    heard = max((review.decided_on for review in reviews if review.went_to_panel), default=approved_on)
    must = later_to_panel is not None and later_to_panel.after(heard) <= by
    return ReviewDue(by, False, must, last)


def check_review(
    *,
    held_on: date | None,
    decided_on: date,
    approved_on: date,
    ended_on: date | None,
    last_decided_on: date | None,
    today: date,
) -> None:
    """Refuse a review decided in the future, before it was held, outside the approval or before the one that is
    known.
    """
    if decided_on > today:
        raise RuleBroken("reviews.in_future", "Date of the decision must be today or in the past", field="decided_on")
    if held_on and held_on > decided_on:
        raise RuleBroken(
            "reviews.decided_before_held",
            "Date of the decision must be on or after the date of the review meeting",
            field="decided_on",
        )
    if decided_on < approved_on or (ended_on and decided_on > ended_on):
        raise RuleBroken(
            "reviews.outside_approval",
            "Date of the decision must be while the approval is in force",
            field="decided_on",
        )
    if last_decided_on and decided_on <= last_decided_on:
        raise RuleBroken(
            "reviews.before_last_review",
            f"Date of the decision must be after {last_decided_on.day} {last_decided_on:%B %Y}, that of the last one",
            field="decided_on",
        )


def check_panel(
    due: ReviewDue, went_to_panel: bool, *, first_to_panel: bool, why: Callable[[], Trace] | None = None
) -> None:
    """Refuse a first review that the panel has not heard, telling `why`. Source: SI 2011/581 r28(5)."""
    if due.is_first and first_to_panel and not went_to_panel:
        raise RuleBroken(
            "reviews.first_goes_to_panel",
            "The first review goes to the panel before it is decided",
            field="went_to_panel",
            source=FIRST_TO_PANEL,
            why=why() if why else None,
        )


def advice_on_panel(due: ReviewDue, went_to_panel: bool, *, later_to_panel: Period | None) -> str:
    """Words when a later review was decided without the panel though policy would have it heard; empty otherwise."""
    if due.is_first or went_to_panel or not due.must_go_to_panel or later_to_panel is None:
        return ""
    return f"Policy has the panel hear a review every {later_to_panel.in_words()}, and it has not heard this one."
