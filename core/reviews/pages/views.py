"""The reviews of a household's approval, and recording one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.policy import policy_on
from core.approvals.models import Approval
from core.duties.models import Duty
from core.households.pages.record import household_of, tab_page
from core.households.queries import KIND
from core.reviews import actions, rules
from core.reviews.models import Outcome, ReviewOfApproval
from core.reviews.pages.forms import ReviewForm
from core.reviews.timing import coming_review
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say, warn
from hearth.ui.tables import page_of
from hearth.ui.words import longdate

NEXT = {
    Outcome.CONTINUE: "Give the carers written notice.",
    Outcome.CHANGE_TERMS: "Record the new terms once the notice and its waiting time are over (SI 2011/581 r28).",
    Outcome.END: "Give notice of the proposal, and record the ending once it is decided (SI 2011/581 r28).",
}


@require_GET
@needs("reviews.view")
def reviews(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    actor = request.actor
    audit.read(household, by=actor, what="the reviews of")
    found = ReviewOfApproval.objects.visible_to(actor).filter(household=household).for_list()
    due = Duty.objects.visible_to(actor).about(KIND, [household.pk]).of_kind("review.first", "review.next").first()
    approval = Approval.objects.visible_to(actor).filter(household=household).in_force(today()).first()
    return tab_page(
        request,
        household,
        "reviews/list.html",
        tab="reviews:list",
        context={
            "page_obj": page_of(request, found),
            "next": {"due": due.words, "why": due.why} if due else None,
            "approval": approval,
            "name": policy_on(today())["review.name"],
            "may_record": may(actor, "reviews.record_review_decision"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reviews.record_review_decision")
def review(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    approvals = Approval.objects.visible_to(request.actor).select_related("household")
    approval: Approval = get_object_or_404(approvals, pk=approval_id)
    form = ReviewForm(request.POST or None, decisions=("approval", "review_outside_panel"), on=today())
    act = actions.record_review_decision
    if form.is_valid() and attempt(form, act, approval, by=request.actor, **form.cleaned_data):
        decided: ReviewOfApproval = form.result
        say(
            request,
            f"The review decided on {longdate(decided.decided_on)} is recorded.",
            NEXT[Outcome(decided.outcome)],
        )
        _warn_of_panel(request, decided)
        return redirect("reviews:list", approval.household_id)
    context: dict[str, Any] = {"approval": approval, "household": approval.household}
    context["name"] = policy_on(today())["review.name"]
    return respond(request, "reviews/review.html", context, form=form)


def _warn_of_panel(request: HttpRequest, review: ReviewOfApproval) -> None:
    """Say when policy would have had the panel hear this review, and it did not."""
    earlier = review.approval.reviews.filter(decided_on__lt=review.decided_on)
    told = tuple(rules.Decided(*one) for one in earlier.values_list("decided_on", "went_to_panel"))
    coming = coming_review(policy_on(review.decided_on), review.approval.approved_on, told)
    if words := coming.advice_on_panel(review.went_to_panel):
        warn(request, "The panel has not heard this review.", words)
