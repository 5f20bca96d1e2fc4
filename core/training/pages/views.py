"""The training of a household's carers, and recording that one completed the standards."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from core.duties.models import Duty
from core.households.models import Member
from core.households.pages.record import household_of, tab_page
from core.households.queries import KIND
from core.training import actions
from core.training.models import TsdCompletion
from core.training.pages.forms import TsdForm
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say
from hearth.ui.words import done, longdate


@require_GET
@needs("training.view")
def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    found = household_of(request, household_id)
    actor = request.actor
    audit.read(found, by=actor, what="the training of")
    carers = list(
        found.members.visible_to(actor).carers().on(today()).select_related("person").order_by("from_on", "id")
    )
    completed = {
        row.person_id: row for row in TsdCompletion.objects.visible_to(actor).of_people(c.person_id for c in carers)
    }
    due = {row.key: row for row in Duty.objects.visible_to(actor).about(KIND, [found.pk]).of_kind("training.tsd")}
    rows = []
    for carer in carers:
        completion, duty = completed.get(carer.person_id), due.get(str(carer.person_id))
        rows.append(
            {
                "carer": carer,
                "completion": completion,
                "due": done("Completed", completion.completed_on) if completion else duty.words if duty else None,
                "why": duty.why if duty and not completion else None,
            }
        )
    return tab_page(
        request,
        found,
        "training/household.html",
        tab="training:household",
        context={"rows": rows, "may_record": may(actor, "training.record_tsd_completion")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("training.record_tsd_completion")
def completion(request: HttpRequest, member_id: UUID) -> HttpResponse:
    carers = Member.objects.visible_to(request.actor).carers().select_related("household", "person")
    carer: Member = get_object_or_404(carers, pk=member_id)
    form = TsdForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.record_tsd_completion, carer, by=request.actor, **form.cleaned_data):
        say(request, f"{carer.person} completed the standards on {longdate(form.result.completed_on)}.")
        return redirect("training:household", carer.household_id)
    return respond(request, "training/completion.html", {"carer": carer, "household": carer.household}, form=form)
