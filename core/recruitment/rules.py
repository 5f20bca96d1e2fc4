"""Stages, contacts and the clocks they start and stop. No Django, no clock, no query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hearth.errors import RuleBroken, StateConflict

# What can be done for an enquirer, by the event that it is in policy, in the order in which it usually happens.
CONTACTS = {
    "enquiry.replied": "Reply",
    "information.sent": "Information pack",
    "follow_up.made": "Follow-up call",
    "initial_visit.offered": "Offer of an initial visit",
    "initial_visit.made": "Initial visit",
    "initial_visit.recorded": "Written record of the initial visit",
}
# The neutral stage that a contact brings an enquiry to.
STAGE_OF_CONTACT = {
    "information.sent": "information",
    "follow_up.made": "follow_up",
    "initial_visit.made": "initial_visit",
}
# The event that reaching a stage is, where policy names one.
EVENT_OF_STAGE = {
    "enquiry": "enquiry.received",
    "decision_to_proceed": "proceed.decided",
    "application": "application.received",
    "checks": "checks.completed",
    "assessment": "assessment.started",
    "report_shared": "assessment.completed",
    "panel": "panel.recommended",
    "decision": "approval.decided",
    "agreement": "approval.started",
    "handover": "worker.allocated",
}
STAGE_ORDER = (
    "enquiry",
    "information",
    "follow_up",
    "initial_visit",
    "decision_to_proceed",
    "application",
    "checks",
    "preparation",
    "assessment",
    "report_shared",
    "panel",
    "decision",
    "agreement",
    "handover",
)


@dataclass(frozen=True)
class EnquiryFacts:
    """What has happened with one enquiry: the day of each event that policy may name."""

    route: str
    events: Mapping[str, date]
    ended_on: date | None = None

    def on(self, event: str) -> date | None:
        return self.events.get(event)


def events_of(*, received_on: date, contacts: Iterable[tuple[str, date]], stages: Iterable[tuple[str, date]]) -> dict:
    """The day of each event, from contacts made and stages reached. A contact outweighs the stage that it brought."""
    events = {EVENT_OF_STAGE[stage]: on for stage, on in stages if stage in EVENT_OF_STAGE}
    events |= dict(contacts)
    return events | {"enquiry.received": received_on}


def check_day(day: date, *, received_on: date, today: date, field: str) -> None:
    """Refuse a day in the future, or before the enquiry was received."""
    if day > today:
        raise RuleBroken("recruitment.in_future", "Date must be today or in the past", field=field)
    if day < received_on:
        raise RuleBroken(
            "recruitment.before_enquiry",
            f"Date must be on or after the day of the enquiry, {received_on.day} {received_on:%B %Y}",
            field=field,
        )


def check_open(ended_on: date | None) -> None:
    if ended_on is not None:
        raise StateConflict("recruitment.ended", f"This enquiry ended on {ended_on.day} {ended_on:%B %Y}.")


def check_stage(stage: str, *, known: Iterable[str], reached: Mapping[str, date], on: date) -> None:
    """Refuse a stage that the council does not have, one already reached, or a day out of order with the others."""
    if stage not in set(known):
        raise RuleBroken("recruitment.unknown_stage", "Select a stage from the list", field="stage")
    if stage in reached:
        raise StateConflict("recruitment.stage_reached", "This stage was reached already.", field="stage")
    place = STAGE_ORDER.index(stage)
    for other, other_on in reached.items():
        if other not in STAGE_ORDER:
            continue
        if STAGE_ORDER.index(other) < place and on < other_on:
            raise RuleBroken(
                "recruitment.out_of_order",
                f"Date must be on or after {other_on.day} {other_on:%B %Y}, when an earlier stage was reached",
                field="reached_on",
            )
        if STAGE_ORDER.index(other) > place and on > other_on:
            raise RuleBroken(
                "recruitment.out_of_order",
                f"Date must be on or before {other_on.day} {other_on:%B %Y}, when a later stage was reached",
                field="reached_on",
            )


def furthest(reached: Iterable[str]) -> str:
    """The stage furthest along, by the neutral order; "enquiry" when none is known."""
    known = [stage for stage in reached if stage in STAGE_ORDER]
    return max(known, key=STAGE_ORDER.index, default="enquiry")
