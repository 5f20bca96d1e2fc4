"""What placements add to a household's record, to a child's record, and to the lists of households."""

from collections.abc import Iterable

from core.children.models import Child
from core.children.panels import panel
from core.households import chronology, tabs
from core.households.models import Household
from core.placements.models import Placement
from hearth.access import Actor, may

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


@panel("placements/_child_panel.html", "placements.view", order=10)
def of_child(child: Child, actor: Actor) -> dict:
    return {
        "child": child,
        "placements": list(Placement.objects.filter(child=child).for_list()),
        "may_place": may(actor, "placements.place_child"),
    }
