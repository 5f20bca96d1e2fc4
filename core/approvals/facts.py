"""What rules below are told of a household's approvals: plain data, and the bulk loader that fetches it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.approvals.models import Approval


@dataclass(frozen=True)
class ApprovalFact:
    """One approval. It is in force from `approved_on` until `ends_on`, that day not included, and no longer than
    `temporary_until_on`, which is its last day.
    """

    id: UUID
    category: str
    approved_on: date
    temporary_until_on: date | None
    extended_on: date | None
    ends_on: date | None

    def is_in_force(self, on: date) -> bool:
        if on < self.approved_on or (self.ends_on and on >= self.ends_on):
            return False
        return self.temporary_until_on is None or on <= self.temporary_until_on


@dataclass(frozen=True)
class ApprovalFacts:
    """A household's approvals, oldest first."""

    approvals: tuple[ApprovalFact, ...]

    def in_force(self, on: date) -> ApprovalFact | None:
        return next((known for known in reversed(self.approvals) if known.is_in_force(on)), None)


def approval_facts(ids: Collection[UUID]) -> dict[UUID, ApprovalFacts]:
    """The approvals of households, by household: one query, however many."""
    found: dict[UUID, list[ApprovalFact]] = defaultdict(list)
    for row in Approval.objects.of_households(ids).order_by("approved_on", "id"):
        found[row.household_id].append(
            ApprovalFact(
                id=row.pk,
                category=row.category,
                approved_on=row.approved_on,
                temporary_until_on=row.temporary_until_on,
                extended_on=row.extended_on,
                ends_on=row.ends_on,
            )
        )
    return {household_id: ApprovalFacts(tuple(approvals)) for household_id, approvals in found.items()}
