"""The frame of a household's record, which every tab fills: name, key facts, tabs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.households.models import Household
from core.households.queries import KIND, SUPERVISING
from core.households.tabs import shown
from core.staffing.models import Allocation
from hearth.dates import today
from hearth.ui.pages import respond
from hearth.ui.words import longdate


def household_of(request: HttpRequest, household_id: UUID) -> Household:
    """The household, or 404 for one that this person may not see."""
    found: Household = get_object_or_404(
        Household.objects.visible_to(request.actor).with_address(today()),
        pk=household_id,
    )
    return found


def tab_page(
    request: HttpRequest, household: Household, template: str, *, tab: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer with a tab of the record. The template extends "households/record_frame.html" and fills main and aside;
    `tab` is the route that it answers. Takes one query, for the worker, besides those of `household_of`.
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


def _key_facts(household: Household) -> list[dict[str, Any]]:
    day = today()
    held = Allocation.objects.about(KIND, [household.pk]).on(day).filter(function=SUPERVISING).select_related("worker")
    allocation = held.first()
    addresses: list[Any] = getattr(household, "addresses_now", [])
    facts: list[dict[str, Any]] = [
        {"key": "Address", "value": str(addresses[0]) if addresses else None},
        {
            "key": "Supervising social worker",
            "value": allocation.worker.name if allocation else "Nobody is allocated",
            "note": f"Since {longdate(allocation.from_on)}" if allocation else "",
        },
        {"key": "Record opened", "value": longdate(household.opened_on)},
    ]
    if household.closed_on:
        facts.append(
            {"key": "Closed", "value": longdate(household.closed_on), "note": household.get_closing_reason_display()}
        )
    return facts
