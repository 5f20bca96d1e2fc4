"""The frame of a household's record, which every tab fills: name, key facts, tabs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.households.models import Household
from core.households.tabs import shown
from core.people.rules import one_line
from hearth.dates import today
from hearth.ui.pages import respond
from hearth.ui.words import longdate


def household_of(request: HttpRequest, household_id: UUID) -> Household:
    """The household with its key facts, in one query; or 404 for one that this person may not see."""
    found: Household = get_object_or_404(
        Household.objects.visible_to(request.actor).with_key_facts(today()),
        pk=household_id,
    )
    return found


def tab_page(
    request: HttpRequest, household: Household, template: str, *, tab: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer with a tab of the record. The template extends "households/record_frame.html" and fills main and aside;
    `tab` is the route that it answers. Takes no query besides that of `household_of`.
    """
    return respond(request, template, frame(request, household, tab) | (context or {}))


def frame(request: HttpRequest, household: Household, tab: str) -> dict[str, Any]:
    """What the frame shows: tabs, key facts and whether the record is closed."""
    day = today()
    return {
        "household": household,
        "tabs": shown(household, request.actor, tab),
        "key_facts": _key_facts(household),
        "is_open": household.is_open(day),
    }


def _key_facts(household: Any) -> list[dict[str, Any]]:
    since = household.worker_since_on
    facts: list[dict[str, Any]] = [
        {"key": "Address", "value": one_line(household.address_lines, household.address_postcode) or None},
        {
            "key": "Supervising social worker",
            "value": household.worker_name or "Nobody is allocated",
            "note": f"Since {longdate(since)}" if since else "",
        },
        {"key": "Record opened", "value": longdate(household.opened_on)},
    ]
    if household.closed_on:
        facts.append(
            {"key": "Closed", "value": longdate(household.closed_on), "note": household.get_closing_reason_display()}
        )
    return facts
