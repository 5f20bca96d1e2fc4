"""What each team could carry on a day and what its workers carry: `capacity` asked of the records of that day."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count

from config_per_tenant.policy import policy_on
from config_per_tenant.schema.values.structure import TeamStructure
from config_per_tenant.schema.values.structure_changes import Line
from core.staffing.capacity import SUPERVISES, Capacity, capacities
from core.staffing.chart import holders_on
from core.staffing.models import Allocation, Holding

CASELOAD = "teams.caseload_per_fte"


def capacity_on(
    day: date, structure_of_day: TeamStructure, holders: Mapping[Line, list[Holding]] | None = None
) -> dict[str, Capacity]:
    """What each team could carry and carries on a day, with why. Two queries, one where holders are known."""
    policy = policy_on(day)
    carried = _carried(day, structure_of_day, holders if holders is not None else holders_on(day))
    return capacities(structure_of_day, policy[CASELOAD], carried, policy.use(CASELOAD), day)


def _carried(day: date, structure_of_day: TeamStructure, holders: Mapping[Line, list[Holding]]) -> dict[str, int]:
    """Households by the team of their worker; of somebody with posts in two, the one for which they supervise."""
    team_of: dict[Any, str] = {}
    for team in structure_of_day.teams:
        for post in team.posts:
            for holding in holders.get((team.code, post.title), []):
                if post.role == SUPERVISES or holding.user_id not in team_of:
                    team_of[holding.user_id] = post.works_for or team.code
    counted: Counter[str] = Counter()
    households = Allocation.objects.on(day).filter(function=SUPERVISES, subject_kind="household")
    for worker_id, count in households.order_by().values_list("worker_id").annotate(Count("subject_id")):
        if worker_id in team_of:
            counted[team_of[worker_id]] += count
    return dict(counted)
