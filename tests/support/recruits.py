"""Enquiries, children and placements as a test needs them, reached through acts."""

from datetime import date
from typing import Any
from uuid import uuid4

from config_per_tenant.versions.actions import adopt_opening_pack
from core.children.actions import open_record
from core.children.models import Child
from core.demo.plan import PACKS
from core.households.models import Household
from core.placements.actions import place_child
from core.placements.models import Placement
from core.recruitment.actions import receive_enquiry
from core.recruitment.models import Enquiry
from tests.support.staff import SYSTEM

RULES_FROM = date(2020, 4, 1)


def rules_of(slug: str) -> None:
    """Let the council that the test is in work by one of the published packs."""
    adopt_opening_pack(PACKS / slug, by=SYSTEM, effective_from=RULES_FROM)


def an_enquiry(received_on: date, **told: Any) -> Enquiry:
    told = {
        "known_as": "Jean",
        "family_name": "Pellow",
        "email": "jean.pellow@example.net",
        "channel": "phone",
        "by": SYSTEM,
    } | told
    return receive_enquiry(received_on=received_on, **told)


def a_child(born_on: date = date(2018, 5, 2), looked_after_from_on: date = date(2025, 1, 6), **told: Any) -> Child:
    told = {"known_as": "Ellis", "family_name": f"Marsh{uuid4().hex[:6]}", "social_worker_name": "Kemi Obi"} | told
    return open_record(born_on=born_on, looked_after_from_on=looked_after_from_on, by=SYSTEM, **told)


def a_placement(household: Household, *, started_on: date, child: Child | None = None, **told: Any) -> Placement:
    told = {"type_code": "short_term"} | told
    return place_child(child or a_child(), household=household, started_on=started_on, by=SYSTEM, **told)
