"""What is still open: settings that the council has not stated, and what stands in the way of going live."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.pages.navigation import draft_under_way, drafted_keys, tabs
from config_per_tenant.pages.showing import address, brief_entry
from config_per_tenant.policy import Entry, policy_on
from config_per_tenant.readiness import Problem, further_checks, is_open, readiness
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.setting import GROUPS, IMPORTANCE
from config_per_tenant.versions import actions
from config_per_tenant.versions.acts.adopting import why_not_adopted
from config_per_tenant.versions.applying import Applied
from config_per_tenant.versions.models import PolicyVersion
from config_per_tenant.versions.people import who_may_act
from hearth.access import Actor, may, needs
from hearth.dates import today
from hearth.ui.forms import Form, attempt
from hearth.ui.pages import respond, say
from hearth.ui.tables import View, page_of
from hearth.ui.words import lower_first, plural, upper_first

MOST_PROBLEMS = 10  # of one check shown on the checklist; the rest are counted


@require_GET
@needs("policy.view")
def gaps(request: HttpRequest) -> HttpResponse:
    """What the council has not stated, what law needs first, each with the default that applies meanwhile."""
    actor = request.actor
    order = list(IMPORTANCE)
    open_now = [entry for entry in policy_on(today()).entries() if is_open(entry)]
    open_now.sort(key=lambda entry: order.index(entry.setting.importance))
    shown = request.GET.get("show", "")
    kept = [entry for entry in open_now if entry.setting.importance == shown] if shown in IMPORTANCE else open_now
    page = page_of(request, kept)
    drafted = drafted_keys()
    url = reverse("policy:gaps")
    views = [View("All", url, len(open_now), current=shown not in IMPORTANCE)]
    for code, label in IMPORTANCE.items():
        count = sum(1 for entry in open_now if entry.setting.importance == code)
        views.append(View(upper_first(label), f"{url}?show={code}", count, current=shown == code, alert=code == "law"))
    return respond(
        request,
        "policy/gaps.html",
        {
            "tabs": tabs("gaps", {"gaps": len(open_now)}),
            "views": views,
            "rows": [_gap(entry, drafted, actor) for entry in page],
            "page_obj": page,
            "adoptable": len(_adoptable()) if may(actor, "policy.change") else 0,
            "draft": draft_under_way(actor),
            "headers": [{"label": label} for label in ("Setting", "Needed", "What applies meanwhile", "To do")],
        },
    )


class AdoptForm(Form):
    """The defaults to state as the council's own; all are ticked at first."""

    keys = forms.MultipleChoiceField(
        label="Settings to state",
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Select the settings to state"},
    )

    def __init__(self, *args: Any, offered: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [
            (entry.setting.key, f"{entry.setting.label}: {lower_first(brief_entry(entry))}") for entry in offered
        ]
        self.initial["keys"] = [entry.setting.key for entry in offered]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.change")
def adopt(request: HttpRequest) -> HttpResponse:
    """State as the council's own, in one draft, what law's limit has supplied so far."""
    offered = _adoptable()
    form = AdoptForm(request.POST if request.method == "POST" else None, offered=offered)
    draft = PolicyVersion.objects.open_drafts().filter(submitted_at=None).order_by("-number").first()
    if form.is_valid() and attempt(form, _adopt_into, draft, form.cleaned_data["keys"], request.actor):
        applied: Applied = form.result
        say(
            request,
            f"{plural(len(applied.changed), 'setting')} stated in {applied.version.label}.",
            "Nothing is in force yet: read the draft, then submit it.",
        )
        return redirect("policy:version", applied.version.pk)
    return respond(request, "policy/adopt.html", {"draft": draft, "count": len(offered)}, form=form)


@transaction.atomic
def _adopt_into(draft: PolicyVersion | None, keys: list[str], by: Actor) -> Applied:
    version = draft or actions.open_draft(title="State what law's limits have supplied", by=by)
    return actions.adopt_defaults(version, keys=keys, by=by)


def _adoptable() -> list[Entry]:
    """What law or a standard needs, is not stated, and is in no doubt."""
    return [
        entry
        for entry in policy_on(today()).entries()
        if entry.setting.importance == "law" and is_open(entry) and not why_not_adopted(entry)
    ]


@require_GET
@needs("policy.view")
def checklist(request: HttpRequest) -> HttpResponse:
    """What has to be settled before the council works by its policy, each with the place to settle it."""
    on = today()
    policy = policy_on(on)
    ready = readiness(policy, who_may_act(), further_checks(policy, on))
    drafted = drafted_keys()
    checks: list[dict[str, Any]] = [
        {
            "check": check,
            "problems": [_problem(problem, drafted) for problem in check.problems[:MOST_PROBLEMS]],
            "more": max(0, len(check.problems) - MOST_PROBLEMS),
            "all_url": f"{reverse('policy:gaps')}?show=law" if check.code.startswith("law_") else "",
        }
        for check in ready.checks
    ]
    return respond(
        request,
        "policy/readiness.html",
        {
            "tabs": tabs("readiness", {"readiness": len(ready.blocking)}),
            "ready": ready,
            "blocking": [row for row in checks if row["check"].blocks],
            "advisory": [row for row in checks if not row["check"].blocks],
            "draft": draft_under_way(request.actor),
            "adoptable": len(_adoptable()) if may(request.actor, "policy.change") else 0,
        },
    )


def _gap(entry: Entry, drafted: dict[str, int], actor: Actor) -> dict[str, Any]:
    declared = entry.setting
    return {
        "label": declared.label,
        "href": address(declared),
        "group": GROUPS[declared.group],
        "needed": upper_first(IMPORTANCE[declared.importance]),
        "source": declared.legal_source,
        "is_law": declared.importance == "law",
        "value": brief_entry(entry) if entry.value is not None else "Nothing: there is no default",
        "reason": declared.default_reason if entry.value is not None else "",
        "drafted": declared.key in drafted,
        "change": reverse("policy:change", args=[declared.slug]) if may(actor, "policy.change") else "",
        "open_question": entry.ambiguity,
    }


def _problem(problem: Problem, drafted: dict[str, int]) -> dict[str, Any]:
    """A problem with where to mend it: the setting's own page, or a page of another area."""
    if problem.key:
        href, link = address(SETTINGS[problem.key]), "Open the setting"
    else:
        href, link = (reverse(problem.place), "Open the page") if problem.place else ("", "")
    return {"problem": problem, "href": href, "link": link, "drafted": problem.key in drafted}
