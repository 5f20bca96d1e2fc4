"""Why a date is what it is, and the catalogue of everything that falls due."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from core.duties import catalogue
from core.duties.models import Duty
from core.duties.rebuilding import ask_for_rebuild
from hearth import audit, subjects
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.pages import say

COLUMNS = (
    tables.Column("What"),
    tables.Column("Settings that move it"),
    tables.Column("Overdue", num=True),
    tables.Column("All", num=True),
)


@needs("duties.view")
def why(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """The trace of one due date. With htmx, the trace alone."""
    duty = get_object_or_404(Duty.objects.visible_to(request.actor).select_related("owner", "team"), pk=duty_id)
    subject = subjects.Subject(duty.subject_kind, duty.subject_id, duty.subject_name)
    audit.read(subject, by=request.actor, what="why a date is due for")
    template = "duties/_why.html" if getattr(request, "htmx", False) else "duties/why.html"
    return render(request, template, {"duty": duty, "address": subject.address})


@needs("duties.view")
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Every kind of duty: what it is about, which settings move it, how many there are and how many are late."""
    counts = {row["kind"]: row for row in Duty.objects.visible_to(request.actor).counted_by_kind(today())}
    policy = policy_on(today())
    kinds = [
        {
            "called": kind.called(policy),
            "settings": [SETTINGS[key].label for key in kind.settings if key in SETTINGS],
            "noun": subjects.kind(kind.subject).noun,
            "total": counts.get(code, {}).get("total", 0),
            "late": counts.get(code, {}).get("late", 0),
        }
        for code, kind in catalogue.known().items()
        if may(request.actor, kind.seen_by)
    ]
    context = {
        "kinds": kinds,
        "headers": tables.headings(request, COLUMNS, ""),
        "may_rebuild": may(request.actor, "duties.rebuild"),
    }
    return render(request, "duties/catalogue.html", context)


@require_POST
@needs("duties.rebuild")
def start_rebuild(request: HttpRequest) -> HttpResponse:
    """Work out every due date again, in the background."""
    job = ask_for_rebuild(by=request.actor)
    say(request, "Due dates are being worked out again.", "Lists show them as they are done.")
    mine = job.asked_by_id == request.actor.id
    return redirect("jobs:job", job.pk) if mine else redirect("duties:catalogue")
