"""Whose duty it is, on a day: by allocation, by the holder of a post, or by the team that does such work."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from core.duties.catalogue import ALLOCATED, DutyKind
from core.duties.findings import Finding
from core.staffing.functions import FUNCTIONS, RESPONSIBILITIES
from core.staffing.models import Allocation, Holding, Team


@dataclass
class Staff:
    """Teams, holders and allocations as they stand on one day: three queries, however many subjects."""

    workers: dict[tuple[UUID, str], UUID] = field(default_factory=dict)  # (subject, function) -> worker
    teams: list[tuple[UUID, frozenset[str]]] = field(default_factory=list)  # (team, responsibilities), in order
    teams_of: dict[UUID, list[UUID]] = field(default_factory=dict)  # worker -> teams of their posts
    holders: dict[str, list[UUID]] = field(default_factory=dict)  # role -> holders of posts with that role
    covered: frozenset[UUID] = frozenset()  # subjects whose allocations were read

    @classmethod
    def on(cls, day: date) -> "Staff":
        staff = cls()
        rows = Team.objects.on(day).order_by("order", "code").values_list("id", "responsibilities")
        staff.teams = [(team, frozenset(does)) for team, does in rows]
        held = Holding.objects.on(day).order_by("from_on", "id")
        for user, team, lent_to, role in held.values_list("user", "post__team", "post__works_for", "post__role"):
            place = lent_to or team
            if place:
                staff.teams_of.setdefault(user, []).append(place)
            if role:
                staff.holders.setdefault(role, []).append(user)
        return staff

    def with_allocations(self, subject_kind: str, ids: Collection[UUID], day: date) -> "Staff":
        rows = Allocation.objects.about(subject_kind, ids).on(day).order_by("from_on", "id")
        self.workers = {
            (subject, function): worker
            for subject, function, worker in rows.values_list("subject_id", "function", "worker_id")
        }
        return self

    def responsible_for(self, subject_id: UUID, kind: DutyKind, finding: Finding) -> tuple[UUID | None, UUID | None]:
        """The worker and the team. Either may be None: nobody is allocated, or no team does such work."""
        worker = finding.worker_id or self._worker(subject_id, kind)
        wanted = self._kinds_of_work(kind, finding)
        return worker, self._team(worker, wanted)

    def _worker(self, subject_id: UUID, kind: DutyKind) -> UUID | None:
        if kind.responsible == ALLOCATED:
            return self.workers.get((subject_id, kind.function))
        if kind.responsible in RESPONSIBILITIES:
            return None
        holders = set(self.holders.get(kind.responsible, ()))
        return holders.pop() if len(holders) == 1 else None

    def _kinds_of_work(self, kind: DutyKind, finding: Finding) -> tuple[str, ...]:
        if finding.responsibility:
            return (finding.responsibility,)
        if kind.responsible in RESPONSIBILITIES:
            return (kind.responsible,)
        function = FUNCTIONS.get(kind.function if kind.responsible == ALLOCATED else kind.responsible)
        return function.responsibilities if function else ()

    def _team(self, worker: UUID | None, wanted: tuple[str, ...]) -> UUID | None:
        """The worker's own team, where it does such work if they have several; else the first team that does it."""
        own = self.teams_of.get(worker, []) if worker else []
        doing = [team for team, does in self.teams if does.intersection(wanted)]
        for team in own:
            if team in doing:
                return team
        if own:
            return own[0]
        for responsibility in wanted:
            for team, does in self.teams:
                if responsibility in does:
                    return team
        return None
