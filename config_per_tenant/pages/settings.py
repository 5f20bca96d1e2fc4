"""Settings to read: all of them by what they are about, and each with its value, bound, source and history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from config_per_tenant.pages.showing import brief, cited, history_of, row_of, state_of, tables_of, team_chart
from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.schema import Setting, by_group, find, from_slug
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.setting import CLOCKS, GROUPS
from config_per_tenant.statement import STATES
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth.access import Actor, may, needs
from hearth.dates import today
from hearth.ui.pages import respond
from hearth.ui.words import longdate, upper_first


@require_GET
@needs("policy.view")
def home(request: HttpRequest) -> HttpResponse:
    """Every setting, grouped as a practitioner thinks of them; or those that answer a question in plain words."""
    actor, on = request.actor, today()
    policy = policy_on(on)
    asked = request.GET.get("q", "").strip()[:100]
    drafted = _drafted()
    if asked:
        groups = [_group("found", "", find(asked), policy, drafted)]
    else:
        groups = [_group(code, label, settings, policy, drafted) for code, label, settings in by_group()]
    entries = policy.entries()
    return respond(
        request,
        "policy/home.html",
        {
            "asked": asked,
            "search": {
                "id": "q",
                "name": "q",
                "type": "search",
                "value": asked,
                "label": {"text": "Find a setting in plain words"},
                "hint": {"text": "Such as “how often do we visit” or “what do we pay”"},
            },
            "groups": [group for group in groups if group["rows"]],
            "found": sum(len(group["rows"]) for group in groups),
            "sections": [] if asked else sections(""),
            "not_stated": sum(1 for entry in entries if entry.is_default),
            "total": len(entries),
            "versions": _under_way(actor, on),
            "may_change": may(actor, "policy.change"),
        },
    )


@require_GET
@needs("policy.view")
def setting(request: HttpRequest, slug: str) -> HttpResponse:
    declared = setting_at(slug)
    actor, on = request.actor, today()
    policy = policy_on(on)
    entry = policy.entry(declared.key)
    bounds = list(zip(entry.bound_words, entry.provisions, strict=True))
    tables = tables_of(entry)
    return respond(
        request,
        "policy/setting.html",
        {
            "setting": declared,
            "group": GROUPS[declared.group],
            "entry": entry,
            "whole": brief(declared, entry.value, entry.in_words()) if tables else entry.in_words(),
            "state": STATES[entry.state],
            "facts": _facts(declared, policy),
            "tables": tables,
            "teams": team_chart(entry),
            "bounds": bounds,
            "history": history_of(declared, on),
            "history_headers": [
                {"label": label} for label in ("Version", "Value", "In force from", "Approved by", "State")
            ],
            "in_drafts": [
                {"version": value.in_version, "words": brief(declared, None, value.in_words())}
                for value in PolicyValue.objects.filter(
                    key=declared.key, in_version__approved_at=None, in_version__withdrawn_at=None
                ).select_related("in_version")
            ],
            "sections": sections(declared.group),
            "may_change": may(actor, "policy.change"),
        },
    )


def setting_at(slug: str) -> Setting:
    try:
        return from_slug(slug)
    except KeyError:
        raise Http404 from None


def sections(current: str) -> list[dict[str, Any]]:
    """The side navigation: each group of settings, then what is done with them."""
    home_url = reverse("policy:home")
    groups = [
        {"label": label, "href": f"{home_url}#{code}", "current": code == current} for code, label in GROUPS.items()
    ]
    work = [{"label": "Versions and drafts", "href": reverse("policy:versions"), "current": current == "versions"}]
    return [{"title": "", "items": groups}, {"title": "Changes", "items": work}]


def _group(code: str, label: str, settings: list[Setting], policy: Policy, drafted: dict[str, str]) -> dict[str, Any]:
    rows = [row_of(policy.entry(each.key), drafted=drafted.get(each.key, "")) for each in settings]
    return {"code": code, "label": label, "rows": rows}


def _drafted() -> dict[str, str]:
    """What open drafts say, by setting: a reader sees that something is on its way."""
    values = PolicyValue.objects.filter(in_version__approved_at=None, in_version__withdrawn_at=None).select_related(
        "in_version"
    )
    return {
        value.key: f"{brief(value.setting, None, value.in_words())} ({value.in_version.label})"
        if len(value.in_words()) < 140
        else f"changed in {value.in_version.label}"
        for value in values
    }


def _under_way(actor: Actor, on: Any) -> list[dict[str, Any]]:
    versions = PolicyVersion.objects.visible_to(actor).filter(applied_at=None, withdrawn_at=None).order_by("number")
    return [{"version": version, "state": state_of(version, on)} for version in versions]


def _facts(declared: Setting, policy: Policy) -> list[dict[str, Any]]:
    entry = policy.entry(declared.key)
    rows: list[dict[str, Any]] = [
        {
            "key": "State",
            "value": STATES[entry.state] + (": the platform's default applies" if entry.is_default else ""),
        }
    ]
    if entry.is_default:
        rows.append({"key": "Why this default", "value": declared.default_reason})
    else:
        rows.append({"key": "Version", "value": entry.version, "note": _approved(entry)})
        rows.append({"key": "In force from", "value": _day(entry.effective_from)})
    rows += [{"key": "Source", "value": words} for words in cited(entry)]
    if entry.unit:
        rows.append({"key": "Unit", "value": upper_first(entry.unit)})
    if declared.clock:
        rows.append({"key": "Clock", "value": upper_first(CLOCKS[declared.clock])})
    if declared.starts:
        rows.append({"key": "Clock starts at", "value": upper_first(EVENTS[declared.starts])})
        rows.append({"key": "Clock stops at", "value": upper_first(EVENTS[declared.stops])})
    if declared.legal_source:
        rows.append({"key": "Law or standard", "value": declared.legal_source})
    rows.append({"key": "When it changes", "value": declared.transition.in_words()})
    return rows


def _approved(entry: Any) -> str:
    return f"Approved by {entry.approved_by}" if entry.approved_by else ""


def _day(day: Any) -> str:
    return longdate(day)
