"""What the rules about visits need to know of a household: read for many at once in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.approvals.models import Approval
from core.households.models import Household
from core.staffing.models import Allocation
from core.supervision.models import Visit, VisitAction, VisitArrangement, VisitKind
from core.supervision.periods import Period
from hearth.access import Role

CONNECTED = "connected_person"


@dataclass(frozen=True)
class VisitMade:
    made_on: date
    record: str  # "visit:<id>"


@dataclass(frozen=True)
class ActionAgreed:
    id: UUID
    what: str
    due_on: date
    agreed_on: date
    owner_id: UUID | None
    record: str


@dataclass(frozen=True)
class Arrangement:
    reason: str
    note: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class SupervisionFacts:
    """One household's. `approved` are the periods of its approvals, earliest first; `allocated_on` is the first day on
    which it had a supervising social worker. `unannounced` are the days of all unannounced visits, newest first."""

    approved: tuple[Period, ...]
    connected: bool
    allocated_on: date | None
    last_visit: VisitMade | None
    unannounced: tuple[VisitMade, ...]
    arrangements: tuple[Arrangement, ...]
    actions: tuple[ActionAgreed, ...]


def supervision_facts(ids: Collection[UUID]) -> dict[UUID, SupervisionFacts]:
    """Facts about the households that are open and have ever been approved. Seven queries, however many."""
    ids = list(ids)
    open_now = set(Household.objects.filter(pk__in=ids, closed_on__isnull=True).values_list("pk", flat=True))
    approved: dict[UUID, list[Period]] = defaultdict(list)
    connected: dict[UUID, bool] = {}
    for approval in Approval.objects.of_households(ids).order_by("approved_on", "id"):
        approved[approval.household_id].append(period_of(approval))
        connected[approval.household_id] = approval.category == CONNECTED
    allocated = first_allocations(ids)
    standing = Visit.objects.of_households(ids).standing()
    last = {
        household: VisitMade(made_on, f"visit:{pk}")
        for household, made_on, pk in standing.order_by("household_id", "-made_on", "-id")
        .distinct("household_id")
        .values_list("household_id", "made_on", "id")
    }
    unannounced: dict[UUID, list[VisitMade]] = defaultdict(list)
    for household, made_on, pk in (
        standing.filter(kind=VisitKind.UNANNOUNCED)
        .order_by("-made_on", "-id")
        .values_list("household_id", "made_on", "id")
    ):
        unannounced[household].append(VisitMade(made_on, f"visit:{pk}"))
    arrangements, actions = _arrangements(ids), _actions(ids)
    return {
        household: SupervisionFacts(
            approved=tuple(approved[household]),
            connected=connected[household],
            allocated_on=allocated.get(household),
            last_visit=last.get(household),
            unannounced=tuple(unannounced[household]),
            arrangements=tuple(arrangements[household]),
            actions=tuple(actions[household]),
        )
        for household in ids
        if household in open_now and household in approved
    }


def period_of(approval: Approval) -> Period:
    """From its first day until the first day that it no longer holds; a temporary approval lapses by itself."""
    until = approval.ends_on
    if approval.temporary_until_on is not None:
        lapsed = approval.temporary_until_on + timedelta(days=1)
        until = lapsed if until is None else min(until, lapsed)
    return Period(approval.approved_on, until)


def first_allocations(ids: Collection[UUID]) -> dict[UUID, date]:
    rows = Allocation.objects.about("household", ids).filter(function=Role.SUPERVISING_SOCIAL_WORKER)
    first: dict[UUID, date] = {}
    for household, from_on in rows.order_by("from_on", "id").values_list("subject_id", "from_on"):
        first.setdefault(household, from_on)
    return first


def _arrangements(ids: Collection[UUID]) -> dict[UUID, list[Arrangement]]:
    found: dict[UUID, list[Arrangement]] = defaultdict(list)
    for row in VisitArrangement.objects.filter(household_id__in=ids).order_by("from_on", "id"):
        found[row.household_id].append(Arrangement(row.reason, row.note, row.from_on, row.until_on))
    return found


def _actions(ids: Collection[UUID]) -> dict[UUID, list[ActionAgreed]]:
    found: dict[UUID, list[ActionAgreed]] = defaultdict(list)
    rows = VisitAction.objects.open().filter(visit__household_id__in=ids, due_on__isnull=False)
    for row in rows.select_related("visit").order_by("due_on", "id"):
        made_on = row.visit.made_on
        if row.due_on is not None:
            agreed = ActionAgreed(row.pk, row.what, row.due_on, made_on, row.owner_id, f"visit:{row.visit_id}")
            found[row.visit.household_id].append(agreed)
    return found
