"""Versions of policy to read: all of them, any two compared, and one with its changes, remarks and log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from config_per_tenant.pages.forms import CommentForm, CompareForm
from config_per_tenant.pages.navigation import tabs
from config_per_tenant.pages.review import differences_shown, edit_words, faults_beyond, review_of
from config_per_tenant.pages.showing import stage_tag
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions.beside import said_beside
from config_per_tenant.versions.comparing import between
from config_per_tenant.versions.models import PolicyVersion
from config_per_tenant.versions.stages import stage_of, stages_of
from hearth.access import Actor, may, needs
from hearth.dates import today
from hearth.ui.forms import Form
from hearth.ui.pages import respond
from hearth.ui.tables import page_of
from hearth.ui.words import longdate, plural

OPEN = ("draft", "submitted")
LOG_SHOWN = 25


@require_GET
@needs("policy.view")
def versions(request: HttpRequest) -> HttpResponse:
    """All versions, newest first, with where each stands today."""
    actor, on = actor_of(request), today()
    found = PolicyVersion.objects.visible_to(actor).annotate(changes=Count("values")).order_by("-number")
    page = page_of(request, found)
    stages = stages_of(page, on)
    everything = list(PolicyVersion.objects.visible_to(actor).order_by("-number"))
    return respond(
        request,
        "policy/versions.html",
        {
            "page_obj": page,
            "rows": [{"version": version, "state": stage_tag(stages[version.pk])} for version in page],
            "headers": [
                {"label": "Version"},
                {"label": "State"},
                {"label": "Settings", "num": True},
                {"label": "In force from"},
                {"label": "Drafted by"},
                {"label": "Approved by"},
            ],
            "tabs": tabs("versions"),
            "compare": CompareForm(versions=everything) if len(everything) > 1 else None,
            "may_open": may(actor, "policy.open_draft"),
        },
    )


@require_GET
@needs("policy.view")
def compare(request: HttpRequest) -> HttpResponse:
    """The council's policy as at one version against as at another, setting by setting, in words."""
    found = list(PolicyVersion.objects.visible_to(actor_of(request)).order_by("-number"))
    form = CompareForm(request.GET if "earlier" in request.GET or "later" in request.GET else None, versions=found)
    context: dict[str, Any] = {"tabs": tabs("versions"), "groups": None}
    if form.is_valid():
        earlier, later = form.chosen()
        differences = between(earlier, later)
        context |= {
            "earlier": earlier,
            "later": later,
            "count": len(differences),
            "groups": differences_shown(differences),
        }
    return respond(request, "policy/compare.html", context, form=form)


@require_GET
@needs("policy.view")
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: what it changes from what to what, who did and said what, and what may be done with it now."""
    return shown_with(request, version_of(request, version_id))


def shown_with(request: HttpRequest, shown: PolicyVersion, form: Form | None = None) -> HttpResponse:
    """The page of a version; `form` is a comment that was sent and could not be kept."""
    actor, on = actor_of(request), today()
    state = shown.state_on(on)
    may_change = state == "draft" and may(actor, "policy.change")
    may_comment = may(actor, "policy.comment")
    groups = review_of(shown, on, may_change=may_change)
    return respond(
        request,
        "policy/version.html",
        {
            "version": shown,
            "state": stage_tag(stage_of(shown, on)),
            "facts": facts_of(shown),
            "groups": groups,
            "count": sum(len(group["rows"]) for group in groups),
            "faults": faults_beyond(shown, on) if state in OPEN else [],
            "remarks": [remark for remark in shown.comments.all() if not remark.key],
            "log": _log(shown),
            "editors": _editors(shown),
            "said": said_beside(shown, actor),
            "tabs": tabs("versions"),
            "may_change": may_change,
            "may_comment": may_comment,
            "acts": _acts(shown, state, actor),
            "same_person": state == "submitted" and may(actor, "policy.approve") and shown.had_a_hand_in(actor),
        },
        form=form or (CommentForm(about=_about(groups)) if may_comment else None),
    )


def comment_form(request: HttpRequest, shown: PolicyVersion) -> CommentForm:
    return CommentForm(request.POST, about=[(value.key, value.setting.label) for value in shown.values.all()])


def _about(groups: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["key"], row["label"]) for group in groups for row in group["rows"]]


def _acts(shown: PolicyVersion, state: str, actor: Actor) -> dict[str, bool]:
    """What this person may do with the version as it stands."""
    mine = shown.had_a_hand_in(actor)
    return {
        "submit": state == "draft" and may(actor, "policy.submit"),
        "approve": state == "submitted" and may(actor, "policy.approve") and not mine,
        "send_back": state == "submitted" and may(actor, "policy.send_back"),
        "reschedule": state == "scheduled" and may(actor, "policy.reschedule") and not mine,
        "withdraw": state in (*OPEN, "scheduled") and may(actor, "policy.withdraw"),
        "roll_back": state == "in_force" and not shown.is_opening and may(actor, "policy.open_draft"),
    }


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor
    return actor


def version_of(request: HttpRequest, version_id: UUID) -> PolicyVersion:
    """The version at an address with all that its pages show. Raises Http404."""
    found: PolicyVersion = get_object_or_404(
        PolicyVersion.objects.visible_to(actor_of(request)).prefetch_related(
            "values", "comments", "log", "reschedulings"
        ),
        pk=version_id,
    )
    return found


def facts_of(shown: PolicyVersion) -> list[dict[str, Any]]:
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
    facts += [
        {
            "key": "Moved by",
            "value": moved.by_name,
            "note": f"From {longdate(moved.was)} to {longdate(moved.becomes)}: {moved.reason}",
        }
        for moved in shown.reschedulings.all()
    ]
    if shown.withdrawn_at:
        facts.append({"key": "Withdrawn by", "value": shown.withdrawn_by_name, "note": shown.withdrawn_reason})
    return facts


def _log(shown: PolicyVersion) -> list[dict[str, Any]]:
    """The last edits: saved with each change, never written by hand."""
    entries = []
    for edit in shown.log.all()[:LOG_SHOWN]:
        if not edit.key:
            reason = (edit.after or {}).get("reason", "")
            title = "Submitted for approval"
            entries.append({"title": title, "at": edit.created_at, "who": edit.by_name, "body": reason})
            continue
        label = SETTINGS[edit.key].label if edit.key in SETTINGS else edit.key
        done = "Taken out" if edit.after is None else "Changed again" if edit.before else "Changed"
        entries.append(
            {"title": f"{done}: {label}", "at": edit.created_at, "who": edit.by_name, "body": edit_words(edit)}
        )
    return entries


def _editors(shown: PolicyVersion) -> list[dict[str, Any]]:
    """Who has worked on a draft, the last one first."""
    found: dict[str, list[Any]] = {}
    for edit in shown.log.all():
        found.setdefault(edit.by_name, []).append(edit)
    return [
        {"key": name, "value": plural(len(edits), "edit"), "note": f"Last on {longdate(edits[0].created_at)}"}
        for name, edits in found.items()
    ]
