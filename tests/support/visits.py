"""Approved households and their visits, reached through acts."""

from datetime import date
from itertools import count
from typing import Any

from core.approvals.actions import approve_household
from core.households.actions import open_household
from core.households.models import Household
from core.people.actions import add_person
from core.supervision.actions import record_visit
from core.supervision.models import Visit
from hearth.dates import on_day
from tests.support.staff import SYSTEM, allocated

APPROVED_ON = date(2026, 1, 5)
_families = count(1)


def a_household(family: str = "", *, opened_on: date = date(2025, 6, 2)) -> Household:
    """A household with one carer, not yet approved."""
    carer = add_person(known_as="Ada", family_name=family or f"Okafor{next(_families)}", by=SYSTEM)
    return open_household(carers=[carer], opened_on=opened_on, by=SYSTEM)


def an_approved_household(
    family: str = "", *, approved_on: date = APPROVED_ON, category: str = "mainstream", worker: Any = None, **more: Any
) -> Household:
    """Approved for two children, with a supervising social worker from the day of approval when one is given."""
    household = a_household(family, opened_on=min(date(2025, 6, 2), approved_on))
    approve_household(
        household,
        category=category,
        approved_on=approved_on,
        places=2,
        decided_by_name="A. Decider",
        by=SYSTEM,
        **more,
    )
    if worker is not None:
        allocated(household, worker, on=approved_on)
    return household


def a_visit(household: Household, made_on: date, *, worker: Any, kind: str = "announced", **told: Any) -> Visit:
    """A visit recorded on the day it was made."""
    told = {"summary": f"Visit of {made_on.isoformat()}", "mode": "home"} | told
    with on_day(max(made_on, told.pop("recorded_on", made_on))):
        return record_visit(household, made_on=made_on, kind=kind, worker=worker, by=worker.actor, **told)
