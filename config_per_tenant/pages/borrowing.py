"""Borrowing: what another council publishes beside ours, setting by setting, to be taken over into a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config_per_tenant.pages.acting import tell_of
from config_per_tenant.pages.showing import address, brief_entry
from config_per_tenant.schema import SETTINGS, by_group
from config_per_tenant.schema.kinds import Structured, Table
from config_per_tenant.schema.setting import GROUPS
from config_per_tenant.versions import actions
from config_per_tenant.versions.applying import Applied
from config_per_tenant.versions.borrowing import Offer, lenders, offers
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor, needs
from hearth.dates import today
from hearth.ui.forms import Form, attempt
from hearth.ui.pages import respond, say
from hearth.ui.words import plural, upper_first

MOST_PARTS = 6  # parts of a table told one by one


class BorrowForm(Form):
    """The settings to take over; `offered` are those that can be."""

    keys = forms.MultipleChoiceField(
        label="Settings to borrow",
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Select what to borrow"},
    )

    def __init__(self, *args: Any, offered: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(offer.setting.key, offer.setting.label) for offer in offered]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.change")
def borrow(request: HttpRequest, council: str) -> HttpResponse:
    """One group of another council's published settings beside ours; the chosen ones go into a draft."""
    found = {lender.slug: lender for lender in lenders()}
    if council not in found or council == getattr(request.tenant, "slug", ""):
        raise Http404
    key = request.GET.get("key", "")
    group = SETTINGS[key].group if key in SETTINGS else request.GET.get("group", "")
    group = group if group in GROUPS else next(iter(GROUPS))
    shown = offers(council, today(), group=group)
    offered = [offer for offer in shown if offer.differs and offer.can_borrow]
    draft = PolicyVersion.objects.open_drafts().filter(submitted_at=None).order_by("-number").first()
    initial = {"keys": [key] if any(offer.setting.key == key for offer in offered) else []}
    form = BorrowForm(request.POST if request.method == "POST" else None, offered=offered, initial=initial)
    if form.is_valid() and attempt(
        form, _into_draft, draft, council, found[council].name, form.cleaned_data["keys"], request.actor
    ):
        applied: Applied = form.result
        say(
            request,
            f"{plural(len(applied.changed), 'setting')} borrowed from {found[council].name} into"
            f" {applied.version.label}.",
            "Nothing is in force yet: submit the draft when it is complete.",
        )
        tell_of(request, applied)
        return redirect("policy:version", applied.version.pk)
    return respond(
        request,
        "policy/borrow.html",
        {
            "lender": found[council],
            "group": GROUPS[group],
            "draft": draft,
            "offered": [_shown(offer) for offer in offered],
            "others": [_shown(offer) for offer in shown if offer.differs and not offer.can_borrow],
            "same": sum(1 for offer in shown if not offer.differs),
            "choices": _choices(form, offered, found[council].name),
            "sections": _sections(council, group),
            "group_select": {
                "id": "group",
                "name": "group",
                "label": {"text": "Group", "classes": "govuk-label--s"},
                "items": [
                    {"value": code, "text": label, "selected": code == group}
                    for code, label, settings in by_group()
                    if settings
                ],
            },
            "lenders": [each for slug, each in found.items() if slug != getattr(request.tenant, "slug", "")],
        },
        form=form,
    )


@transaction.atomic
def _into_draft(draft: PolicyVersion | None, council: str, name: str, keys: list[str], by: Actor) -> Applied:
    """Into the open draft, or a new one that is opened only if something comes into it."""
    version = draft or actions.open_draft(title=f"Borrowed from {name}", by=by)
    return actions.borrow(version, council, keys=keys, by=by)


def _choices(form: BorrowForm, offered: list[Offer], lender: str) -> dict[str, Any]:
    """The offers as boxes to tick, each with ours and theirs below its name."""
    chosen = form["keys"].value() or []
    errors = form["keys"].errors
    return {
        "name": "keys",
        "idPrefix": "id_keys",
        "fieldset": {"legend": {"text": "Settings that differ", "classes": "govuk-fieldset__legend--m"}},
        "items": [
            {
                "value": offer.setting.key,
                "text": offer.setting.label,
                "checked": offer.setting.key in chosen,
                "label": {"classes": "govuk-label--s"},
                "hint": {"html": render_to_string("policy/_offer.html", {"row": _shown(offer), "lender": lender})},
            }
            for offer in offered
        ],
        **({"errorMessage": {"text": str(errors[0])}} if errors else {}),
    }


def _shown(offer: Offer) -> dict[str, Any]:
    has_parts = isinstance(offer.setting.kind, (Structured, Table))
    parts = [upper_first(part) for part in offer.parts] if has_parts else []
    return {
        "key": offer.setting.key,
        "slug": offer.setting.slug,
        "label": offer.setting.label,
        "href": address(offer.setting),
        "ours": brief_entry(offer.ours) + (" (platform default)" if offer.ours.is_default else ""),
        "theirs": offer.theirs_words if len(offer.theirs_words) < 280 else f"{offer.theirs_words[:280].rstrip()}…",
        "parts": parts[:MOST_PARTS],
        "more_parts": max(0, len(parts) - MOST_PARTS),
        "sources": offer.sources,
        "why_not": offer.why_not,
    }


def _sections(council: str, current: str) -> list[dict[str, Any]]:
    url = reverse("policy:borrow", args=[council])
    return [
        {
            "title": "Groups",
            "items": [
                {"label": label, "href": f"{url}?group={code}", "current": code == current}
                for code, label, settings in by_group()
                if settings
            ],
        }
    ]
