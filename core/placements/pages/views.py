"""Who lives where: the list, one placement, placing a child and ending a placement."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.approvals.limits import limit
from core.approvals.models import Approval
from core.children.models import Child
from core.households.models import Household
from core.households.pages.record import household_of, tab_page
from core.placements import actions
from core.placements.models import Placement
from core.placements.pages.forms import EndPlacementForm, PlaceChildForm
from core.placements.whys import why_it_may_last
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.forms import attempt


@needs("placements.view")
def placements(request: HttpRequest) -> HttpResponse:
    """Children placed today, by household."""
    day = today()
    found = Placement.objects.visible_to(request.actor).on(day).for_list().order_by("household__name", "started_on")
    page = tables.page_of(request, found, reading="placements")
    for placement in page:
        placement.child_age = placement.child.person.age(day)
    return render(request, "placements/list.html", {"page_obj": page})


@needs("placements.view")
def record(request: HttpRequest, placement_id: UUID) -> HttpResponse:
    placement = _find(request, placement_id)
    audit.read(placement.child, by=request.actor, what="a placement of")
    may_end = placement.ended_on is None and may(request.actor, "placements.end_placement")
    context = {"placement": placement, "may_end": may_end, "why": why_it_may_last(placement)}
    return render(request, "placements/record.html", context)


@needs("placements.place_child")
def place_child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child = get_object_or_404(Child.objects.visible_to(request.actor).for_list(), pk=child_id)
    approved = Approval.objects.in_force(today()).values("household")
    households = Household.objects.visible_to(request.actor).filter(pk__in=approved)
    longest = limit("capacity.emergency_outside_terms", today())
    form = PlaceChildForm(
        request.POST or None,
        households=households,
        types=actions.types_offered(today()),
        emergency_hint=f"At most {longest.value.in_words()}, {longest.source}",
    )
    if form.is_valid() and attempt(form, actions.place_child, child, by=request.actor, **form.cleaned_data):
        messages.success(request, f"{child} is placed with {form.result.household}.")
        return redirect(form.result)
    return render(request, "placements/place.html", {"form": form, "child": child}, status=422 if form.errors else 200)


@needs("placements.end_placement")
def end_placement(request: HttpRequest, placement_id: UUID) -> HttpResponse:
    placement = _find(request, placement_id)
    form = EndPlacementForm(request.POST or None, initial={"version": placement.version})
    if form.is_valid() and attempt(form, actions.end_placement, placement, by=request.actor, **form.cleaned_data):
        messages.success(request, f"Placement of {placement.child} ended.")
        return redirect(placement)
    context = {"form": form, "placement": placement}
    return render(request, "placements/end.html", context, status=422 if form.errors else 200)


@needs("placements.view")
def of_household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Everybody who has lived with one household, newest first."""
    household = household_of(request, household_id)
    audit.read(household, by=request.actor, what="the placements of")
    day = today()
    found = list(Placement.objects.visible_to(request.actor).filter(household=household).for_list())
    return tab_page(
        request,
        household,
        "placements/of_household.html",
        tab="placements:of_household",
        context={
            "here": [placement for placement in found if placement.covers(day)],
            "before": [placement for placement in found if not placement.covers(day)],
        },
    )


def _find(request: HttpRequest, placement_id: UUID) -> Placement:
    return get_object_or_404(Placement.objects.visible_to(request.actor).for_list(), pk=placement_id)
