"""Hours a week that recurrent work takes of teams and workers, beside what their posts have to give.

A visit or review that falls due every so many days takes its hours once in that time: hours x 7 / days. The days are
those from the start of its clock to its last day, under each policy as though it had always held, so that neither a
transition nor a visit made early tilts the figure. It is the least work that the policy asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from config_per_tenant.policy import Policy
from config_per_tenant.schema.values.structure import TeamStructure
from core.duties.catalogue import DutyKind, known
from core.duties.engine import evaluate
from core.duties.findings import SubjectFacts
from core.duties.responsible import Staff
from core.rehearsal.redrawn import Redrawn
from core.staffing.models import Post, Team
from hearth.access import Role

HOURS = {
    "supervision.visit": "workload.hours_per_visit",
    "review.first": "workload.hours_per_review",
    "review.next": "workload.hours_per_review",
}
DIRECT_HOURS = "workload.direct_hours_per_fte"
STRUCTURE = "teams.structure"
DAYS_IN_WEEK = 7
WHO_WORKS = Role.SUPERVISING_SOCIAL_WORKER  # whose allocation the recurrent work falls to


def recurrent(subject_kind: str) -> tuple[DutyKind, ...]:
    return tuple(kind for code, kind in known().items() if code in HOURS and kind.subject == subject_kind)


def is_touched(changed: Iterable[str]) -> bool:
    """Whether a change of these settings can change the hours or the posts that they are compared with."""
    read = {STRUCTURE, DIRECT_HOURS, *HOURS.values()}
    return not read.union(*(known()[code].settings for code in HOURS if code in known())).isdisjoint(changed)


@dataclass
class Workload:
    """Hours gathered subject by subject: (before, after) of each team and of each worker."""

    before: Policy
    after: Policy
    on: date
    teams: dict[UUID | None, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    workers: dict[UUID | None, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))

    def add(self, facts: SubjectFacts, staff: Staff, staff_after: Staff) -> None:
        kinds = recurrent(facts.subject_kind)
        declared = known()
        for place, (policy, who) in enumerate(((self.before, staff), (self.after, staff_after))):
            for finding in evaluate(facts, policy, self.on, kinds=kinds):
                days = (finding.due_on - finding.starts_on).days if finding.starts_on else 0
                hours = policy[HOURS[finding.kind]]
                if days <= 0 or hours is None:
                    continue
                owner, team = who.responsible_for(facts.subject_id, declared[finding.kind], finding)
                self.teams[team][place] += hours * DAYS_IN_WEEK / days
                self.workers[owner][place] += hours * DAYS_IN_WEEK / days

    def to_plain(self, redrawn: Redrawn | None) -> dict[str, Any]:
        """As the rehearsal keeps it. Hours and full-time equivalents in tenths; None where no document says."""
        fte = _fte_of_posts(self.on)
        becomes = _fte_declared(self.after[STRUCTURE], redrawn) if redrawn else fte
        names: dict[UUID | None, str] = dict(Team.objects.on(self.on).values_list("pk", "name"))
        if redrawn:
            names.update(redrawn.names.items())
        stated = [team for posts in (fte, becomes) for team, figure in posts.items() if figure is not None]
        teams = sorted({*self.teams, *stated}, key=lambda team: names.get(team, ""))
        new = redrawn.new if redrawn else frozenset()
        return {
            "direct_hours": [self.before[DIRECT_HOURS], self.after[DIRECT_HOURS]],
            "teams": [
                {
                    "id": str(team) if team and team not in new else None,
                    "name": names.get(team, ""),
                    "hours": _tenths(self.teams.get(team, (0.0, 0.0))),
                    "fte": [fte.get(team), becomes.get(team)],
                }
                for team in teams
            ],
            "workers": [
                {"id": str(worker) if worker else None, "hours": _tenths(hours)}
                for worker, hours in self.workers.items()
            ],
        }


def _fte_of_posts(on: date) -> dict[UUID | None, float | None]:
    """Full-time equivalents of the posts whose work this is, by the team that they work for; None: not stated."""
    found: dict[UUID | None, list[float | None]] = defaultdict(list)
    rows = Post.objects.on(on).filter(role=WHO_WORKS)
    for team, lent_to, fte, headcount in rows.values_list("team", "works_for", "fte", "headcount"):
        found[lent_to or team].append(_figure(fte, headcount))
    return {team: _sum(figures) for team, figures in found.items()}


def _fte_declared(structure: TeamStructure, redrawn: Redrawn) -> dict[UUID | None, float | None]:
    """The same as a team structure would have it."""
    keys = {team.code: key for key, team in zip(redrawn.names, structure.teams, strict=True)}
    found: dict[UUID | None, list[float | None]] = defaultdict(list)
    for team in structure.teams:
        for post in team.posts:
            if post.role == WHO_WORKS:
                found[keys[post.works_for or team.code]].append(_figure(post.fte, post.headcount))
    for post in structure.service_wide_posts:
        if post.role == WHO_WORKS and post.works_for:
            found[keys[post.works_for]].append(_figure(post.fte, post.headcount))
    return {team: _sum(figures) for team, figures in found.items()}


def _figure(fte: Any, headcount: Any) -> float | None:
    figure = fte if fte is not None else headcount
    return None if figure is None else float(figure)


def _sum(figures: Iterable[float | None]) -> float | None:
    stated = [figure for figure in figures if figure is not None]
    return round(sum(stated), 2) if stated else None


def _tenths(hours: Iterable[float]) -> list[float]:
    return [round(each, 1) for each in hours]
