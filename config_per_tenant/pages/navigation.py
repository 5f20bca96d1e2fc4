"""Ways through the settings: the tabs over the pages of work, the groups beside a setting, the draft under way."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404
from django.urls import reverse

from config_per_tenant.schema import SETTINGS, Setting, from_slug
from config_per_tenant.schema.setting import GROUPS
from config_per_tenant.versions.models import PolicyEdit, PolicyValue, PolicyVersion
from hearth.access import Actor, may

TABS = (
    ("home", "Settings", "policy:home"),
    ("gaps", "Not yet stated", "policy:gaps"),
    ("readiness", "Ready to go live", "policy:readiness"),
    ("law", "Changes in law", "policy:law"),
    ("versions", "Versions and drafts", "policy:versions"),
)


def tabs(current: str, counts: dict[str, int] | None = None) -> list[dict[str, Any]]:
    """The pages of work on policy. `counts` are shown beside the names that they belong to."""
    counted = counts or {}
    return [
        {"label": label, "href": reverse(name), "current": code == current, "count": counted.get(code) or ""}
        for code, label, name in TABS
    ]


def groups_beside(current: str) -> list[dict[str, Any]]:
    """The side navigation of a wide screen: each group that has settings."""
    used = {declared.group for declared in SETTINGS.values()}
    items = [
        {"label": label, "href": reverse("policy:group", args=[code]), "current": code == current}
        for code, label in GROUPS.items()
        if code in used
    ]
    return [{"title": "Groups", "items": items}]


def setting_at(slug: str) -> Setting:
    """The setting at an address. Raises Http404."""
    try:
        return from_slug(slug)
    except KeyError:
        raise Http404 from None


def draft_under_way(actor: Actor) -> dict[str, Any] | None:
    """The newest open draft, for those who may add to it: how much it changes, and who touched it last."""
    if not may(actor, "policy.change"):
        return None
    drafts = PolicyVersion.objects.open_drafts().filter(submitted_at=None).order_by("-number")
    draft: Any = drafts.annotate(changes=Count("values")).first()
    if draft is None:
        return None
    last = PolicyEdit.objects.filter(in_version=draft).order_by("-created_at").first()
    return {"version": draft, "changes": draft.changes, "last": last, "others": drafts.count() - 1}


def waiting_for(actor: Actor) -> list[PolicyVersion]:
    """Versions that this person may approve and had no hand in, the soonest day first."""
    if not may(actor, "policy.approve"):
        return []
    submitted = PolicyVersion.objects.submitted().order_by("effective_from")
    return [version for version in submitted.prefetch_related("log") if not version.had_a_hand_in(actor)]


def drafted_keys() -> dict[str, int]:
    """How many open versions change each setting."""
    counted: dict[str, int] = {}
    for key in PolicyValue.objects.filter(in_version__approved_at=None, in_version__withdrawn_at=None).values_list(
        "key", flat=True
    ):
        counted[key] = counted.get(key, 0) + 1
    return counted
