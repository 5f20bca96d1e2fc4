"""The next review of a household's approval, with the reason for its date."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.approvals.facts import ApprovalFacts
from core.duties.catalogue import Finding, SubjectFacts, duty, facts_of
from core.reviews import rules
from core.reviews.models import ReviewOfApproval
from core.reviews.timing import coming_review

WARN_DAYS = 56  # papers are gathered and the panel is booked in eight weeks


@dataclass(frozen=True)
class ReviewFacts:
    """The reviews of each of a household's approvals."""

    of_approval: Mapping[UUID, tuple[rules.Decided, ...]]


@facts_of("household", part="reviews")
def load_reviews(ids: Collection[UUID]) -> Mapping[UUID, ReviewFacts]:
    found: dict[UUID, dict[UUID, tuple[rules.Decided, ...]]] = defaultdict(dict)
    rows = ReviewOfApproval.objects.of_households(ids).order_by("decided_on", "id")
    for household, approval, day, panel in rows.values_list(
        "household_id", "approval_id", "decided_on", "went_to_panel"
    ):
        earlier = found[household].get(approval, ())
        found[household][approval] = (*earlier, rules.Decided(day, panel))
    return {household: ReviewFacts(reviews) for household, reviews in found.items()}


@duty(
    "review.first",
    subject="household",
    label="First {}",
    named_by="review.name",
    settings=("review.first_within", "review.name", "review.first_to_panel"),
)
def first_review(facts: SubjectFacts, policy: Any, on: date) -> Iterable[Finding]:
    """The first review since approval, which the panel hears. Source: SI 2011/581 r28(2), r28(5)."""
    yield from _review(facts, policy, on, first=True)


@duty(
    "review.next",
    subject="household",
    label="{}",
    named_by="review.name",
    settings=("review.interval", "review.name", "review.later_to_panel", "review.others_decided_by"),
)
def next_review(facts: SubjectFacts, policy: Any, on: date) -> Iterable[Finding]:
    """Each review after the first. Source: SI 2011/581 r28(2)."""
    yield from _review(facts, policy, on, first=False)


def _review(facts: SubjectFacts, policy: Any, on: date, *, first: bool) -> Iterable[Finding]:
    known: ApprovalFacts | None = facts.approval
    approval = known.in_force(on) if known else None
    if approval is None or approval.temporary_until_on:
        return
    told: ReviewFacts | None = facts.reviews
    reviews = told.of_approval.get(approval.id, ()) if told else ()
    coming = coming_review(policy, approval.approved_on, reviews)
    due = coming.due
    if due.is_first is not first:
        return
    yield Finding(
        due_on=due.by,
        starts_on=due.clock_started_on,
        warn_days=WARN_DAYS,
        note="goes to panel" if due.must_go_to_panel else "",
        trace=coming.why(policy, approval.approved_on, reviews),
    )
