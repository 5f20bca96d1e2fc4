"""Asking for exports, watching them being made, and fetching their files."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hearth.access import needs
from hearth.documents import actions
from hearth.documents.exports import kind_of, kinds_for
from hearth.documents.models import Export
from hearth.documents.spreadsheets import attachment
from hearth.jobs.models import Job
from hearth.ui.pages import respond
from hearth.ui.tables import page_of


@require_GET
@needs("documents.view_exports")
def exports(request: HttpRequest) -> HttpResponse:
    """One's own exports, newest first, and what else may be asked for."""
    mine = Export.objects.visible_to(request.actor).order_by("-created_at", "-id")
    context = {"page_obj": page_of(request, mine), "kinds": kinds_for(request.actor)}
    return respond(request, "documents/exports.html", context)


@require_POST
@needs("documents.ask_for_export")
def ask(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("code", "")
    try:
        kind_of(code)
    except KeyError:
        raise Http404 from None
    return redirect(actions.ask_for_export(code, by=request.actor))


@require_GET
@never_cache
@needs("documents.view_exports")
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far an export is; the part that changes is fetched by itself until it is over."""
    found = get_object_or_404(Export.objects.visible_to(request.actor), pk=export_id)
    context = {"export": found, "href": reverse("documents:export", args=[found.pk]), **_job(found)}
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "documents/_export.html" if fragment else "documents/export.html", context)


@require_GET
@never_cache
@needs("documents.fetch_export")
def file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    found = get_object_or_404(Export.objects.visible_to(request.actor), pk=export_id)
    return attachment(actions.fetch_export(found, by=request.actor), found.file_name)


def _job(export: Export) -> dict[str, Any]:
    """What the progress component shows of the job that makes an export, and where it can be stopped."""
    job = Job.objects.filter(kind="exports.make", key=str(export.pk)).order_by("-queued_at").first()
    state = job.state if job else "done"
    shown = {
        "title": export.label,
        "state": state,
        "done": job.progress_done if job else 0,
        "total": job.progress_total if job else None,
        "text": "It could not be made. Ask for it again; if it fails again, tell your administrator."
        if state == "failed"
        else "",
    }
    may_stop = job and not job.is_over and not job.stop_requested_at
    return {"job": shown, "stop_href": reverse("jobs:stop", args=[job.pk]) if job and may_stop else ""}
