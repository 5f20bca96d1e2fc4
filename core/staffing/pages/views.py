"""Who holds which post, and who works with whom."""

from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.staffing import actions, rules
from core.staffing.functions import FUNCTIONS, RESPONSIBILITIES
from core.staffing.models import Allocation, Holding, Post, Team
from core.staffing.pages.forms import AllocateForm, AppointForm, EndForm
from hearth import subjects
from hearth.access import Actor, Role, needs
from hearth.dates import today
from hearth.identity.models import User
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say, warn
from hearth.ui.words import longdate


@needs("staffing.appoint")
def appoint_holder(request: HttpRequest, post_id: UUID) -> HttpResponse:
    post = get_object_or_404(Post.objects.visible_to(request.actor).select_related("team"), pk=post_id)
    form = AppointForm(request.POST or None, people=User.objects.open().order_by("name"), initial={"from_on": today()})
    if form.is_valid() and attempt(form, actions.appoint, post, by=request.actor, **form.cleaned_data):
        say(request, f"{form.result.user} holds the post of {post}.")
        return redirect("staffing:teams")
    return respond(request, "staffing/appoint.html", {"post": post}, form=form)


@needs("staffing.end_holding")
def end_holder(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    holding = get_object_or_404(
        Holding.objects.visible_to(request.actor).select_related("post__team", "user"), pk=holding_id
    )
    form = EndForm(request.POST or None, initial={"until_on": today()})
    if form.is_valid() and attempt(form, actions.end_holding, holding, by=request.actor, **form.cleaned_data):
        say(request, f"{holding.user} no longer holds the post of {holding.post}.", "Their allocations stay theirs.")
        return redirect("staffing:teams")
    return respond(request, "staffing/end_holding.html", {"holding": holding}, form=form)


@needs("staffing.allocate_worker")
def allocate(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Allocate a worker. A team that does not do such work is a warning afterwards, not a refusal."""
    subject = _subject(request.actor, kind, subject_id)
    function = request.GET.get("function", Role.SUPERVISING_SOCIAL_WORKER.value)
    if function not in FUNCTIONS:
        raise Http404
    present = Allocation.objects.about(kind, [subject_id]).open().filter(function=function).first()
    form = AllocateForm(request.POST or None, workers=_workers_for(function), initial={"from_on": today()})
    if form.is_valid() and attempt(
        form, actions.allocate_worker, subject, function=function, by=request.actor, **form.cleaned_data
    ):
        worker = form.result.worker
        say(request, f"{worker} is the {FUNCTIONS[function].label.lower()} from {longdate(form.result.from_on)}.")
        if warning := warning_about(worker, function):
            warn(request, warning)
        return redirect(subjects.kind(kind).address(subject_id))
    context = {"subject": subject, "function": FUNCTIONS[function].label, "present": present}
    return respond(request, "staffing/allocate.html", context, form=form)


@needs("staffing.end_allocation")
def end(request: HttpRequest, allocation_id: UUID) -> HttpResponse:
    allocation = get_object_or_404(
        Allocation.objects.visible_to(request.actor).select_related("worker"), pk=allocation_id
    )
    _subject(request.actor, allocation.subject_kind, allocation.subject_id)
    form = EndForm(request.POST or None, initial={"until_on": today()})
    if form.is_valid() and attempt(form, actions.end_allocation, allocation, by=request.actor, **form.cleaned_data):
        say(
            request,
            f"{allocation.worker} is no longer allocated.",
            "Allocate somebody else now.",
        )
        return redirect(subjects.kind(allocation.subject_kind).address(allocation.subject_id))
    return respond(request, "staffing/end_allocation.html", {"allocation": allocation}, form=form)


def warning_about(worker: User, function: str) -> str:
    """What to tell about a worker whose teams do not do this work; "" when one does."""
    held = Team.objects.filter(posts__holdings__in=Holding.objects.on(today()).filter(user=worker))
    wanted = FUNCTIONS[function].responsibilities
    named = {RESPONSIBILITIES[code].lower() for code in wanted}
    does = [code for team in held for code in team.responsibilities]
    work = " or ".join(sorted(named))
    return rules.warning_about_team(worker.name, does, wanted, in_a_team=held.exists(), work=work)


def _workers_for(function: str) -> Any:
    """Open accounts, those in a team that does such work first."""
    doing = Team.objects.on(today()).filter(responsibilities__overlap=list(FUNCTIONS[function].responsibilities))
    fit = Holding.objects.on(today()).filter(post__team__in=doing).values("user")
    first = Case(When(pk__in=fit, then=Value(0)), default=Value(1), output_field=IntegerField())
    return User.objects.open().annotate(fits=first).order_by("fits", "name")


def _subject(actor: Actor, kind: str, subject_id: UUID) -> Any:
    try:
        visible = subjects.visible(kind, actor)
    except KeyError:
        raise Http404 from None
    return get_object_or_404(visible, pk=subject_id)
