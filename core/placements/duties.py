"""A child who lives where nobody is approved: due at once, from facts alone."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.approvals.facts import ApprovalFacts
from core.duties.catalogue import Finding, SubjectFacts, duty, facts_of
from core.placements.models import Placement
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate

WITHIN_APPROVAL = "SI 2010/959 r22"


@dataclass(frozen=True)
class Placed:
    """A child who is placed with the household now."""

    placement: UUID
    child: str
    started_on: date


@facts_of("household", part="placements")
def children_placed(ids: Collection[UUID]) -> dict[UUID, tuple[Placed, ...]]:
    found: dict[UUID, list[Placed]] = defaultdict(list)
    rows = Placement.objects.filter(household_id__in=list(ids), ended_on__isnull=True).select_related("child")
    for placement in rows.order_by("started_on", "id"):
        found[placement.household_id].append(Placed(placement.pk, placement.child.reference, placement.started_on))
    return {household: tuple(placed) for household, placed in found.items()}


@duty(
    "placements.without_approval",
    subject="household",
    label="Child in a home without approval",
    seen_by="placements.view",
)
def without_approval(facts: SubjectFacts, policy: Any, on: date) -> Iterator[Finding]:
    """Each child placed where no approval holds today must be moved, or the home approved. Pure."""
    approvals: ApprovalFacts | None = facts.approval
    if approvals is not None and approvals.in_force(on) is not None:
        return
    for placed in facts.placements or ():
        yield Finding(
            key=str(placed.placement),
            due_on=on,
            starts_on=placed.started_on,
            warn_days=0,
            note=placed.child,
            trace=Trace(
                rule="A looked-after child may be placed only with a foster carer who is approved. "
                "Nobody in this home is approved now: arrange another home, or have this one approved.",
                facts=(
                    Fact("Living here since", longdate(placed.started_on), f"placement:{placed.placement}"),
                    Fact("Approved now", "No"),
                ),
                sources=(WITHIN_APPROVAL,),
            ),
        )
