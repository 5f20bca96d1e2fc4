"""The rehearsal of one version: asking for it, watching it, and what it found."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.policy import policy_on
from core.rehearsal import words
from core.rehearsal.actions import ask_for_rehearsal, why_not
from core.rehearsal.models import Rehearsal
from core.rehearsal.pages import showing
from core.rehearsal.pages.finding import last_of, version_of
from core.rehearsal.pages.forms import AskForm
from core.rehearsal.staleness import why_stale
from hearth.access import may, needs
from hearth.dates import today
from hearth.jobs.models import Job
from hearth.ui.forms import attempt
from hearth.ui.pages import respond


@require_GET
@needs("rehearsal.view")
def of_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Where the rehearsal of a version is: how to begin, how far it has come, or what it found."""
    version = version_of(request, version_id)
    finished, newest = last_of(request, version)
    job = newest.job if newest else None
    refusal = why_not(version)
    return render(
        request,
        "rehearsal/of_version.html",
        {
            "version": version,
            "may_ask": not refusal and may(request.actor, "rehearsal.ask_for_rehearsal"),
            "refusal": refusal,
            "under_way": newest if job and not job.is_over else None,
            "cut_short": newest if job is None or job.is_over else None,
            **(_progress(newest, job) if newest and job and not job.is_over else {}),
            **(_result(request, finished) if finished else {"rehearsal": None}),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("rehearsal.ask_for_rehearsal")
def ask(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Choose the day, and start."""
    version = version_of(request, version_id)
    initial = {"on": version.effective_from or today()}
    form = AskForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and attempt(form, ask_for_rehearsal, version, by=request.actor, **form.cleaned_data):
        return redirect("rehearsal:of_version", version.pk)
    return respond(request, "rehearsal/ask.html", {"version": version, "refusal": why_not(version)}, form=form)


@require_GET
@needs("rehearsal.view")
def progress(request: HttpRequest, rehearsal_id: UUID) -> HttpResponse:
    """The part of the page that asks for itself again; when the work is over it has the whole page read again."""
    found = get_object_or_404(Rehearsal.objects.visible_to(request.actor), pk=rehearsal_id)
    job = found.job
    if job is None:
        raise Http404
    answer = render(request, "jobs/progress.html", _progress(found, job))
    if job.is_over:
        answer["HX-Refresh"] = "true"
    return answer


def _progress(rehearsal: Rehearsal, job: Job) -> dict[str, object]:
    return {
        "progress": job.as_progress(),
        "href": reverse("rehearsal:progress", args=[rehearsal.pk]),
        "stop_href": "" if job.stop_requested_at else reverse("jobs:stop", args=[job.pk]),
    }


def _result(request: HttpRequest, rehearsal: Rehearsal) -> dict[str, object]:
    policy = policy_on(today())
    return {
        "rehearsal": rehearsal,
        "headline": words.headline(rehearsal, policy),
        "stale": why_stale(rehearsal),
        "stats": showing.stats(rehearsal),
        "settings": showing.settings(rehearsal),
        "kinds": showing.kinds(rehearsal, policy),
        "teams": showing.teams(request, rehearsal),
        "workers": showing.workers(request, rehearsal),
        "money": showing.money(rehearsal),
        "may_see_pay": may(request.actor, "payments.view"),
    }
