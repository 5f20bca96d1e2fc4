"""The first clocks of an enquiry, each from its own service target. Whether one runs is a matter of facts alone."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from config_per_tenant.schema.values.durations import Target
from config_per_tenant.transition import clock_of
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
    "recruitment.connected_person_assessment": "Finish the connected person’s assessment",
    "recruitment.decision_letter": "Send the decision letter",
}
ONLY_FOR = {
    "recruitment.assessment": ("mainstream", "short_break"),
    "recruitment.connected_person_assessment": ("connected_person",),
}
STANDARD = "NMS 13"


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
    """One finding for each target whose clock has started and not stopped. Pure."""
    known: EnquiryFacts | None = facts.recruitment
    if known is None or known.ended_on is not None:
        return
    for key, label in TARGETS.items():
        if known.route not in ONLY_FOR.get(key, (known.route,)):
            continue
        clock = clock_of(policy, key, partial(_start_of, known))
        target, started = clock.value, clock.started_on
        if target is None or started is None or known.on(target.stops) is not None:
            continue
        due = clock.due(lambda value, since: value.due_within.after(since))
        yield Finding(
            key=key.removeprefix("recruitment."),
            due_on=due.by,
            starts_on=started,
            warn_days=2,
            note=label,
            trace=Trace(
                rule=f"{label}: {target.in_words()}",
                facts=(Fact("Clock started", longdate(started), f"enquiry:{facts.subject_id}"),),
                settings=(clock.use(),),
                sources=(STANDARD,),
                steps=(
                    f"{target.due_within.in_words()} after {longdate(started)} is {longdate(due.by)}",
                    *due.steps,
                ),
            ),
        )
