"""Changes in law: what becomes different, from when, and what it does to this council; to be noted or followed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.national.loading import FORCES
from config_per_tenant.pages.forms import NoteForm
from config_per_tenant.pages.navigation import tabs
from config_per_tenant.pages.showing import address
from config_per_tenant.versions import actions
from config_per_tenant.versions.law import LawChange, law_changes
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui.forms import Form, attempt
from hearth.ui.pages import respond, say
from hearth.ui.words import longdate, plural

SHOWN_SINCE = timedelta(days=365)  # changes that began longer ago are history


@require_GET
@needs("policy.view")
def law(request: HttpRequest) -> HttpResponse:
    """Each change to come, and those that began within a year."""
    on = today()
    changes = law_changes(on - SHOWN_SINCE)
    coming = [_shown(change, request) for change in changes if change.is_upcoming(on)]
    begun = [_shown(change, request) for change in reversed(changes) if not change.is_upcoming(on)]
    return respond(
        request,
        "policy/law.html",
        {"tabs": tabs("law", {"law": len(unanswered(on, changes))}), "coming": coming, "begun": begun},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.note_law_change")
def note(request: HttpRequest, national: str, from_on: str) -> HttpResponse:
    """Say that the council knows of a change."""
    change = _change(national, from_on)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, actions.note_law_change, national, change.from_on, by=request.actor, **form.cleaned_data
    ):
        say(request, f"“{change.label}” is noted.", "What law asks holds from its day, noted or not.")
        return redirect("policy:law")
    return respond(request, "policy/note_law.html", {"change": change, "beyond": _beyond(change)}, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.open_draft")
def follow(request: HttpRequest, national: str, from_on: str) -> HttpResponse:
    """Open a draft that brings what the council states back within the law."""
    change = _change(national, from_on)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, actions.draft_for_law_change, national, change.from_on, by=request.actor):
        say(request, f"{form.result.label} follows the change.", "Read it, rehearse it, then submit it.")
        return redirect("policy:version", form.result.pk)
    return respond(request, "policy/follow_law.html", {"change": change, "beyond": _beyond(change)}, form=form)


def unanswered(on: date, changes: list[LawChange] | None = None) -> list[LawChange]:
    """The changes that nobody has noted or followed and that bear on a setting, the earliest first."""
    found = law_changes(on - SHOWN_SINCE) if changes is None else changes
    return [change for change in found if change.noted is None and change.settings]


def news_of(found: list[LawChange]) -> dict[str, str] | None:
    """One line for the settings' home about the changes that nobody has answered; None when there are none."""
    if not found:
        return None
    beyond = sum(1 for change in found if change.beyond)
    first = next((change for change in found if change.beyond), found[0])
    words = f"{first.label}: from {longdate(first.from_on)} {first.becomes[:1].lower()}{first.becomes[1:]}."
    if beyond:
        words += f" {plural(beyond, 'change')} {'goes' if beyond == 1 else 'go'} beyond what this council states."
    return {"title": f"{plural(len(found), 'change')} in law", "words": words}


def _change(national: str, from_on: str) -> LawChange:
    try:
        day = date.fromisoformat(from_on)
    except ValueError:
        raise Http404 from None
    found = [change for change in law_changes(day) if change.national == national and change.from_on == day]
    if not found:
        raise Http404
    return found[0]


def _shown(change: LawChange, request: HttpRequest) -> dict[str, Any]:
    where = [change.national, change.from_on.isoformat()]
    is_open = change.noted is None
    return {
        "change": change,
        "force": FORCES[change.force],
        "settings": [{"label": each.label, "href": address(each)} for each in change.settings],
        "beyond": _beyond(change),
        "outcome": change.noted.get_outcome_display() if change.noted else "",
        "note_url": reverse("policy:note_law", args=where)
        if is_open and may(request.actor, "policy.note_law_change")
        else "",
        "follow_url": reverse("policy:follow_law", args=where)
        if change.beyond and may(request.actor, "policy.open_draft") and not (change.noted and change.noted.draft)
        else "",
    }


def _beyond(change: LawChange) -> list[dict[str, Any]]:
    return [
        {
            "label": each.setting.label,
            "href": address(each.setting),
            "before": each.value,
            "after": each.becomes,
            "note": " ".join(each.words),
        }
        for each in change.beyond
    ]
