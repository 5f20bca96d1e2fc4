"""The pages of acts about households: one form each."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from core.households import actions, closing
from core.households.models import Member
from core.households.pages.forms import (
    AddMemberForm,
    ChangeForm,
    CloseForm,
    EndMembershipForm,
    MoveForm,
    OpenHouseholdForm,
)
from core.households.pages.record import household_of
from hearth.access import needs
from hearth.dates import today
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say
from hearth.ui.words import longdate

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@needs("households.open_household")
def open_household(request: HttpRequest) -> HttpResponse:
    form = OpenHouseholdForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.open_household_of, by=request.actor, **form.act_values()):
        household = form.result
        say(
            request,
            f"{household}, {household.reference}, is open.",
            "Next, allocate a worker or add who else lives there.",
        )
        return redirect(household)
    return respond(request, "households/open.html", form=form)


@require_http_methods(FORM)
@needs("households.add_member")
def add_member(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    form = AddMemberForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.add_new_member, household, by=request.actor, **form.act_values()):
        say(request, f"{form.result.person} is added to {household}.")
        return redirect("households:members", household.pk)
    return respond(request, "households/add_member.html", {"household": household}, form=form)


@require_http_methods(FORM)
@needs("households.end_membership")
def end_membership(request: HttpRequest, member_id: UUID) -> HttpResponse:
    members = Member.objects.visible_to(request.actor).select_related("household", "person")
    member = get_object_or_404(members, pk=member_id)
    form = EndMembershipForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.end_membership, member, by=request.actor, **form.cleaned_data):
        say(request, f"{member.person} left {member.household} on {longdate(form.result.until_on)}.")
        return redirect("households:members", member.household_id)
    context = {"household": member.household, "member": member}
    return respond(request, "households/end_membership.html", context, form=form)


@require_http_methods(FORM)
@needs("households.move_household")
def move(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    form = MoveForm(request.POST or None, initial={"version": household.version})
    if form.is_valid() and attempt(form, actions.move_household, household, by=request.actor, **form.cleaned_data):
        say(request, f"The new address of {household} is recorded.")
        return redirect(household)
    return respond(request, "households/move.html", {"household": household, "rows": _both_addresses(form)}, form=form)


@require_http_methods(FORM)
@needs("households.record_change_of_circumstance")
def change(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    form = ChangeForm(request.POST or None)
    act = actions.record_change_of_circumstance
    if form.is_valid() and attempt(form, act, household, by=request.actor, **form.cleaned_data):
        say(request, f"The change is recorded for {household}.", "Consider whether the approval needs a review.")
        return redirect(household)
    return respond(request, "households/change.html", {"household": household}, form=form)


@require_http_methods(FORM)
@needs("households.close_household")
def close(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    form = CloseForm(request.POST or None, initial={"version": household.version})
    if form.is_valid() and attempt(form, actions.close_household, household, by=request.actor, **form.cleaned_data):
        say(request, f"The record of {household} is closed.", "It stays readable, and is kept as the law asks.")
        return redirect(household)
    context = {"household": household, "still_needed": closing.reasons_to_stay_open(household, today())}
    return respond(request, "households/close.html", context, form=form)


def _both_addresses(form: MoveForm) -> list[dict[str, str]]:
    """The address that stands now beside the one written here, after somebody else changed the household."""
    if form.conflict is None:
        return []
    theirs: Any = form.conflict.theirs
    now = theirs.addresses.open().first()
    return [{"label": "Address", "before": str(now or ""), "after": form.cleaned_data["lines"]}]
