"""The acts on a version's way into force, each a page of its own; and remarks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from config_per_tenant.pages.forms import ApproveForm, DraftForm, ReasonForm, RescheduleForm, SubmitForm
from config_per_tenant.pages.review import review_of
from config_per_tenant.pages.versions import actor_of, comment_form, shown_with, version_of
from config_per_tenant.versions import actions
from config_per_tenant.versions.applying import Applied
from config_per_tenant.versions.beside import said_beside
from config_per_tenant.versions.holding import not_in_state
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import needs
from hearth.dates import today
from hearth.ui.forms import Form, attempt
from hearth.ui.pages import respond, say, warn
from hearth.ui.words import listed, longdate, plural

POST_OR_READ = ["GET", "HEAD", "POST"]


@require_http_methods(POST_OR_READ)
@needs("policy.open_draft")
def new_draft(request: HttpRequest) -> HttpResponse:
    form = DraftForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, actions.open_draft, by=actor_of(request), **form.cleaned_data):
        say(request, f"{form.result.label} is open as a draft.", "Open a setting and choose “Change” to add to it.")
        return redirect("policy:version", form.result.pk)
    return respond(request, "policy/new_draft.html", form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.submit")
def submit(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = version_of(request, version_id)
    if request.method != "POST" and (refusal := not_in_state(shown, "draft")):
        return _back_to(request, shown, refusal)
    taken = frozenset(PolicyVersion.objects.standing().values_list("effective_from", flat=True))
    initial: dict[str, Any] = {"reason": shown.reason}
    if shown.effective_from and shown.effective_from >= today() and shown.effective_from not in taken:
        initial["effective_from"] = shown.effective_from
    form = SubmitForm(request.POST if request.method == "POST" else None, taken=taken, initial=initial)
    if form.is_valid() and attempt(form, actions.submit, shown, by=actor_of(request), **form.cleaned_data):
        say(request, f"{shown.label} waits for approval.", "Somebody who had no hand in it can approve it.")
        return redirect("policy:version", shown.pk)
    return respond(request, "policy/submit.html", _reviewed(request, shown), form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.approve")
def approve(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = version_of(request, version_id)
    if request.method != "POST" and (refusal := not_in_state(shown, "submitted")):
        return _back_to(request, shown, refusal)
    form = ApproveForm(request.POST if request.method == "POST" else None, initial={"version": shown.version})
    seen = form.cleaned_data["version"] if form.is_valid() else None
    if form.is_valid() and attempt(form, actions.approve, shown, by=actor_of(request), seen=seen):
        approved: PolicyVersion = form.result
        if approved.state == "in_force":
            say(request, f"{approved.label} is approved and in force.", "Dates and amounts that rest on it follow.")
        else:
            say(request, f"{approved.label} is approved.", f"It takes effect on {longdate(approved.effective_from)}.")
        return redirect("policy:version", shown.pk)
    context = _reviewed(request, shown) | {"same_person": shown.had_a_hand_in(actor_of(request))}
    return respond(request, "policy/approve.html", context, form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.send_back")
def send_back(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = version_of(request, version_id)
    if request.method != "POST" and (refusal := not_in_state(shown, "submitted")):
        return _back_to(request, shown, refusal)
    ask = "What should change before it is approved"
    form = ReasonForm(request.POST if request.method == "POST" else None, ask=ask)
    if form.is_valid() and attempt(form, actions.send_back, shown, by=actor_of(request), **form.cleaned_data):
        say(request, f"{shown.label} is a draft again.")
        return redirect("policy:version", shown.pk)
    return respond(request, "policy/send_back.html", {"version": shown}, form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.reschedule")
def reschedule(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = version_of(request, version_id)
    if request.method != "POST" and (refusal := not_in_state(shown, "scheduled")):
        return _back_to(request, shown, refusal)
    initial = {"effective_from": shown.effective_from, "version": shown.version}
    form = RescheduleForm(request.POST if request.method == "POST" else None, initial=initial)
    asked = dict(form.cleaned_data) if form.is_valid() else {}
    seen = asked.pop("version", None)
    if asked and attempt(form, actions.reschedule, shown, by=actor_of(request), seen=seen, **asked):
        say(request, f"{shown.label} takes effect on {longdate(form.result.effective_from)}.")
        return redirect("policy:version", shown.pk)
    return respond(request, "policy/reschedule.html", {"version": shown}, form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.withdraw")
def withdraw(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = version_of(request, version_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, ask="Why it is withdrawn")
    if form.is_valid() and attempt(form, actions.withdraw, shown, by=actor_of(request), **form.cleaned_data):
        say(request, f"{shown.label} is withdrawn.", "It stays to be read.")
        return redirect("policy:version", shown.pk)
    return respond(request, "policy/withdraw.html", {"version": shown}, form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.open_draft")
def roll_back(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Open a draft that says again what stood before a version."""
    shown = version_of(request, version_id)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, actions.roll_back, shown, by=actor_of(request)):
        applied: Applied = form.result
        say(
            request,
            f"{applied.version.label} is a draft that restores {plural(len(applied.changed), 'setting')}.",
            "Nothing is in force yet: read it, then submit it.",
        )
        tell_of(request, applied)
        return redirect("policy:version", applied.version.pk)
    return respond(request, "policy/roll_back.html", _reviewed(request, shown), form=form)


@require_POST
@needs("policy.comment")
def comment(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = version_of(request, version_id)
    form = comment_form(request, shown)
    if form.is_valid() and attempt(form, actions.comment, shown, by=actor_of(request), **form.cleaned_data):
        say(request, "Your comment is kept with the version.")
        return redirect("policy:version", shown.pk)
    return shown_with(request, shown, form)


def tell_of(request: HttpRequest, applied: Applied) -> None:
    """What was left out of a draft, and what later versions said too: beside the news of what came in."""
    for refused in applied.refused:
        warn(request, f"{refused.label} was left out.", refused.words)
    if applied.left_out:
        labels = listed([declared.label for declared in applied.left_out])
        warn(request, "The file is another council’s: what is each council’s own was left out.", f"{labels}.")
    if applied.changed_since:
        labels = listed(dict.fromkeys(f"{declared.label} ({later.label})" for declared, later in applied.changed_since))
        warn(request, "Later versions changed some of these too.", f"They go back as well: {labels}.")


def _back_to(request: HttpRequest, shown: PolicyVersion, refusal: str) -> HttpResponse:
    """The version itself, with why the page that was asked for does not fit it now."""
    warn(request, refusal)
    return redirect("policy:version", shown.pk)


def _reviewed(request: HttpRequest, shown: PolicyVersion) -> dict[str, Any]:
    """What is read before an act: all that the version changes, what was said of it, what a rehearsal found."""
    return {
        "version": shown,
        "groups": review_of(shown, today()),
        "remarks": [remark for remark in shown.comments.all() if not remark.key],
        "said": said_beside(shown, actor_of(request)),
    }
