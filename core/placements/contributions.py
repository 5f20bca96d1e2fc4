"""What placements add to a household's record, to a child's record, and to the lists of households."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from core.children.models import Child
from core.children.panels import panel
from core.households import chronology, closing, columns, panels, tabs
from core.households.models import Household
from core.placements.models import Placement
from hearth.access import Actor, may
from hearth.dates import today
from hearth.ui.words import plural

tabs.tab("Placements", "placements:of_household", "placements.view", order=70)


@chronology.contributes(capability="placements.view")
def of_household(household: Household, actor: Actor) -> Iterable[chronology.Entry]:
    for placement in Placement.objects.visible_to(actor).filter(household=household).for_list():
        yield chronology.Entry(
            on=placement.started_on,
            title=f"{placement.child} came to live here",
            kind="placements",
            body=placement.type_name,
            href=placement.get_absolute_url(),
        )
        if placement.ended_on:
            yield chronology.Entry(
                on=placement.ended_on,
                title=f"{placement.child} left",
                kind="placements",
                body=placement.get_end_reason_display(),
                href=placement.get_absolute_url(),
            )


@panels.panel("placements/_household_panel.html", "placements.view", order=10, aside=True)
def living_here(household: Household, actor: Actor) -> dict[str, Any]:
    """The children who live here today: one query."""
    here = Placement.objects.visible_to(actor).filter(household=household).on(today()).for_list()
    return {"placements": list(here.order_by("started_on", "id"))}


@closing.prevents
def a_child_lives_here(household: Household, on: date) -> Iterable[str]:
    """Yields while closing would leave a child without a home."""
    if count := Placement.objects.filter(household=household).on(on).count():
        yield f"{plural(count, 'child', 'children')} placed here: record how each placement ends first"


def children_here(ids: Collection[UUID], on: date) -> Mapping[UUID, str]:
    """How many children live in each household on a day: one query."""
    here = Placement.objects.filter(household_id__in=list(ids)).on(on).order_by()
    found = dict(here.values_list("household_id").annotate(many=Count("pk")))
    return {household: str(found.get(household, 0)) for household in ids}


columns.column("Children", children_here, "placements.view", order=30, num=True)


@panel("placements/_child_panel.html", "placements.view", order=10)
def of_child(child: Child, actor: Actor) -> dict:
    return {
        "child": child,
        "placements": list(Placement.objects.filter(child=child).for_list()),
        "may_place": may(actor, "placements.place_child"),
    }
