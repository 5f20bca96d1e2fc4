"""Recording what a review of approval decided."""

from datetime import date

from django.db import transaction

from config_per_tenant.policy import policy_on
from core.approvals.deciding import decided
from core.approvals.models import Approval
from core.duties.derive import refresh
from core.households.models import Household
from core.reviews import rules
from core.reviews.models import Outcome, ReviewOfApproval
from core.reviews.timing import FIRST_TO_PANEL, coming_review
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import StateConflict
from hearth.identity.models import User


@transaction.atomic
def record_review_decision(
    approval: Approval,
    *,
    decided_on: date,
    outcome: str,
    went_to_panel: bool,
    by: Actor,
    held_on: date | None = None,
    decided_by: User | None = None,
    decided_by_name: str = "",
    notes: str = "",
) -> ReviewOfApproval:
    """Record the decision of a review. The next one is due from this day, not from the meeting (SI 2011/581 r28(2)).

    Other terms, or an ending, are decisions of their own that follow the notice r28 asks for; the outcome only says
    that the review came to them. Raises: NotPermitted; RuleBroken for a day to come, outside the approval or before
    the last review, for a first review that the panel has not heard (r28(5)), or a decision that is not this person's
    to take; StateConflict for a temporary approval, which is not reviewed but followed by a full decision.
    """
    household = Household.objects.hold(approval.household_id)
    require(by, "reviews.record_review_decision", household)
    approval = Approval.objects.hold(approval)
    if approval.is_temporary:
        raise StateConflict(
            "reviews.temporary_approval",
            "A temporary approval is not reviewed: it is followed by a full decision.",
            source="SI 2010/959 r24",
        )
    earlier = tuple(
        rules.Decided(day, panel) for day, panel in approval.reviews.values_list("decided_on", "went_to_panel")
    )
    rules.check_review(
        held_on=held_on,
        decided_on=decided_on,
        approved_on=approval.approved_on,
        ended_on=approval.ends_on,
        last_decided_on=max((review.decided_on for review in earlier), default=None),
        today=today(),
    )
    policy = policy_on(decided_on)
    coming = coming_review(policy, approval.approved_on, earlier)
    rules.check_panel(
        coming.due,
        went_to_panel,
        first_to_panel=policy[FIRST_TO_PANEL],
        why=lambda: coming.why(policy, approval.approved_on, earlier),
    )
    decision = decided(
        "approval" if went_to_panel else "review_outside_panel",
        by_user=decided_by,
        by_name=decided_by_name,
        on=decided_on,
        recorded_by=by,
    )
    review = ReviewOfApproval.objects.create(
        approval=approval,
        household=household,
        held_on=held_on,
        decided_on=decided_on,
        decided_by=decision.user,
        decided_by_name=decision.name,
        outcome=Outcome(outcome),
        went_to_panel=went_to_panel,
        is_first=coming.due.is_first,
        notes=notes.strip(),
    )
    audit.record(
        "reviews.decision_recorded",
        household,
        by=by,
        on=decided_on,
        review=policy["review.name"].lower(),
        decided_by=decision.name,
        outcome=review.get_outcome_display().lower(),
    )
    refresh("household", [household.pk], on=today())
    return review
