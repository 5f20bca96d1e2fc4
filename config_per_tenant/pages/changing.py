"""Changing one setting in a draft, and taking a change out again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from config_per_tenant.pages.change import ChangeForm
from config_per_tenant.pages.navigation import setting_at
from config_per_tenant.pages.preview import has_preview, parts_of, preview_of
from config_per_tenant.pages.setting import bounds_of
from config_per_tenant.pages.showing import brief_entry
from config_per_tenant.policy import Entry, Policy, policy_on
from config_per_tenant.readiness import fixed_by
from config_per_tenant.schema import Setting
from config_per_tenant.statement import NOT_STATED, Statement
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth.access import Actor, needs
from hearth.dates import today
from hearth.ui.forms import Form, attempt
from hearth.ui.pages import respond, say, warn

NEW = "new"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.change")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a setting becomes, in an open draft or a new one."""
    setting = setting_at(slug)
    actor: Actor = request.actor
    drafts = list(PolicyVersion.objects.visible_to(actor).open_drafts().filter(submitted_at=None).order_by("-number"))
    draft = _chosen(request, drafts)
    drafted = draft.statements if draft else {}
    mine = draft.values.filter(key=setting.key).first() if draft else None
    day = max(draft.effective_from or today(), today()) if draft else today()
    policy = policy_on(day)
    entry = policy.entry(setting.key)
    if fixed := fixed_by(entry):
        warn(request, f"“{setting.label}” is fixed by law: there is nothing to change.", fixed.source)
        return redirect("policy:setting", setting.slug)
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        setting=setting,
        entry=entry,
        statement=mine.statement if mine else Statement(entry.state, entry.plain, entry.sources),
        drafted=drafted,
        on=day,
        draft=str(draft.pk) if draft else NEW,
        seen=mine.version if mine else 0,
        add=request.POST.get("add", ""),
    )
    adding, looking = bool(request.POST.get("add")), bool(request.POST.get("preview"))
    saving = request.method == "POST" and not adding and not looking
    if saving and form.is_valid() and _save(form, setting, draft, actor):
        version: PolicyVersion = form.result.in_version
        say(
            request,
            f"“{setting.label}” is changed in {version.label}.",
            "Nothing is in force yet: submit the draft when it is complete.",
        )
        return redirect("policy:version", version.pk)
    context = {
        "setting": setting,
        "entry": entry,
        "now": brief_entry(entry),
        "bounds": bounds_of(policy, entry, day),
        "has_preview": has_preview(setting),
        "parts": parts_of(setting, policy["brand.identity"]),
        "preview": _preview(form, setting, entry, policy, looking),
        "draft": draft,
        "others": [other for other in drafts if other != draft],
        "conflict_rows": _conflict(form, setting),
        "adding": adding,
    }
    if adding:
        form.errors.clear()
    return respond(request, "policy/change.html", context, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.change")
def discard(request: HttpRequest, version_id: UUID, slug: str) -> HttpResponse:
    """Take a change out of a draft, so that the setting stays as it is."""
    setting = setting_at(slug)
    actor: Actor = request.actor
    version = get_object_or_404(PolicyVersion.objects.visible_to(actor), pk=version_id)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, actions.discard_change, version, setting.key, by=actor):
        say(request, f"“{setting.label}” is no longer changed in {version.label}.")
        return redirect("policy:version", version.pk)
    return respond(request, "policy/discard.html", {"version": version, "setting": setting}, form=form)


def _preview(form: ChangeForm, setting: Setting, entry: Entry, policy: Policy, looking: bool) -> dict[str, Any]:
    """How what is in the boxes would look; before anything is sent, how it looks now. Empty where there is a fault."""
    brand = policy["brand.identity"]
    if not form.is_bound:
        return preview_of(setting, entry.value, brand)
    if not looking or not form.is_valid():
        return {}
    statement: Statement = form.cleaned_data["statement"]
    return preview_of(setting, statement.read(setting), brand)


def _chosen(request: HttpRequest, drafts: list[PolicyVersion]) -> PolicyVersion | None:
    """The draft that the address or the form names; else the newest open one; None for a new one."""
    asked = request.POST.get("draft") or request.GET.get("draft") or ""
    if asked == NEW:
        return None
    found = next((draft for draft in drafts if str(draft.pk) == asked), None)
    if found is None and request.method == "POST" and asked:
        return _no_longer_open(request, asked)
    return found or (drafts[0] if drafts else None)


def _no_longer_open(request: HttpRequest, asked: str) -> PolicyVersion:
    """The version that a form was opened for, whatever it has become: the act says why it cannot be changed."""
    try:
        key = UUID(asked)
    except ValueError:
        raise Http404 from None
    found: PolicyVersion = get_object_or_404(PolicyVersion.objects.visible_to(request.actor), pk=key)
    return found


def _save(form: ChangeForm, setting: Setting, draft: PolicyVersion | None, actor: Actor) -> bool:
    statement: Statement = form.cleaned_data["statement"]
    return attempt(form, _in_draft, draft, setting, statement, form.cleaned_data["seen"], actor)


@transaction.atomic
def _in_draft(
    draft: PolicyVersion | None, setting: Setting, statement: Statement, seen: int | None, by: Actor
) -> PolicyValue:
    """Change a setting in a draft; a new draft is opened for it when there is none, and only if the change stands."""
    version = draft or actions.open_draft(title=setting.label, by=by)
    return actions.change_value(
        version,
        setting.key,
        state=statement.state,
        value=statement.plain,
        sources=statement.sources,
        seen=seen if draft else 0,
        by=by,
    )


def _conflict(form: ChangeForm, setting: Setting) -> list[dict[str, Any]]:
    """Both versions of a stale edit: what a colleague saved, and what was written here."""
    if form.conflict is None or form.conflict.theirs is None:
        return []
    theirs: Any = form.conflict.theirs
    form.data["seen"] = str(theirs.version)
    mine: Statement = form.cleaned_data["statement"]
    words = setting.kind.words(mine.read(setting)) if mine.state == "set" else mine.state.replace("_", " ")
    if mine.state == NOT_STATED:
        words = "Not stated"
    return [{"label": setting.label, "before": theirs.in_words(), "after": words}]
