"""What this area adds to the places of others: navigation, palette, household tabs, chronology, kinds of subject."""

from collections.abc import Iterable
from typing import Any

from core.households import chronology, panels, tabs
from core.households.models import Household
from core.supervision.models import PlannedVisit, Visit, VisitAction
from core.supervision.week import badge
from hearth.access import Actor, may
from hearth.subjects import part_of, subject_kind
from hearth.ui import navigation, palette

subject_kind("visit", model=Visit, url="supervision:visit", noun="visit")
part_of("visit", model=Visit, of="household")
part_of("planned_visit", model=PlannedVisit, of="household")
part_of("action", model=VisitAction, of="visit.household")

navigation.item("My week", "supervision:week", "supervision.view_week", badge, order=10)
navigation.item("My caseload", "supervision:caseload", "supervision.view_caseload", order=20)
navigation.item("My team", "supervision:my_team", "staffing.view_team", order=25)
palette.entry("Log a visit", "supervision:choose_household", "supervision.record_visit", words="record visit add")

tabs.tab("Visits", "supervision:of_household", "supervision.view", order=50)


@panels.panel("supervision/_overview_panel.html", "supervision.view", order=20, aside=True)
def supervision_of(household: Household, actor: Actor) -> dict[str, Any]:
    """The diary of the household, its last visit, and the ways on."""
    visits = Visit.objects.visible_to(actor).filter(household=household).standing()
    planned = PlannedVisit.objects.visible_to(actor).filter(household=household).waiting().for_list()
    return {
        "last": visits.select_related("worker").first(),
        "planned": list(planned[:3]),
        "may_record": may(actor, "supervision.record_visit"),
        "may_allocate": may(actor, "staffing.allocate_worker"),
    }


@chronology.contributes(
    codes=["supervision.visit_recorded", "supervision.visit_corrected", "supervision.visit_withdrawn"],
    capability="supervision.view",
)
def visits_told(household: Household, actor: Actor) -> Iterable[chronology.Entry]:
    """Visits as they stand; a corrected one is told as corrected."""
    for visit in Visit.objects.visible_to(actor).filter(household=household).standing().select_related("worker"):
        corrected = " Corrected since it was first recorded." if visit.corrects_id else ""
        yield chronology.Entry(
            on=visit.made_on,
            title=visit.title,
            kind="visit",
            body=f"{visit.summary}{corrected}",
            who=str(visit.worker),
            href=visit.get_absolute_url(),
            order=visit.created_at.timestamp(),
        )
