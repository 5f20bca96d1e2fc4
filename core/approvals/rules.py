"""What law decides about approvals: when a resignation takes effect, how long a temporary approval may last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from hearth.errors import RuleBroken, StateConflict

RESIGNATION = "SI 2011/581 r28(13)"
TEMPORARY = "SI 2010/959 r24"
EXTENSION = "SI 2010/959 r25(2)"
USUAL_LIMIT = "Children Act 1989 Sch 7"
OLDEST = 17


class Period(Protocol):
    """A length of time, as policy and national values give it."""

    def after(self, day: date) -> date: ...

    def in_words(self) -> str: ...


@dataclass(frozen=True)
class TermsAsked:
    """Terms as somebody proposes them."""

    places: int
    age_from: int
    age_to: int
    over_limit: str = ""


def resignation_takes_effect(received_on: date, *, notice: Period) -> date:
    """The day an approval ends after written notice was received; nobody accepts it. Source: SI 2011/581 r28(13)."""
    return notice.after(received_on)


def last_day_of_temporary_approval(approved_on: date, *, most: Period) -> date:
    """The last day that a temporary approval of a connected person can cover. Source: SI 2010/959 r24."""
    return most.after(approved_on)


def last_day_of_extension(temporary_until_on: date, *, most: Period) -> date:
    """The last day that an extension covers; it runs from the end of the first period. Source: SI 2010/959 r25(2)."""
    return most.after(temporary_until_on)


def kept_until(ended_on: date, *, least: Period) -> date:
    """The first day on which anybody may decide that a carer's record is not needed. Source: SI 2011/581 r32(1)."""
    return least.after(ended_on)


def check_temporary_until(approved_on: date, until_on: date, *, most: Period, source: str = TEMPORARY) -> None:
    """Refuse a temporary approval that ends before it starts or lasts longer than law, or the council, allows."""
    last = last_day_of_temporary_approval(approved_on, most=most)
    if until_on < approved_on:
        raise RuleBroken(
            "approvals.temporary_ends_before_start",
            "Last day must be on or after the day of the decision",
            field="temporary_until_on",
        )
    if until_on > last:
        raise RuleBroken(
            "approvals.temporary_too_long",
            f"Last day must be on or before {_said(last)}: a temporary approval lasts at most {most.in_words()}",
            field="temporary_until_on",
            source=source,
        )


def check_extension(
    until_on: date,
    *,
    temporary_until_on: date,
    extensions: int,
    most: Period,
    most_times: int,
    source: str = EXTENSION,
    source_of_times: str = EXTENSION,
) -> None:
    """Refuse an extension too many, one that adds nothing, or one longer than law, or the council, allows."""
    if most_times == 0:
        raise StateConflict(
            "approvals.never_extended", "A temporary approval is not extended here.", source=source_of_times
        )
    if extensions >= most_times:
        raise StateConflict(
            "approvals.extended_already", "A temporary approval can be extended once only.", source=source_of_times
        )
    last = last_day_of_extension(temporary_until_on, most=most)
    if not temporary_until_on < until_on <= last:
        raise RuleBroken(
            "approvals.extension_too_long",
            f"New last day must be after {_said(temporary_until_on)} and on or before {_said(last)},"
            f" {most.in_words()} later",
            field="until_on",
            source=source,
        )


def check_decision_day(decided_on: date, *, today: date, opened_on: date) -> None:
    """Refuse a decision that is to come, or that was taken before there was a record to decide about."""
    if decided_on > today:
        raise RuleBroken(
            "approvals.in_future", "Date of the decision must be today or in the past", field="approved_on"
        )
    if decided_on < opened_on:
        raise RuleBroken(
            "approvals.before_opening",
            f"Date of the decision must be on or after {_said(opened_on)}, when the household’s record was opened",
            field="approved_on",
        )


def check_terms(terms: TermsAsked) -> None:
    """Refuse terms that say nothing or contradict themselves."""
    if terms.places < 1:
        raise RuleBroken("approvals.no_places", "Number of children must be 1 or more", field="places")
    if terms.age_from < 0 or terms.age_to > OLDEST:
        raise RuleBroken(
            "approvals.ages_out_of_range",
            f"Ages must be from 0 to {OLDEST}: a child is under 18",
            field="age_to",
            source="Children Act 1989 s105(1)",
        )
    if terms.age_to < terms.age_from:
        raise RuleBroken(
            "approvals.ages_reversed", "Oldest age must be the same as the youngest or above it", field="age_to"
        )


def over_usual_limit(terms: TermsAsked, *, limit: int, source: str = USUAL_LIMIT) -> str:
    """Words of warning when terms pass the usual fostering limit and nobody said why; empty otherwise.

    The limit is about children living there, so that terms beyond it are not void: it is warned of, not refused.
    Source: Children Act 1989 Sch 7 para 2 to 4.
    """
    if terms.places <= limit or terms.over_limit:
        return ""
    return (
        f"More than {limit} children may live here only when all are brothers and sisters of each other, or when the"
        f" council where the household lives has exempted it in writing, naming the children ({source})."
    )


def check_new_terms(from_on: date, *, approved_on: date, ends_on: date | None, days_taken: Sequence[date]) -> None:
    """Refuse terms from a day outside the approval, or from a day on which terms begin already."""
    if from_on < approved_on or (ends_on and from_on >= ends_on):
        raise RuleBroken(
            "approvals.terms_outside_approval", "Date must be while the approval is in force", field="from_on"
        )
    if from_on in days_taken:
        raise StateConflict(
            "approvals.terms_on_that_day", f"Other terms already start on {_said(from_on)}.", field="from_on"
        )


def check_ending(ends_on: date, *, approved_on: date, today: date) -> None:
    """Refuse an ending that is to come or before the approval began."""
    if ends_on > today:
        raise RuleBroken("approvals.in_future", "Date it ended must be today or in the past", field="ends_on")
    if ends_on < approved_on:
        raise RuleBroken(
            "approvals.ends_before_start",
            f"Date it ended must be on or after {_said(approved_on)}, when it was given",
            field="ends_on",
        )


def overlaps(approved_on: date, *, ends_on: date | None) -> bool:
    """Whether an approval given on a day would overlap one that ends on `ends_on` (None: has no end)."""
    return ends_on is None or approved_on < ends_on


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
