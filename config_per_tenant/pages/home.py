"""The way in to the settings: a search in plain words, the groups at a glance, and one group as a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from config_per_tenant.pages.law import news_of, unanswered
from config_per_tenant.pages.navigation import draft_under_way, drafted_keys, groups_beside, tabs, waiting_for
from config_per_tenant.pages.showing import address, brief, brief_entry, row_of, state_of
from config_per_tenant.policy import Entry, Policy, policy_on
from config_per_tenant.readiness import fixed_by, further_checks, is_open, readiness
from config_per_tenant.schema import Setting, by_group
from config_per_tenant.schema.finding import nearest_words, search
from config_per_tenant.schema.setting import GROUPS
from config_per_tenant.statement import NONE, NOT_STATED, SET, STATES
from config_per_tenant.versions.borrowing import lenders
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from config_per_tenant.versions.people import who_may_act
from hearth.access import Actor, may, needs
from hearth.dates import today
from hearth.ui.pages import respond
from hearth.ui.tables import View, page_of
from hearth.ui.words import listed, lower_first

EXAMPLES = ("how often do we visit", "who decides an approval", "what do we pay", "how long to answer an enquiry")
MOST_FOUND = 25
STATE_COLOURS = {SET: "green", NONE: "blue", NOT_STATED: "amber"}


@require_GET
@needs("policy.view")
def home(request: HttpRequest) -> HttpResponse:
    """Search first; then what stands in each group, and what is under way."""
    actor, on = request.actor, today()
    policy = policy_on(on)
    asked = " ".join(request.GET.get("q", "").split())[:100]
    context: dict[str, Any] = {
        "asked": asked,
        "search": _search_box(asked),
        "draft": draft_under_way(actor),
        "may_change": may(actor, "policy.change"),
    }
    if asked:
        return respond(request, "policy/found.html", context | _found(asked, policy))
    entries = policy.entries()
    ready = readiness(policy, who_may_act(), further_checks(policy, on))
    drafted, law = drafted_keys(), unanswered(on)
    not_stated = sum(1 for entry in entries if is_open(entry))
    fixed = sum(1 for entry in entries if entry.is_default) - not_stated
    return respond(
        request,
        "policy/home.html",
        context
        | {
            "tabs": tabs("home", {"gaps": not_stated, "readiness": len(ready.blocking), "law": len(law)}),
            "examples": [{"words": words, "href": f"{reverse('policy:home')}?q={words}"} for words in EXAMPLES],
            "groups": [
                _card(code, label, settings, policy, drafted) for code, label, settings in by_group() if settings
            ],
            "total": len(entries),
            "stated": len(entries) - not_stated - fixed,
            "fixed": fixed,
            "not_stated": not_stated,
            "ready": ready,
            "law_news": news_of(law),
            "under_way": _under_way(actor, on),
            "waiting": waiting_for(actor),
        },
    )


@require_GET
@needs("policy.view")
def group(request: HttpRequest, code: str) -> HttpResponse:
    """One group of settings, each with value, state, bound and source; all of them or those of one state."""
    settings = next((settings for each, _, settings in by_group() if each == code), [])
    if not settings:
        raise Http404
    policy, on = policy_on(today()), today()
    drafted = _drafted(settings)
    shown = request.GET.get("show", "")
    kept = [each for each in settings if _is_shown(policy.entry(each.key), shown, drafted)]
    page = page_of(request, kept)
    return respond(
        request,
        "policy/group.html",
        {
            "label": GROUPS[code],
            "several_url": reverse("policy:several", args=[code]) if may(request.actor, "policy.change") else "",
            "views": _views(code, settings, policy, drafted, shown),
            "rows": [row_of(policy.entry(each.key), drafted=drafted.get(each.key, "")) for each in page],
            "page_obj": page,
            "sections": groups_beside(code),
            "draft": draft_under_way(request.actor),
            "lenders": _lenders(request, code) if may(request.actor, "policy.change") else [],
            "search": _search_box(""),
            "on": on,
        },
    )


def _lenders(request: HttpRequest, code: str) -> list[dict[str, str]]:
    """The other councils from whom settings of a group can be borrowed."""
    own = getattr(request.tenant, "slug", "")
    return [
        {"name": lender.name, "href": f"{reverse('policy:borrow', args=[lender.slug])}?group={code}"}
        for lender in lenders()
        if lender.slug != own
    ]


# --- Search


def _search_box(asked: str) -> dict[str, Any]:
    return {
        "id": "q",
        "name": "q",
        "type": "search",
        "value": asked,
        "label": {"text": "Find a setting in plain words", "classes": "govuk-label--m"},
        "spellcheck": False,
        "autocomplete": "off",
    }


def _found(asked: str, policy: Policy) -> dict[str, Any]:
    found = search(asked)
    better = nearest_words(asked)
    return {
        "found": [
            {
                "label": each.setting.label,
                "href": address(each.setting),
                "group": GROUPS[each.setting.group],
                "value": brief_entry(policy.entry(each.setting.key)),
                "state": _state(policy.entry(each.setting.key)),
                "why": each.why,
            }
            for each in found[:MOST_FOUND]
        ],
        "count": len(found),
        "more": max(0, len(found) - MOST_FOUND),
        "better": better,
        "better_href": f"{reverse('policy:home')}?q={better}" if better else "",
        "tabs": tabs("home"),
    }


def _state(entry: Entry) -> dict[str, str]:
    if fixed_by(entry):
        return {"text": "Fixed by law", "colour": "blue"}
    words = "Platform default" if entry.is_default else STATES[entry.state]
    return {"text": words, "colour": STATE_COLOURS[entry.state]}


# --- Groups


def _card(code: str, label: str, settings: list[Setting], policy: Policy, drafted: dict[str, int]) -> dict[str, Any]:
    """A group at a glance: how many of its settings are stated, and what the first of them are about."""
    entries = [policy.entry(each.key) for each in settings]
    not_stated = sum(1 for entry in entries if is_open(entry))
    fixed = sum(1 for entry in entries if entry.is_default) - not_stated
    first = [lower_first(each.label) for each in sorted(settings, key=_weight)[:3]]
    return {
        "label": label,
        "href": reverse("policy:group", args=[code]),
        "about": listed(first) if len(settings) <= 3 else f"{', '.join(first)} and more",
        "total": len(settings),
        "stated": len(settings) - not_stated - fixed,
        "fixed": fixed,
        "not_stated": not_stated,
        "not_stated_href": f"{reverse('policy:group', args=[code])}?show=not_stated",
        "drafted": sum(1 for each in settings if each.key in drafted),
    }


_ORDER = {"law": 0, "core": 1, "useful": 2}


def _weight(declared: Setting) -> int:
    return _ORDER[declared.importance]


def _is_shown(entry: Entry, shown: str, drafted: dict[str, str]) -> bool:
    if shown == "stated":
        return not entry.is_default
    if shown == "not_stated":
        return is_open(entry)
    if shown == "fixed":
        return fixed_by(entry) is not None
    return entry.setting.key in drafted if shown == "drafted" else True


def _views(code: str, settings: list[Setting], policy: Policy, drafted: dict[str, str], shown: str) -> list[View]:
    url = reverse("policy:group", args=[code])
    entries = [policy.entry(each.key) for each in settings]
    names = (
        ("", "All"),
        ("stated", "Stated"),
        ("not_stated", "Not stated"),
        ("fixed", "Fixed by law"),
        ("drafted", "Changed in a draft"),
    )
    current = shown if shown in {name for name, _ in names} else ""
    counts = {name: sum(1 for entry in entries if _is_shown(entry, name, drafted)) for name, _ in names}
    return [
        View(label, f"{url}?show={name}" if name else url, counts[name], current=name == current)
        for name, label in names
        if counts[name] or name == current
    ]


def _drafted(settings: list[Setting]) -> dict[str, str]:
    """What open drafts say of these settings: a reader sees that something is on its way."""
    values = PolicyValue.objects.filter(
        key__in=[each.key for each in settings], in_version__approved_at=None, in_version__withdrawn_at=None
    ).select_related("in_version")
    return {
        value.key: f"{brief(value.setting, None, value.in_words())} ({value.in_version.label})"
        if len(value.in_words()) < 140
        else f"changed in {value.in_version.label}"
        for value in values
    }


def _under_way(actor: Actor, on: date) -> list[dict[str, Any]]:
    """Versions on their way: drafts, those that wait for approval, and those that wait for their day."""
    versions = PolicyVersion.objects.visible_to(actor).filter(applied_at=None, withdrawn_at=None).order_by("number")
    return [{"version": version, "state": state_of(version, on)} for version in versions[:10]]
