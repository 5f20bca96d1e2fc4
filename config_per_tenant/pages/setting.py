"""One setting to read: what it is, what it says here, what law asks, how it came to be so, and what others publish."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from config_per_tenant.national import timeline
from config_per_tenant.pages.navigation import draft_under_way, groups_beside, setting_at
from config_per_tenant.pages.published import elsewhere
from config_per_tenant.pages.showing import brief, cited, history_of, tables_of, team_chart
from config_per_tenant.policy import Entry, Policy, policy_on
from config_per_tenant.readiness import fixed_by
from config_per_tenant.schema import Setting
from config_per_tenant.schema.bounds import said
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.setting import CLOCKS, GROUPS, IMPORTANCE
from config_per_tenant.statement import NONE, STATES
from config_per_tenant.versions.models import PolicyValue
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui.pages import respond
from hearth.ui.words import longdate, upper_first


@require_GET
@needs("policy.view")
def setting(request: HttpRequest, slug: str) -> HttpResponse:
    declared = setting_at(slug)
    actor, on = request.actor, today()
    policy = policy_on(on)
    entry = policy.entry(declared.key)
    tables = tables_of(entry)
    fixed = fixed_by(entry)
    may_change = may(actor, "policy.change") and not fixed
    return respond(
        request,
        "policy/setting.html",
        {
            "setting": declared,
            "group": GROUPS[declared.group],
            "group_url": reverse("policy:group", args=[declared.group]),
            "importance": IMPORTANCE[declared.importance],
            "entry": entry,
            "whole": brief(declared, entry.value, entry.in_words()) if tables else entry.in_words(),
            "state": state_tag(entry),
            "fixed": fixed,
            "facts": _facts(entry),
            "counted": _counted(declared, entry),
            "tables": tables,
            "teams": team_chart(entry),
            "bounds": bounds_of(policy, entry, on),
            "history": history_of(declared, on),
            "elsewhere": elsewhere(declared, entry, getattr(request.tenant, "slug", "")),
            "in_drafts": _in_drafts(declared),
            "sections": groups_beside(declared.group),
            "draft": draft_under_way(actor),
            "may_change": may_change,
        },
    )


def state_tag(entry: Entry) -> dict[str, str]:
    if fixed_by(entry):
        return {"text": "Fixed by law", "colour": "blue"}
    if entry.is_default:
        return {"text": "Not stated: the platform's default", "colour": "amber"}
    return {"text": STATES[entry.state], "colour": "blue" if entry.state == NONE else "green"}


def bounds_of(policy: Policy, entry: Entry, on: date) -> list[dict[str, Any]]:
    """Each bound of a setting with its provision and what the provision becomes on a later day already known."""
    found = []
    for words, provision in zip(entry.bound_words, entry.provisions, strict=True):
        later = [each for each in timeline(provision.key) if each.effective_from > on]
        found.append(
            {
                "words": words,
                "provision": provision,
                "since": longdate(provision.effective_from),
                "until": longdate(provision.effective_until) if provision.effective_until else "",
                "later": [
                    {
                        "from": longdate(each.effective_from),
                        "words": said(entry.setting, each, policy.__getitem__),
                        "note": each.warning or each.note,
                    }
                    for each in later
                ],
            }
        )
    return found


def _facts(entry: Entry) -> list[dict[str, Any]]:
    """Where the value comes from: version, day, people, documents."""
    declared = entry.setting
    if entry.is_default:
        rows: list[dict[str, Any]] = [{"key": "Why this value", "value": declared.default_reason}]
        if not fixed_by(entry):
            rows.append({"key": "What the council says", "value": "It has not said."})
    else:
        approved = [f"Approved by {entry.approved_by}"] if entry.approved_by else []
        if entry.approved_by and entry.layer and entry.layer.approved_on:
            approved.append(f"on {longdate(entry.layer.approved_on)}")
        rows = [
            {"key": "Version", "value": entry.version, "note": " ".join(approved)},
            {"key": "In force from", "value": longdate(entry.effective_from)},
        ]
    return rows + [{"key": "Published in", "value": words} for words in cited(entry)]


def _counted(declared: Setting, entry: Entry) -> list[dict[str, Any]]:
    """How the value is counted, and what a change does."""
    rows = []
    if entry.unit:
        rows.append({"key": "Unit", "value": upper_first(entry.unit)})
    if declared.clock:
        rows.append({"key": "Clock", "value": upper_first(CLOCKS[declared.clock])})
    if declared.starts in EVENTS:
        rows.append({"key": "Clock starts at", "value": upper_first(EVENTS[declared.starts])})
    if declared.stops in EVENTS:
        rows.append({"key": "Clock stops at", "value": upper_first(EVENTS[declared.stops])})
    if declared.legal_source:
        rows.append({"key": "Law or standard", "value": declared.legal_source})
    rows.append({"key": "How far it matters", "value": upper_first(IMPORTANCE[declared.importance])})
    return rows


def _in_drafts(declared: Setting) -> list[dict[str, Any]]:
    values = PolicyValue.objects.filter(
        key=declared.key, in_version__approved_at=None, in_version__withdrawn_at=None
    ).select_related("in_version")
    return [{"version": value.in_version, "words": brief(declared, None, value.in_words())} for value in values]
