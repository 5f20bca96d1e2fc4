"""What an approval asks for by a day: a temporary one must be followed by a full decision before it runs out."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from core.approvals.facts import ApprovalFacts, approval_facts
from core.approvals.rules import EXTENSION, TEMPORARY
from core.duties.catalogue import Finding, SubjectFacts, duty, facts_of
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate

WARN_DAYS = 28


@facts_of("household", part="approval")
def load_approvals(ids: Collection[UUID]) -> Mapping[UUID, ApprovalFacts]:
    return approval_facts(ids)


@duty("approval.temporary_ends", subject="household", label="Temporary approval runs out")
def temporary_approval_ends(facts: SubjectFacts, policy: Any, on: date) -> Iterable[Finding]:
    """The last day of a temporary approval that nothing has followed. Source: SI 2010/959 r24, r25(6)."""
    known: ApprovalFacts | None = facts.approval
    last = known.approvals[-1] if known else None
    if last is None or last.temporary_until_on is None or last.ends_on or on < last.approved_on:
        return
    yield Finding(
        due_on=last.temporary_until_on,
        starts_on=last.approved_on,
        warn_days=WARN_DAYS,
        responsibility="connected_assessment",
        trace=Trace(
            rule=(
                "A temporary approval of a connected person ends on its last day. The full decision is taken by"
                " then, or the child’s placement ends after other arrangements are made."
            ),
            facts=tuple(
                Fact(label, longdate(day))
                for label, day in (
                    ("Approved temporarily", last.approved_on),
                    ("Extended by a decision of", last.extended_on),
                    ("Last day", last.temporary_until_on),
                )
                if day
            ),
            sources=(TEMPORARY, EXTENSION, "SI 2010/959 r25(6)")
            if last.extended_on
            else (TEMPORARY, "SI 2010/959 r25(6)"),
        ),
    )
