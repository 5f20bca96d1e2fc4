"""Versions of policy: the list, one version with what it changes, and the acts on its way into force."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.pages.forms import ApproveForm, DraftForm, ReasonForm, SubmitForm
from config_per_tenant.pages.navigation import tabs
from config_per_tenant.pages.showing import changes_of, state_of
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions import actions
from config_per_tenant.versions.checking import faults_of_draft
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor, may, needs
from hearth.dates import today
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say, warn
from hearth.ui.tables import page_of
from hearth.ui.words import longdate

POST_OR_READ = ["GET", "HEAD", "POST"]


@require_GET
@needs("policy.view")
def versions(request: HttpRequest) -> HttpResponse:
    """All versions, newest first."""
    actor, on = _actor(request), today()
    found = PolicyVersion.objects.visible_to(actor).annotate(changes=Count("values")).order_by("-number")
    page = page_of(request, found)
    return respond(
        request,
        "policy/versions.html",
        {
            "page_obj": page,
            "rows": [{"version": version, "state": state_of(version, on)} for version in page],
            "headers": [
                {"label": "Version"},
                {"label": "State"},
                {"label": "Settings", "num": True},
                {"label": "In force from"},
                {"label": "Drafted by"},
                {"label": "Approved by"},
            ],
            "tabs": tabs("versions"),
            "may_open": may(actor, "policy.open_draft"),
        },
    )


@require_http_methods(POST_OR_READ)
@needs("policy.open_draft")
def new_draft(request: HttpRequest) -> HttpResponse:
    form = DraftForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, actions.open_draft, by=_actor(request), **form.cleaned_data):
        say(request, f"{form.result.label} is open as a draft.", "Open a setting and choose “Change” to add to it.")
        return redirect("policy:version", form.result.pk)
    return respond(request, "policy/new_draft.html", form=form)


@require_GET
@needs("policy.view")
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: what it changes from what to what, who did what, and what may be done with it now."""
    actor, on = _actor(request), today()
    shown = _version(request, version_id)
    state = shown.state_on(on)
    mine = shown.had_a_hand_in(actor)
    return respond(
        request,
        "policy/version.html",
        {
            "version": shown,
            "state": state_of(shown, on),
            "facts": _facts(shown),
            "changes": changes_of(shown, on),
            "faults": faults_of_draft(shown, max(shown.effective_from or on, on)) if state in _OPEN else [],
            "log": _log(shown),
            "tabs": tabs("versions"),
            "may_change": state == "draft" and may(actor, "policy.change"),
            "may_submit": state == "draft" and may(actor, "policy.submit"),
            "may_approve": state == "submitted" and may(actor, "policy.approve") and not mine,
            "same_person": state == "submitted" and may(actor, "policy.approve") and mine,
            "may_send_back": state == "submitted" and may(actor, "policy.send_back"),
            "may_withdraw": state in (*_OPEN, "scheduled") and may(actor, "policy.withdraw"),
        },
    )


@require_http_methods(POST_OR_READ)
@needs("policy.submit")
def submit_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = _version(request, version_id)
    if request.method != "POST" and (refusal := actions.not_in_state(shown, "draft")):
        return _back_to(request, shown, refusal)
    taken = frozenset(PolicyVersion.objects.standing().values_list("effective_from", flat=True))
    initial = {"reason": shown.reason}
    form = SubmitForm(request.POST if request.method == "POST" else None, taken=taken, initial=initial)
    if form.is_valid() and attempt(form, actions.submit, shown, by=_actor(request), **form.cleaned_data):
        say(request, f"{shown.label} waits for approval.", "Somebody who had no hand in it can approve it.")
        return redirect("policy:version", shown.pk)
    return respond(request, "policy/submit.html", {"version": shown, "changes": _changes(shown)}, form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.approve")
def approve_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = _version(request, version_id)
    if request.method != "POST" and (refusal := actions.not_in_state(shown, "submitted")):
        return _back_to(request, shown, refusal)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, actions.approve, shown, by=_actor(request)):
        approved: PolicyVersion = form.result
        if approved.state == "in_force":
            say(request, f"{approved.label} is approved and in force.", "Dates and amounts that rest on it follow.")
        else:
            say(request, f"{approved.label} is approved.", f"It takes effect on {longdate(approved.effective_from)}.")
        return redirect("policy:version", shown.pk)
    context = {"version": shown, "changes": _changes(shown), "same_person": shown.had_a_hand_in(_actor(request))}
    return respond(request, "policy/approve.html", context, form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.send_back")
def send_back_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = _version(request, version_id)
    if request.method != "POST" and (refusal := actions.not_in_state(shown, "submitted")):
        return _back_to(request, shown, refusal)
    ask = "What should change before it is approved"
    form = ReasonForm(request.POST if request.method == "POST" else None, ask=ask)
    if form.is_valid() and attempt(form, actions.send_back, shown, by=_actor(request), **form.cleaned_data):
        say(request, f"{shown.label} is a draft again.")
        return redirect("policy:version", shown.pk)
    return respond(request, "policy/send_back.html", {"version": shown}, form=form)


@require_http_methods(POST_OR_READ)
@needs("policy.withdraw")
def withdraw_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    shown = _version(request, version_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, ask="Why it is withdrawn")
    if form.is_valid() and attempt(form, actions.withdraw, shown, by=_actor(request), **form.cleaned_data):
        say(request, f"{shown.label} is withdrawn.", "It stays to be read.")
        return redirect("policy:version", shown.pk)
    return respond(request, "policy/withdraw.html", {"version": shown}, form=form)


_OPEN = ("draft", "submitted")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor
    return actor


def _version(request: HttpRequest, version_id: UUID) -> PolicyVersion:
    found: PolicyVersion = get_object_or_404(
        PolicyVersion.objects.visible_to(_actor(request)).prefetch_related("values"), pk=version_id
    )
    return found


def _back_to(request: HttpRequest, shown: PolicyVersion, refusal: str) -> HttpResponse:
    """The version itself, with why the page that was asked for does not fit it now."""
    warn(request, refusal)
    return redirect("policy:version", shown.pk)


def _changes(shown: PolicyVersion) -> list[dict[str, Any]]:
    return changes_of(shown, today())


def _facts(shown: PolicyVersion) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [{"key": "About", "value": shown.title}]
    if shown.reason:
        facts.append({"key": "Reason", "value": shown.reason})
    facts.append({"key": "Drafted by", "value": shown.drafted_by_name, "note": longdate(shown.drafted_at)})
    if shown.submitted_at:
        facts.append({"key": "Submitted by", "value": shown.submitted_by_name, "note": longdate(shown.submitted_at)})
    if shown.approved_at:
        facts.append({"key": "Approved by", "value": shown.approved_by_name, "note": longdate(shown.approved_at)})
    if shown.effective_from:
        facts.append({"key": "Takes effect on", "value": longdate(shown.effective_from)})
    if shown.withdrawn_at:
        facts.append({"key": "Withdrawn by", "value": shown.withdrawn_by_name, "note": shown.withdrawn_reason})
    return facts


def _log(shown: PolicyVersion) -> list[dict[str, Any]]:
    entries = []
    for edit in shown.log.all()[:50]:
        label = SETTINGS[edit.key].label if edit.key in SETTINGS else edit.key
        done = "Taken out" if edit.after is None else "Changed again" if edit.before else "Changed"
        entries.append({"title": f"{done}: {label}", "at": edit.created_at, "who": edit.by_name})
    return entries
