"""The mission in one test: the same household lives in four councils, and each council's own rules decide."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction

from config_per_tenant.versions.actions import adopt_opening_pack
from core.approvals.actions import approve_household
from core.children.actions import open_record
from core.demo.plan import PACKS
from core.duties.models import Duty
from core.households.actions import open_household
from core.payments.actions import set_fee_standing
from core.payments.previewing import previews
from core.payments.week import Week
from core.people.actions import add_person
from core.placements.actions import place_child, types_offered
from core.supervision.actions import record_visit
from hearth.access import Actor, Role
from hearth.dates import on_day
from hearth.identity.actions import open_account
from hearth.trace import Trace

SYSTEM = Actor.system("the story")
TODAY = date(2026, 11, 21)
APPROVED_ON = date(2024, 9, 2)
LAST_VISIT_ON = date(2026, 10, 6)
COUNCILS = ("milton-keynes", "luton", "leicestershire", "coventry")


@dataclass
class Told:
    """What one council's rules made of the story."""

    visit_by: date
    visit_why: Trace
    week_pence: int
    lines: tuple


def tell(slug: str) -> Told:
    """Grace Okafor and Daniel Reid are approved, look after two siblings, and were last visited on 6 October 2026."""
    adopt_opening_pack(PACKS / slug, by=SYSTEM, effective_from=date(2021, 4, 1))
    decision_maker = open_account(
        email="decides@example.org",
        name="Dana Reed",
        roles=[Role.DECISION_MAKER, Role.NOMINATED_OFFICER, Role.SERVICE_MANAGER],
        by=SYSTEM,
        on=date(2021, 4, 1),
    )
    worker = open_account(
        email="supervises@example.org", name="Priya Nair", roles=[Role.SUPERVISING_SOCIAL_WORKER], by=SYSTEM
    )
    carers = [
        add_person(known_as=name, family_name=family, born_on=born_on, by=SYSTEM)
        for name, family, born_on in (("Grace", "Okafor", date(1981, 4, 2)), ("Daniel", "Reid", date(1979, 8, 30)))
    ]
    household = open_household(carers=carers, by=SYSTEM, opened_on=date(2024, 3, 4))
    approve_household(
        household,
        category="mainstream",
        approved_on=APPROVED_ON,
        places=2,
        decided_by=decision_maker,
        by=SYSTEM,
    )
    set_fee_standing(household, from_on=APPROVED_ON, skill_level=2, reason="Level 2 at approval", by=SYSTEM)
    wanted = ("short_term", "mainstream", "long_term")
    offered = types_offered(TODAY)
    for given, born_on in (("Ellis", date(2019, 5, 2)), ("Tia", date(2017, 1, 18))):
        child = open_record(
            known_as=given,
            family_name="Marsh",
            born_on=born_on,
            looked_after_from_on=date(2025, 1, 6),
            social_worker_name="Kemi Obi",
            by=SYSTEM,
        )
        place_child(
            child,
            household=household,
            type_code=next(code for code in wanted if code in offered),
            started_on=date(2025, 1, 6),
            all_siblings=True,
            by=SYSTEM,
        )
    record_visit(household, made_on=LAST_VISIT_ON, summary="Both carers at home.", worker=worker, by=SYSTEM)

    duty = Duty.objects.get(subject_id=household.pk, kind="supervision.visit")
    week = previews([household.pk], Week.holding(date(2026, 11, 18)), actor=SYSTEM)[household.pk]
    return Told(duty.due_on, Trace.from_json(duty.trace), week.total_pence, week.lines)


@pytest.fixture
def told(council) -> dict[str, Told]:
    """The story, told once in each council's policy, from the same beginning each time."""
    found = {}
    with on_day(TODAY):
        for slug in COUNCILS:
            with transaction.atomic():
                found[slug] = tell(slug)
                transaction.set_rollback(True)
    return found


def test_the_same_household_is_visited_and_paid_by_each_councils_own_rules(told):
    assert told["milton-keynes"].visit_by == date(2026, 11, 6)  # monthly
    assert told["luton"].visit_by == date(2026, 12, 1)  # 4 to 8 weeks
    assert told["leicestershire"].visit_by == date(2026, 11, 17)  # nothing printed: the platform's default, said so
    assert told["coventry"].visit_by == date(2026, 11, 6)  # monthly
    assert len({told[slug].week_pence for slug in COUNCILS}) == 4


def test_each_value_names_where_it_was_published(told):
    for slug in ("milton-keynes", "luton", "coventry"):
        interval = _setting(told[slug].visit_why, "supervision.visit_interval")
        assert interval.state == "set"
        assert "Statement of Purpose" in interval.published_source
        assert interval.version == "Opening policy"
    silent = _setting(told["leicestershire"].visit_why, "supervision.visit_interval")
    assert silent.state == "not_stated"
    assert silent.published_source == ""
    for slug in COUNCILS:
        for line in told[slug].lines:
            assert line.trace.settings
            assert all(use.state in ("set", "none", "not_stated") for use in line.trace.settings)
            assert all(
                use.published_source or use.state != "set" or "example" in use.note.lower()
                for use in line.trace.settings
            )


def test_the_four_schemes_differ_in_kind_and_not_only_in_amount(told):
    fees = {slug: [line for line in told[slug].lines if line.kind == "fee"] for slug in COUNCILS}

    assert [line.whom for line in fees["milton-keynes"]] == ["Ellis Marsh", "Tia Marsh"]  # for each child placed
    assert [line.whom for line in fees["luton"]] == ["Ellis Marsh", "Tia Marsh"]
    assert [line.whom for line in fees["leicestershire"]] == ["Okafor and Reid"]  # for the household
    assert [line.whom for line in fees["coventry"]] == ["Okafor and Reid"]
    assert len({tuple(line.what for line in lines) for lines in fees.values()}) == 4


def _setting(trace: Trace, key: str):
    return next(use for use in trace.settings if use.key == key)
