"""What a week's reckoning asks about households, read in a fixed number of queries however many there are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from core.approvals.models import Approval
from core.approvals.rules import day_after
from core.households.models import Household, Member
from core.payments.models import FeeStanding
from core.payments.week import Approved, Carer, HouseholdFacts, Standing, Stay, Week
from core.placements.models import Placement
from core.training.models import TsdCompletion


def household_facts(ids: Collection[UUID], week: Week, *, name_children: bool = True) -> dict[UUID, HouseholdFacts]:
    """The facts of these households for one week. Households with no approval in that week are left out.

    `name_children` False gives "Child 1" and so on in place of names, for those who do not read children's records.
    """
    stays = _stays(ids, week, name_children)
    standings = _standings(ids)
    carers = _carers(ids, week)
    return {
        household.pk: HouseholdFacts(
            household=str(household),
            reference=f"household:{household.pk}",
            approvals=tuple(approvals),
            carers=tuple(carers[household.pk]),
            stays=tuple(stays[household.pk]),
            standings=tuple(standings[household.pk]),
        )
        for household, approvals in _approvals(ids).items()
        if stays[household.pk] or any(_touches(one, week) for one in approvals)
    }


def _approvals(ids: Collection[UUID]) -> dict[Household, list[Approved]]:
    """Every approval of each household, oldest first: years of service count them together."""
    found: dict[Household, list[Approved]] = defaultdict(list)
    rows = Approval.objects.of_households(ids).select_related("household").order_by("approved_on", "id")
    for approval in rows:
        found[approval.household].append(
            Approved(approval.category, approval.approved_on, _first_day_without(approval))
        )
    return found


def _touches(approval: Approved, week: Week) -> bool:
    return approval.from_on <= week.ends_on and (approval.until_on is None or approval.until_on > week.begins_on)


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


def _carers(ids: Collection[UUID], week: Week) -> dict[UUID, list[Carer]]:
    """Those who are carers on some day of the week, with the day on which each completed the training standards."""
    completed = dict(
        TsdCompletion.objects.filter(person__memberships__household_id__in=list(ids)).values_list(
            "person_id", "completed_on"
        )
    )
    found: dict[UUID, list[Carer]] = defaultdict(list)
    rows = (
        Member.objects.carers()
        .filter(Q(until_on__isnull=True) | Q(until_on__gt=week.begins_on))
        .filter(household_id__in=list(ids), from_on__lte=week.ends_on)
        .order_by("from_on", "id")
    )
    for member in rows:
        found[member.household_id].append(Carer(member.from_on, member.until_on, completed.get(member.person_id)))
    return found
