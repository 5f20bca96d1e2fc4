"""Logging, planning, reading and correcting visits."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from config_per_tenant.policy import policy_on
from core.duties.models import Duty
from core.households.models import Household, Member, MemberRole
from core.households.pages.record import household_of, tab_page
from core.people.models import Person
from core.placements.models import Placement
from core.staffing.models import Allocation, Holding, Post
from core.supervision import actions, arrangements
from core.supervision.caseload import households_of
from core.supervision.drafts import draft_of, forget_draft, keep_draft
from core.supervision.models import PlannedVisit, Visit, VisitAction, VisitArrangement, VisitKind, VisitMode
from core.supervision.pages.forms import (
    ActionDoneForm,
    ArrangementForm,
    CancelForm,
    ChooseHouseholdForm,
    CorrectionForm,
    PlanForm,
    VisitForm,
    WithdrawalForm,
)
from hearth import audit
from hearth.access import Actor, Role, may, needs
from hearth.dates import LONDON, today
from hearth.identity.models import User
from hearth.ui import tables
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say
from hearth.ui.words import daydate, longdate

VISITERS = (Role.SUPERVISING_SOCIAL_WORKER, Role.SENIOR_PRACTITIONER, Role.TEAM_MANAGER, Role.SERVICE_MANAGER)


@needs("supervision.record_visit")
def choose_household(request: HttpRequest) -> HttpResponse:
    """Log a visit, begun without a household: which was it?"""
    mine = households_of(request.actor, [request.actor.id], today())
    form = ChooseHouseholdForm(request.GET if "household" in request.GET else None, households=mine.order_by("name"))
    if form.is_valid():
        return redirect("supervision:record_visit", form.cleaned_data["household"].pk)
    return respond(request, "supervision/choose_household.html", {"mine": mine.count()}, form=form)


@needs("supervision.view")
def of_household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The visits tab of a household: what is due and why, what is planned, what was made."""
    household = household_of(request, household_id)
    audit.read(household, by=request.actor, what="the visits of")
    day = today()
    owed = list(
        Duty.objects.visible_to(request.actor)
        .about("household", [household.pk])
        .filter(kind__startswith="supervision.")
        .select_related("owner", "team")
    )
    visits = Visit.objects.visible_to(request.actor).filter(household=household).standing().select_related("worker")
    arrangement = VisitArrangement.objects.visible_to(request.actor).filter(household=household).on(day).first()
    variations = {variation.when: variation for variation in policy_on(day)["supervision.visit_variations"] or ()}
    return tab_page(
        request,
        household,
        "supervision/of_household.html",
        tab="supervision:of_household",
        context={
            "owed": owed,
            "planned": PlannedVisit.objects.visible_to(request.actor).filter(household=household).waiting().for_list(),
            "page_obj": tables.page_of(request, visits),
            "arrangement": arrangement,
            "arrangement_words": variations[arrangement.reason].in_words()
            if arrangement and arrangement.reason in variations
            else "",
            "may_record": may(request.actor, "supervision.record_visit"),
            "may_plan": may(request.actor, "supervision.plan_visit"),
            "may_vary": may(request.actor, "supervision.agree_visit_arrangement") and bool(variations),
        },
    )


