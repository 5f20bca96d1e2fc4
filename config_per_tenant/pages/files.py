"""Policy as a file: the whole of it or one version, taken away; and a file brought into a draft, or told why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.files import policy_file, written
from config_per_tenant.importing import LARGEST
from config_per_tenant.packs import PackFault, PackRefused
from config_per_tenant.pages.acting import tell_of
from config_per_tenant.pages.versions import actor_of, version_of
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions import actions
from config_per_tenant.versions.applying import Applied
from config_per_tenant.versions.holding import not_in_state
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import needs
from hearth.dates import today
from hearth.ui.forms import Form, attempt
from hearth.ui.pages import respond, say, warn
from hearth.ui.words import plural

MOST_FAULTS = 100  # shown of one file; more are counted


class ImportForm(Form):
    file = forms.FileField(
        label="Policy file",
        help_text="A YAML file in the form that “Export” gives. It may hold all settings or a few.",
        error_messages={"required": "Choose the policy file to import", "missing": "Choose the policy file to import"},
    )


@require_GET
@needs("policy.view")
def whole_file(request: HttpRequest) -> HttpResponse:
    """All that the council states today."""
    slug, name = _council(request)
    on = today()
    return _as_file(policy_file(policy_on(on), slug=slug, name=name), f"{slug}-policy-{on.isoformat()}")


@require_GET
@needs("policy.view")
def version_file(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What one version states."""
    shown = version_of(request, version_id)
    slug, name = _council(request)
    return _as_file(written(shown.statements, slug=slug, name=name), f"{slug}-policy-version-{shown.number}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.change")
def import_into(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Bring a file into a draft. One with a fault changes nothing, and every fault is told with its line."""
    shown = version_of(request, version_id)
    if request.method != "POST" and (refusal := not_in_state(shown, "draft")):
        warn(request, refusal)
        return redirect("policy:version", shown.pk)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    faults: list[PackFault] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = attempt(form, _import, shown, file, by=actor_of(request))
        except PackRefused as refused:
            faults, done = list(refused.faults), False
            form.refuse(f"{file.name} has {plural(len(faults), 'fault')}. Nothing of it was imported.", field="file")
        if done:
            applied: Applied = form.result
            say(request, f"{plural(len(applied.changed), 'setting')} came into {shown.label}.", _unchanged(applied))
            tell_of(request, applied)
            return redirect("policy:version", shown.pk)
    return respond(
        request,
        "policy/import.html",
        {
            "version": shown,
            "faults": [_shown(fault) for fault in faults[:MOST_FAULTS]],
            "more": max(0, len(faults) - MOST_FAULTS),
            "headers": [{"label": "Line", "num": True}, {"label": "Setting"}, {"label": "What is wrong"}],
        },
        form=form,
    )


def _import(version: PolicyVersion, file: Any, *, by: Any) -> Applied:
    """Reads no more of a file than may be imported and one byte, so that the act can tell that it is too large."""
    return actions.import_file(version, file.read(LARGEST + 1), name=file.name, by=by)


def _unchanged(applied: Applied) -> str:
    same = len(applied.unchanged)
    return f"{plural(same, 'other setting')} in the file stood so already." if same else ""


def _shown(fault: PackFault) -> dict[str, Any]:
    declared = SETTINGS.get(fault.key)
    return {
        "line": fault.line or "",
        "label": declared.label if declared else fault.key,
        "place": ".".join(part for part in (fault.key, fault.path) if part),
        "words": fault.words,
        "source": fault.source,
    }


def _council(request: HttpRequest) -> tuple[str, str]:
    tenant = getattr(request, "tenant", None)
    slug = getattr(tenant, "slug", "") or "council"
    entry = policy_on(today()).entry("brand.identity")
    name = entry.value.name if entry.value is not None and not entry.is_default else getattr(tenant, "name", "") or slug
    return slug, name


def _as_file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer
