"""People, households and approvals as a test needs them, each reached through acts."""

from datetime import date
from itertools import count
from typing import Any

from core.approvals.actions import approve_household
from core.approvals.models import Approval
from core.households.actions import add_member, open_household
from core.households.models import Household, Member
from core.people.actions import add_person
from core.people.models import Person
from core.reviews.actions import record_review_decision
from core.reviews.models import ReviewOfApproval
from tests.support.staff import SYSTEM

OPENED_ON = date(2024, 1, 8)
APPROVED_ON = date(2025, 4, 1)
_numbers = count(1)


def a_person(known_as: str = "Ada", family_name: str = "", **details: Any) -> Person:
    """Somebody on record; an adult unless a date of birth says otherwise."""
    details.setdefault("born_on", date(1980, 5, 17))
    return add_person(known_as=known_as, family_name=family_name or f"Okafor{next(_numbers)}", by=SYSTEM, **details)


def a_couple() -> tuple[Person, Person]:
    return a_person("Ada", "Okafor"), a_person("Ben", "Reid", born_on=date(1978, 2, 28))


def a_household(*carers: Person, opened_on: date = OPENED_ON, **home: Any) -> Household:
    """An open household; of one carer unless they are given."""
    home = {"lines": "12 Mill Lane\nOakford", "postcode": "OA1 2BC"} | home
    return open_household(carers=carers or (a_person(),), opened_on=opened_on, by=SYSTEM, **home)


def an_approved_household(
    *carers: Person, approved_on: date = APPROVED_ON, category: str = "mainstream", places: int = 2, **decision: Any
) -> Household:
    """A household approved on a day, with terms for two children of any age."""
    household = a_household(*carers, opened_on=min(OPENED_ON, approved_on))
    an_approval(household, approved_on=approved_on, category=category, places=places, **decision)
    return household


def an_approval(
    household: Household, *, approved_on: date = APPROVED_ON, category: str = "mainstream", places: int = 2, **more: Any
) -> Approval:
    more.setdefault("decided_by_name", "Ola Marsh")
    return approve_household(household, category=category, approved_on=approved_on, places=places, by=SYSTEM, **more)


def approval_of(household: Household) -> Approval:
    """The newest approval of a household."""
    approval: Approval = household.approvals.order_by("-approved_on").first()
    return approval


def a_child_of(household: Household, *, born_on: date = date(2015, 9, 1), from_on: date = OPENED_ON) -> Member:
    """A child of the family."""
    child = a_person("Cal", "Okafor", born_on=born_on)
    return add_member(household, person=child, role="child", from_on=max(from_on, born_on), by=SYSTEM)


def a_decided_review(household: Household, decided_on: date, **told: Any) -> ReviewOfApproval:
    """A review that continued the approval; the first is heard by the panel."""
    approval = approval_of(household)
    told = {
        "outcome": "continue",
        "went_to_panel": not approval.reviews.exists(),
        "decided_by_name": "Ola Marsh",
        "by": SYSTEM,
    } | told
    return record_review_decision(approval, decided_on=decided_on, **told)
