"""What a week's reckoning asks about households, read in a fixed number of queries however many there are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from core.approvals.models import Approval
from core.approvals.rules import day_after
from core.households.models import Household, Member
from core.payments.models import FeeStanding
from core.payments.rules import HouseholdFacts, Standing, Stay, Week
from core.placements.models import Placement
from core.training.models import TsdCompletion


def household_facts(ids: Collection[UUID], week: Week, *, name_children: bool = True) -> dict[UUID, HouseholdFacts]:
    """The facts of these households for one week. Households with no approval in that week are left out.

    `name_children` False gives "Child 1" and so on in place of names, for those who do not read children's records.
    """
    stays = _stays(ids, week, name_children)
    standings = _standings(ids)
    carers = _carers(ids, week.ends_on)
    completed = _completed(ids)
    found: dict[UUID, HouseholdFacts] = {}
    for household, approval in _approvals(ids, week).items():
        found[household.pk] = HouseholdFacts(
            household=str(household),
            reference=f"household:{household.pk}",
            approval_kind=approval.category,
            approved_on=approval.approved_on,
            approval_ended_on=_first_day_without(approval),
            carers=len(carers[household.pk]),
            stays=tuple(stays[household.pk]),
            standings=tuple(standings[household.pk]),
            tsd_completed_on=tuple(completed[person] for person in carers[household.pk] if person in completed),
        )
    return found


def _approvals(ids: Collection[UUID], week: Week) -> dict[Household, Approval]:
    """The latest approval of each household that is in force on some day of the week."""
    rows = (
        Approval.objects.in_force_within(week.begins_on, week.ends_on)
        .of_households(ids)
        .select_related("household")
        .order_by("household_id", "approved_on")
    )
    return {approval.household: approval for approval in rows}


def _first_day_without(approval: Approval) -> date | None:
    """The first day that an approval no longer covers; a temporary one lapses by itself."""
    lapses = day_after(approval.temporary_until_on) if approval.temporary_until_on else None
    return min((day for day in (approval.ends_on, lapses) if day), default=None)


def _stays(ids: Collection[UUID], week: Week, name_children: bool) -> dict[UUID, list[Stay]]:
    found: dict[UUID, list[Stay]] = defaultdict(list)
    rows = (
        Placement.objects.touching(week.begins_on, week.ends_on)
        .filter(household_id__in=list(ids))
        .select_related("child__person")
        .order_by("started_on", "id")
    )
    for placement in rows:
        here = found[placement.household_id]
        here.append(
            Stay(
                child=str(placement.child) if name_children else f"Child {len(here) + 1}",
                reference=f"placement:{placement.pk}",
                born_on=placement.child.born_on,
                from_on=placement.started_on,
                until_on=placement.ended_on,
                placement_type=placement.type_code,
            )
        )
    return found


def _standings(ids: Collection[UUID]) -> dict[UUID, list[Standing]]:
    found: dict[UUID, list[Standing]] = defaultdict(list)
    for row in FeeStanding.objects.of_households(ids):
        found[row.household_id].append(Standing(row.from_on, row.skill_level, row.scheme_code or None))
    return found


def _carers(ids: Collection[UUID], day: date) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Member.objects.on(day).carers().filter(household_id__in=list(ids))
    for household_id, person_id in rows.values_list("household_id", "person_id"):
        found[household_id].append(person_id)
    return found


def _completed(ids: Collection[UUID]) -> dict[UUID, date]:
    rows = TsdCompletion.objects.filter(person__memberships__household_id__in=list(ids))
    return dict(rows.values_list("person_id", "completed_on"))
