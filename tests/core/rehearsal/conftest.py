"""A council at work: two teams, homes of every kind with visits and reviews early and late, children and enquiries."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from config_per_tenant.versions.actions import adopt_opening_pack
from core.households.models import MemberRole
from core.payments.actions import set_fee_standing
from core.recruitment.actions import record_contact
from core.training.actions import record_tsd_completion
from hearth.dates import on_day
from tests.support.homes import a_decided_review
from tests.support.recruits import a_child, a_placement, an_enquiry
from tests.support.staff import SYSTEM, a_supervising_social_worker, two_teams
from tests.support.visits import a_visit, an_approved_household

TODAY = date(2026, 11, 23)
TAKES_EFFECT = date(2026, 12, 7)
PACK = "milton-keynes"


@pytest.fixture(autouse=True)
def _today(council):
    with on_day(TODAY):
        yield


@pytest.fixture
def service(_today):
    """Twelve homes: visited 1 to 12 weeks ago, approved in different years, some never reviewed or never visited."""
    adopt_opening_pack(PACK, by=SYSTEM, effective_from=date(2020, 4, 1))
    support, kinship = two_teams()
    dana = a_supervising_social_worker("Dana Reed", team=support)
    sam = a_supervising_social_worker("Sam Hill", team=kinship)
    homes = []
    for number in range(12):
        connected = number % 4 == 3
        worker = sam if connected else dana
        approved_on = TODAY - timedelta(days=40 + 97 * number)
        home = an_approved_household(
            f"Family{number:02d}",
            approved_on=approved_on,
            category="connected_person" if connected else "mainstream",
            worker=worker if number % 5 != 4 else None,
        )
        if number % 6 != 5:
            visited_on = max(TODAY - timedelta(weeks=number + 1), approved_on + timedelta(days=1))
            kind = "unannounced" if number % 3 == 0 else "announced"
            a_visit(home, visited_on, worker=worker, kind=kind)
        if approved_on < TODAY - timedelta(days=400):
            reviewed_on = approved_on + timedelta(days=330)
            a_decided_review(home, reviewed_on)
        if number % 3 == 2:
            carer = home.members.get(role=MemberRole.CARER)
            record_tsd_completion(carer, completed_on=approved_on + timedelta(days=30), evidence="Seen", by=SYSTEM)
        if number % 2:
            a_placement(
                home, started_on=approved_on + timedelta(days=5), child=a_child(born_on=date(2010 + number, 3, 4))
            )
        set_fee_standing(home, from_on=approved_on, skill_level=1 + number % 3, reason="Panel", by=SYSTEM)
        homes.append(home)
    enquiries = [an_enquiry(TODAY - timedelta(days=days), family_name=f"Pellow{days}") for days in (1, 3, 9)]
    record_contact(enquiries[1], event="enquiry.replied", made_on=TODAY - timedelta(days=2), by=SYSTEM)
    return SimpleNamespace(homes=homes, enquiries=enquiries, dana=dana, sam=sam, support=support, kinship=kinship)
