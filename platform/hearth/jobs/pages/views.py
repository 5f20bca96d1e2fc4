"""Work under way: what was asked for, how far it is, and a way to stop it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hearth.access import needs
from hearth.errors import StateConflict
from hearth.jobs.models import Job
from hearth.jobs.working import request_stop

PAGE_SIZE = 25


@require_GET
@needs("jobs.view")
def jobs(request: HttpRequest) -> HttpResponse:
    page = Paginator(Job.objects.visible_to(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "jobs/list.html", {"page_obj": page})


@require_GET
@needs("jobs.view")
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    found = get_object_or_404(Job.objects.visible_to(request.actor), pk=job_id)
    return render(request, "jobs/job.html", {"job": found, **_shown(found)})


@require_GET
@needs("jobs.view")
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part of the page that asks for itself again; JSON for a program that asks for that."""
    found = get_object_or_404(Job.objects.visible_to(request.actor), pk=job_id)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse(found.as_progress())
    return render(request, "jobs/progress.html", _shown(found))


@require_POST
@needs("jobs.view")
def stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    found = get_object_or_404(Job.objects.visible_to(request.actor), pk=job_id)
    try:
        request_stop(found, by=request.actor)
    except StateConflict as conflict:
        messages.info(request, conflict.message)
    else:
        messages.success(request, f"{found.title} will stop at its next step.")
    return redirect("jobs:job", job_id=found.pk)


def _shown(found: Job) -> dict[str, object]:
    return {
        "progress": found.as_progress(),
        "href": reverse("jobs:progress", args=[found.pk]),
        "stop_href": "" if found.stop_requested_at else reverse("jobs:stop", args=[found.pk]),
    }
