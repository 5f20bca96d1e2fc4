"""The first clocks of an enquiry, each from its own service target. Whether one runs is a matter of facts alone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.values.durations import Target
from config_per_tenant.transition import Clock, clock_of
from core.duties.catalogue import Finding, SubjectFacts, duty, facts_of
from core.recruitment.rules import EnquiryFacts, events_of
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate

TARGETS = {
    "recruitment.reply_to_enquiry": "Reply to the enquiry",
    "recruitment.information_pack": "Send the information pack",
    "recruitment.follow_up_call": "Make the follow-up call",
    "recruitment.initial_visit": "Arrange the initial visit",
    "recruitment.initial_visit_record": "Write up the initial visit",
    "recruitment.assessment": "Finish the assessment",
    "recruitment.application_to_panel": "Bring the application to panel",
    "recruitment.connected_person_assessment": "Finish the connected person’s assessment",
    "recruitment.decision_letter": "Send the decision letter",
}
ONLY_FOR = {
    "recruitment.assessment": ("mainstream", "short_break"),
    "recruitment.connected_person_assessment": ("connected_person",),
}
STANDARD = "NMS 13"
ASSESSMENT, TO_PANEL, PANEL = "recruitment.assessment", "recruitment.application_to_panel", "panel.recommended"


@facts_of("enquiry", part="recruitment")
def enquiry_facts(ids: Collection[UUID]) -> dict[UUID, EnquiryFacts]:
    from core.recruitment.models import Contact, Enquiry, StageReached

    contacts: dict[UUID, list[tuple[str, date]]] = {}
    for enquiry_id, event, on in Contact.objects.filter(enquiry__in=ids).values_list("enquiry_id", "event", "made_on"):
        contacts.setdefault(enquiry_id, []).append((event, on))
    stages: dict[UUID, list[tuple[str, date]]] = {}
    for enquiry_id, stage, on in StageReached.objects.filter(enquiry__in=ids).values_list(
        "enquiry_id", "stage", "reached_on"
    ):
        stages.setdefault(enquiry_id, []).append((stage, on))
    return {
        enquiry.pk: EnquiryFacts(
            route=enquiry.route,
            events=events_of(
                received_on=enquiry.received_on,
                contacts=contacts.get(enquiry.pk, ()),
                stages=stages.get(enquiry.pk, ()),
            ),
            ended_on=enquiry.ended_on,
        )
        for enquiry in Enquiry.objects.filter(pk__in=ids)
    }


def _start_of(known: EnquiryFacts, target: Target) -> date | None:
    return known.on(target.starts)


@duty(
    "recruitment.clock",
    subject="enquiry",
    label="Enquiry",
    settings=tuple(TARGETS),
    responsible="recruitment",
    seen_by="recruitment.view",
)
def clocks(facts: SubjectFacts, policy: Any, on: date) -> Iterator[Finding]:
    """One finding for each target whose clock has started and not stopped. Pure.

    Where a council's own target for the assessment runs to panel, the standard's clock to panel says nothing more.
    """
    known: EnquiryFacts | None = facts.recruitment
    if known is None or known.ended_on is not None:
        return
    to_panel_by: date | None = None
    for key, label in TARGETS.items():
        if known.route not in ONLY_FOR.get(key, (known.route,)):
            continue
        clock = clock_of(policy, key, partial(_start_of, known))
        found = _sooner(_own(known, clock), _of_law(known, policy, key, clock))
        if found is None or (key == TO_PANEL and to_panel_by is not None and to_panel_by <= found.by):
            continue
        if key == ASSESSMENT and found.stops == PANEL:
            to_panel_by = found.by
        yield Finding(
            key=key.removeprefix("recruitment."),
            due_on=found.by,
            starts_on=found.since,
            warn_days=2,
            note=label,
            trace=Trace(
                rule=f"{label}: {found.words}",
                facts=(Fact("Clock started", longdate(found.since), f"enquiry:{facts.subject_id}"),),
                settings=(clock.use(),),
                sources=(found.source,),
                steps=found.steps,
            ),
        )


@dataclass(frozen=True)
class _Running:
    """One clock that runs: the council's own, or that of a provision beside it."""

    since: date
    by: date
    stops: str
    words: str
    source: str
    steps: tuple[str, ...]


def _own(known: EnquiryFacts, clock: Clock) -> _Running | None:
    target, started = clock.value, clock.started_on
    if target is None or started is None or known.on(target.stops) is not None:
        return None
    due = clock.due(lambda value, since: value.due_within.after(since))
    step = f"{target.due_within.in_words()} after {longdate(started)} is {longdate(due.by)}"
    return _Running(started, due.by, target.stops, target.in_words(), STANDARD, (step, *due.steps))


def _of_law(known: EnquiryFacts, policy: Any, key: str, clock: Clock) -> _Running | None:
    """The provision's own clock, where the council counts to the same end from somewhere else."""
    entry = policy.entry(key)
    setting = entry.setting
    same_end = clock.value is not None and clock.value.stops == setting.stops
    started = known.on(setting.starts)
    if not same_end or entry.is_compared or started is None or known.on(setting.stops) is not None:
        return None
    for provision in entry.provisions:
        by = provision.value.after(started)
        step = f"{provision.value.in_words()} after {longdate(started)} is {longdate(by)}"
        why = f"{provision.source} counts from {EVENTS[setting.starts]} and comes first."
        return _Running(started, by, setting.stops, provision.in_words(), provision.source, (step, why))
    return None


def _sooner(own: _Running | None, law: _Running | None) -> _Running | None:
    return law if own is None or (law is not None and law.by < own.by) else own
