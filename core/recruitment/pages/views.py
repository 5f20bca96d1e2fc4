"""The enquiry inbox, one enquiry's record, and the acts on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString

from config_per_tenant.schema.events import NEUTRAL_STAGES
from config_per_tenant.wording import words
from core.duties.models import Duty
from core.recruitment import actions, rules
from core.recruitment.models import Enquiry
from core.recruitment.pages.forms import ContactForm, EndForm, NewEnquiryForm, StageForm
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.forms import attempt
from hearth.ui.words import due

COLUMNS = (
    tables.Column("Person"),
    tables.Column("Received", sort="received"),
    tables.Column("Stage"),
    tables.Column("Next to do", sort="due"),
)
ORDERS = {
    "received": ("received_on", "id"),
    "-received": ("-received_on", "-id"),
    "due": ("next_due_on", "received_on", "id"),
    "-due": ("-next_due_on", "-id"),
}
VIEWS = {"open": "Open", "overdue": "Overdue", "unanswered": "Not yet answered", "ended": "Ended", "all": "All"}


@needs("recruitment.view")
def inbox(request: HttpRequest) -> HttpResponse:
    """Enquiries with what is next to do for each. A name to look for is posted: it belongs in no address."""
    day = today()
    seen = Enquiry.objects.visible_to(request.actor)
    narrow = {
        "open": Q(ended_on__isnull=True),
        "overdue": Q(pk__in=Duty.objects.filter(subject_kind="enquiry", due_on__lt=day).values("subject_id")),
        "unanswered": Q(ended_on__isnull=True) & ~Q(contacts__isnull=False),
        "ended": Q(ended_on__isnull=False),
        "all": Q(),
    }
    counts = seen.aggregate(**{key: Count("pk", filter=wanted, distinct=True) for key, wanted in narrow.items()})
    view = request.GET.get("view", "open")
    view = view if view in VIEWS else "open"
    wanted = request.POST.get("name", "").strip()
    sort = tables.sort_of(request, COLUMNS, "due" if view in ("open", "overdue") else "-received")
    found = (seen.named(wanted) if wanted else seen.filter(narrow[view])).distinct()
    rows = found.with_next_due().order_by(*ORDERS[sort]).for_list()
    page = tables.page_of(request, rows, reading="enquiries")
    for enquiry in page:
        stage = rules.furthest(reached.stage for reached in enquiry.stages.all())
        names = {reached.stage: reached.local_name for reached in enquiry.stages.all()}
        enquiry.stage_name = names.get("withdrawn") if enquiry.ended_on else names.get(stage, NEUTRAL_STAGES[stage])
        enquiry.next_due = (
            due(enquiry.next_due_on, day, 2, note=enquiry.next_due_note or "") if enquiry.next_due_on else None
        )
    return render(
        request,
        "recruitment/inbox.html",
        {
            "page_obj": page,
            "headers": tables.headings(request, COLUMNS, sort),
            "sorted_by": {"received": "day received", "due": "what is next to do"}[sort.removeprefix("-")],
            "views": [
                tables.View(label, f"?view={key}", counts[key], key == view and not wanted, key == "overdue")
                for key, label in VIEWS.items()
            ],
            "wanted": wanted,
            "may_add": may(request.actor, "recruitment.record_contact"),
        },
    )


@needs("recruitment.record_contact")
def new(request: HttpRequest) -> HttpResponse:
    form = NewEnquiryForm(request.POST or None, initial={"received_on": today()})
    if form.is_valid() and attempt(form, actions.receive_enquiry, by=request.actor, **form.cleaned_data):
        messages.success(request, f"Enquiry {form.result.reference} added.\nIts first clock has started.")
        return redirect(form.result)
    return render(request, "recruitment/new.html", {"form": form}, status=422 if form.errors else 200)


@needs("recruitment.view")
def record(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    enquiry = _find(request, enquiry_id)
    audit.read(enquiry, by=request.actor)
    return render(request, "recruitment/record.html", _record(request, enquiry))


@needs("recruitment.record_contact")
def record_contact(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    enquiry = _find(request, enquiry_id)
    done = set(enquiry.contacts.values_list("event", flat=True))
    form = ContactForm(request.POST or None, done=done, initial={"made_on": today()})
    if form.is_valid() and attempt(form, actions.record_contact, enquiry, by=request.actor, **form.cleaned_data):
        messages.success(request, f"{form.result.get_event_display()} recorded.")
        return redirect(enquiry)
    context = {
        "form": form,
        "enquiry": enquiry,
        "heading": "Record what was done",
        "button": "Record it",
        "reply": [] if "enquiry.replied" in done else _reply(request, enquiry),
    }
    return render(request, "recruitment/act.html", context, status=422 if form.errors else 200)


@needs("recruitment.reach_stage")
def reach_stage(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    enquiry = _find(request, enquiry_id)
    reached = set(enquiry.stages.values_list("stage", flat=True))
    names = {stage: name for stage, name in actions.stage_names(today()).items() if stage not in reached}
    form = StageForm(request.POST or None, stages=names, initial={"reached_on": today()})
    if form.is_valid() and attempt(form, actions.reach_stage, enquiry, by=request.actor, **form.cleaned_data):
        messages.success(request, f"{enquiry} has reached “{form.result.local_name}”.")
        return redirect(enquiry)
    context = {"form": form, "enquiry": enquiry, "heading": "Record a stage", "button": "Record the stage"}
    return render(request, "recruitment/act.html", context, status=422 if form.errors else 200)


@needs("recruitment.withdraw")
def withdraw(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    enquiry = _find(request, enquiry_id)
    form = EndForm(request.POST or None, initial={"ended_on": today()})
    if form.is_valid() and attempt(form, actions.withdraw, enquiry, by=request.actor, **form.cleaned_data):
        messages.success(request, f"Enquiry {enquiry.reference} ended. Its clocks have stopped.")
        return redirect(enquiry)
    context = {
        "form": form,
        "enquiry": enquiry,
        "heading": "End this enquiry",
        "button": "End the enquiry",
        "ends": True,
    }
    return render(request, "recruitment/act.html", context, status=422 if form.errors else 200)


def _reply(request: HttpRequest, enquiry: Enquiry) -> list[SafeString]:
    """What to write to whoever asked, from whoever answers."""
    filled = {"person": str(enquiry), "enquiry": enquiry.reference, "worker": request.actor.name}
    return words(request, "brand.enquiry_reply", **filled)


def _find(request: HttpRequest, enquiry_id: UUID) -> Enquiry:
    return get_object_or_404(Enquiry.objects.visible_to(request.actor), pk=enquiry_id)


def _record(request: HttpRequest, enquiry: Enquiry) -> dict[str, Any]:
    day = today()
    open_now = Duty.objects.visible_to(request.actor).about("enquiry", [enquiry.pk])
    duties: list[Any] = list(open_now.order_by("due_on", "kind"))
    for one in duties:
        one.due = due(one.due_on, day, 2)
    told = [
        {"at": stage.reached_on, "title": f"Stage: {stage.local_name}", "who": stage.by_name, "body": "", "order": 0}
        for stage in enquiry.stages.all()
    ] + [
        {"at": one.made_on, "title": one.get_event_display(), "who": one.by_name, "body": one.note, "order": 1}
        for one in enquiry.contacts.all()
    ]
    is_open = enquiry.ended_on is None
    return {
        "enquiry": enquiry,
        "duties": duties,
        "timeline": sorted(told, key=lambda entry: (entry["at"], entry["order"]), reverse=True),
        "may_record": is_open and may(request.actor, "recruitment.record_contact"),
        "facts": [
            {"key": "Email", "value": enquiry.email or "Not given"},
            {"key": "Phone", "value": enquiry.phone or "Not given"},
            {"key": "Postcode", "value": enquiry.postcode or "Not given"},
            {"key": "Interested in", "value": enquiry.get_route_display()},
            {"key": "Reached us by", "value": enquiry.get_channel_display()},
            {"key": "Heard from", "value": enquiry.heard_from or "Not given"},
            {"key": "Message", "value": enquiry.message or "None"},
        ],
    }
