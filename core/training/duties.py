"""The training, support and development standards that each carer has yet to complete."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from config_per_tenant.transition import clock_of
from core.approvals.facts import ApprovalFacts
from core.approvals.labels import category_label
from core.duties.catalogue import Finding, SubjectFacts, duty, facts_of
from core.households.models import Member
from core.training import rules
from core.training.models import TsdCompletion
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate

WARN_DAYS = 56


@dataclass(frozen=True)
class CarerTraining:
    """One carer of a household: since when and until when (that day not included), and when the standards were
    completed.
    """

    person_id: UUID
    name: str
    from_on: date
    until_on: date | None
    completed_on: date | None

    def is_carer(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True)
class TrainingFacts:
    carers: tuple[CarerTraining, ...]


@facts_of("household", part="training")
def load_training(ids: Collection[UUID]) -> Mapping[UUID, TrainingFacts]:
    """Two queries, however many households."""
    members = list(Member.objects.of_households(ids).carers().order_by("from_on", "id"))
    done = dict(
        TsdCompletion.objects.filter(person_id__in=[member.person_id for member in members]).values_list(
            "person_id", "completed_on"
        )
    )
    found: dict[UUID, list[CarerTraining]] = defaultdict(list)
    for member in members:
        found[member.household_id].append(
            CarerTraining(
                member.person_id, member.person.full_name, member.from_on, member.until_on, done.get(member.person_id)
            )
        )
    return {household: TrainingFacts(tuple(carers)) for household, carers in found.items()}


@duty(
    "training.tsd",
    subject="household",
    label="Training standards",
    settings=("training.tsd_mainstream", "training.tsd_connected_person", "training.tsd_short_break"),
)
def tsd_due(facts: SubjectFacts, policy: Any, on: date) -> Iterable[Finding]:
    """One duty for each carer who has not completed the standards. Source: NMS 20.3."""
    known: ApprovalFacts | None = facts.approval
    approval = known.in_force(on) if known else None
    told: TrainingFacts | None = facts.training
    if approval is None or told is None:
        return
    key = rules.setting_for(approval.category)
    for carer in told.carers:
        if not carer.is_carer(on) or carer.completed_on:
            continue
        since = rules.clock_starts_on(approval.approved_on, carer.from_on)
        clock = clock_of(policy, key, since)
        due = clock.due(lambda within, started: within.after(started))
        yield Finding(
            key=str(carer.person_id),
            due_on=due.by,
            starts_on=since,
            warn_days=WARN_DAYS,
            note=carer.name,
            trace=Trace(
                rule="Each carer completes the training, support and development standards soon enough after approval.",
                facts=(
                    Fact("Carer", carer.name),
                    Fact("Approved", longdate(approval.approved_on)),
                    Fact("Approved as", category_label(approval.category, policy)),
                    Fact("Carer of this household since", longdate(carer.from_on)),
                ),
                settings=(clock.use(),),
                sources=(rules.STANDARD,),
                steps=(f"{longdate(since)} and {clock.value.in_words()} is {longdate(due.by)}.", *due.steps),
            ),
        )