@needs("supervision.record_visit")
def record_visit(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Log a visit. What is written is kept as a draft every few seconds and comes back."""
    household = _household(request, household_id)
    planned = _planned_asked_for(request, household)
    if request.method == "GET":
        audit.read(household, by=request.actor, what="a form about")
    draft = draft_of(household, by=request.actor) if request.method == "GET" else None
    people, roles = _people_of(household)
    kept = _as_initial(draft.answers) if draft and "fresh" not in request.GET else {}
    form = VisitForm(
        request.POST or None,
        initial=_initial(planned) | kept,
        people=people,
        roles=roles,
        owners=_colleagues(request.actor),
    )
    if form.is_valid() and attempt(
        form, actions.record_visit, household, planned=planned, by=request.actor, **form.told()
    ):
        forget_draft(household, by=request.actor)
        say(request, f"Visit of {longdate(form.result.made_on)} recorded.", _what_comes_next(household))
        return redirect(form.result)
    next_due = Duty.objects.about("household", [household.pk]).of_kind("supervision.visit").first()
    context = {
        "household": household,
        "draft": bool(kept),
        "planned": planned,
        "next_due": next_due,
        "unannounced": Duty.objects.about("household", [household.pk]).of_kind("supervision.unannounced").first(),
    }
    return respond(request, "supervision/record_visit.html", context, form=form)


@require_POST
@needs("supervision.record_visit")
def draft(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Keep what is being written. Answers with when it was kept."""
    household = _household(request, household_id)
    answers = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    kept = keep_draft(household, answers, by=request.actor)
    return JsonResponse({"saved_at": kept.saved_at.isoformat()})


@needs("supervision.view")
def visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    found = get_object_or_404(Visit.objects.visible_to(request.actor).for_page(), pk=visit_id)
    audit.read(found.household, by=request.actor, what="the recording of a visit to")
    latest = found
    while replaced := getattr(latest, "corrected_by", None):
        latest = replaced
    return render(
        request,
        "supervision/visit.html",
        {
            "visit": found,
            "latest": latest if latest != found else None,
            "standing": latest == found and not found.withdrawn,
            "may_correct": may(request.actor, "supervision.correct_visit"),
            "may_complete": may(request.actor, "supervision.complete_action"),
            "facts": _key_facts(found),
        },
    )


@needs("supervision.correct_visit")
def correct(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    found = get_object_or_404(Visit.objects.visible_to(request.actor).standing().for_page(), pk=visit_id)
    people, roles = _people_of(found.household, seen_at=found)
    form = CorrectionForm(
        request.POST or None,
        people=people,
        roles=roles,
        initial={
            "made_on": found.made_on,
            "kind": found.kind,
            "mode": found.mode,
            "summary": found.summary,
            "notes": found.notes,
            "seen": [seen.person_id for seen in found.seen.all()],
        },
    )
    if form.is_valid() and attempt(form, actions.correct_visit, found, by=request.actor, **form.cleaned_data):
        say(request, "The record was corrected.", "The earlier record is kept beside it.")
        return redirect(form.result)
    return respond(request, "supervision/correct.html", {"visit": found, "household": found.household}, form=form)


@needs("supervision.correct_visit")
def withdraw(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    found = get_object_or_404(Visit.objects.visible_to(request.actor).standing().for_page(), pk=visit_id)
    form = WithdrawalForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.withdraw_visit, found, by=request.actor, **form.cleaned_data):
        say(request, "The visit no longer counts.", _what_comes_next(found.household))
        return redirect("supervision:of_household", found.household_id)
    return respond(request, "supervision/withdraw.html", {"visit": found, "household": found.household}, form=form)


@needs("supervision.plan_visit")
def plan(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = _household(request, household_id)
    worker = Allocation.objects.about("household", [household.pk]).on(today()).first()
    form = PlanForm(
        request.POST or None,
        workers=_visiters(),
        initial={"worker": worker.worker_id if worker else request.actor.id},
    )
    if form.is_valid() and attempt(form, actions.plan_visit, household, by=request.actor, **form.told()):
        at = form.result.planned_for_at.astimezone(LONDON)
        say(request, f"Visit planned for {daydate(at)}.", "It is in My week of whoever will visit.")
        return redirect("supervision:of_household", household.pk)
    next_due = Duty.objects.about("household", [household.pk]).of_kind("supervision.visit").first()
    return respond(request, "supervision/plan.html", {"household": household, "next_due": next_due}, form=form)


@needs("supervision.cancel_planned_visit")
def cancel(request: HttpRequest, planned_id: UUID) -> HttpResponse:
    planned = get_object_or_404(PlannedVisit.objects.visible_to(request.actor).for_list(), pk=planned_id)
    form = CancelForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.cancel_planned_visit, planned, by=request.actor, **form.cleaned_data):
        say(request, "The planned visit is cancelled.")
        return redirect("supervision:of_household", planned.household_id)
    return respond(request, "supervision/cancel.html", {"planned": planned, "household": planned.household}, form=form)


@needs("supervision.complete_action")
def complete(request: HttpRequest, action_id: UUID) -> HttpResponse:
    found = get_object_or_404(
        VisitAction.objects.visible_to(request.actor).select_related("visit__household", "owner"), pk=action_id
    )
    form = ActionDoneForm(request.POST or None, initial={"done_on": today()})
    if form.is_valid() and attempt(form, actions.complete_action, found, by=request.actor, **form.cleaned_data):
        say(request, "The action is done.")
        return redirect(found.visit)
    context = {"action": found, "household": found.visit.household}
    return respond(request, "supervision/complete.html", context, form=form)


@needs("supervision.agree_visit_arrangement")
def arrange(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Agree that one household is visited more or less often than most."""
    household = _household(request, household_id)
    variations = policy_on(today())["supervision.visit_variations"] or ()
    form = ArrangementForm(request.POST or None, variations=variations, initial={"from_on": today()})
    if form.is_valid() and attempt(
        form, arrangements.agree_visit_arrangement, household, by=request.actor, **form.cleaned_data
    ):
        say(request, "The arrangement is recorded.", _what_comes_next(household))
        return redirect("supervision:of_household", household.pk)
    return respond(request, "supervision/arrange.html", {"household": household}, form=form)


@require_POST
@needs("supervision.end_visit_arrangement")
def end_arrangement(request: HttpRequest, arrangement_id: UUID) -> HttpResponse:
    found = get_object_or_404(VisitArrangement.objects.visible_to(request.actor), pk=arrangement_id)
    arrangements.end_visit_arrangement(found, by=request.actor)
    say(request, "Visits are at the usual interval again.", _what_comes_next(found.household))
    return redirect("supervision:of_household", found.household_id)


def _household(request: HttpRequest, household_id: UUID) -> Household:
    return get_object_or_404(Household.objects.visible_to(request.actor), pk=household_id)


def _people_of(household: Household, *, seen_at: Visit | None = None) -> tuple[Any, dict[Any, str]]:
    """Who could be seen at a visit: those who live in the household, children placed there among them."""
    day = today()
    members = Member.objects.on(day).filter(household=household)
    placed = Placement.objects.on(day).filter(household=household)
    lives_there = dict(MemberRole.choices)
    roles = {person: str(lives_there[role]).lower() for person, role in members.values_list("person", "role")}
    roles |= dict.fromkeys(placed.values_list("child__person", flat=True), "child placed here")
    if seen_at is not None:
        for seen in seen_at.seen.all():
            roles.setdefault(seen.person_id, "")
    return Person.objects.filter(pk__in=list(roles)).order_by("known_as", "family_name"), roles


def _colleagues(actor: Actor) -> list[User]:
    """Who may be asked to do what was agreed: the worker, then those of their own teams, then everybody else."""
    day = today()
    own = Post.objects.filter(holdings__in=Holding.objects.on(day).filter(user=actor.id)).values("team")
    beside = set(Holding.objects.on(day).filter(post__team__in=own).values_list("user", flat=True))
    return sorted(User.objects.open().order_by("name"), key=lambda user: (user.pk != actor.id, user.pk not in beside))


def _visiters() -> Any:
    from hearth.identity.models import RoleGrant

    grants = RoleGrant.objects.held_on(today()).filter(role__in=VISITERS)
    return User.objects.open().filter(pk__in=grants.values("user")).order_by("name")


def _planned_asked_for(request: HttpRequest, household: Household) -> PlannedVisit | None:
    """The planned visit that the address names; None for none, or for one that is over or not this household's."""
    try:
        asked = UUID(request.GET.get("planned", ""))
    except ValueError:
        return None
    return PlannedVisit.objects.visible_to(request.actor).waiting().filter(household=household, pk=asked).first()


def _initial(planned: PlannedVisit | None) -> dict[str, Any]:
    if planned is None:
        return {"made_on": today(), "kind": VisitKind.ANNOUNCED, "mode": VisitMode.HOME}
    day = min(planned.planned_for_at.astimezone(LONDON).date(), today())
    return {"made_on": day, "kind": planned.kind, "mode": planned.mode}


def _as_initial(answers: dict[str, list[str]]) -> dict[str, Any]:
    """A kept draft as a form's first answers, under a new token; a date that was only begun is left out."""
    found: dict[str, Any] = {
        name: values if name == "seen" else values[-1]
        for name, values in answers.items()
        if values and name != "token" and not name.startswith("made_on")
    }
    try:
        parts = [int(answers[f"made_on_{part}"][-1]) for part in ("year", "month", "day")]
        found["made_on"] = date(*parts)
    except (KeyError, ValueError, IndexError, OverflowError):
        pass
    return found


def _what_comes_next(household: Household) -> str:
    due = Duty.objects.about("household", [household.pk]).of_kind("supervision.visit").first()
    return f"The next visit is due by {longdate(due.due_on)}." if due else ""


def _key_facts(found: Visit) -> list[dict[str, Any]]:
    seen = [entry.name for entry in found.seen.all()]
    on_time = {True: "On time", False: f"Late: it was due by {longdate(found.due_on)}", None: ""}[found.was_on_time]
    return [
        {"key": "Date", "value": longdate(found.made_on), "note": on_time},
        {"key": "Kind", "value": found.get_kind_display()},
        {"key": "Where", "value": found.get_mode_display()},
        {"key": "By", "value": str(found.worker)},
        {"key": "Seen", "value": ", ".join(seen) or "Nobody named"},
    ]
