"""Who would do the work if a draft's teams and posts were in place: worked out from what there is, writing nothing.

It follows `core.staffing.structure` step by step: a team is the same by its code, a post by its title within its team;
whoever holds a post that moves goes with it; a post that is no longer there is held by nobody. Allocations stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from config_per_tenant.schema.values.structure import PostDeclared, TeamDeclared, TeamStructure
from config_per_tenant.schema.values.structure_changes import Line, changes
from core.duties.responsible import Staff
from core.staffing.models import Holding, Team
from core.staffing.structure import recorded

Held = tuple[tuple[date, int], UUID, UUID | None, str]  # place in the order, user, team, role


@dataclass(frozen=True)
class Redrawn:
    """`staff` as it would stand. Teams that do not exist yet have a key of this rehearsal alone; `names` has all."""

    staff: Staff
    names: dict[UUID, str]
    new: frozenset[UUID]


def staff_under(structure: TeamStructure, on: date) -> Redrawn:
    """Teams, holders and their places under a structure that takes effect on a day. Four queries."""
    present = dict(Team.objects.open().values_list("code", "pk"))
    teams = {team.code: present.get(team.code) or uuid4() for team in structure.teams}
    wanted = dict(_lines(structure))
    moves = {move.was: move.becomes for move in changes(recorded(), structure).moves}
    staff = Staff(teams=[(teams[team.code], frozenset(team.responsibilities)) for team in _from_the_top(structure)])
    for _, user, team, role in sorted(_held(wanted, moves, teams, on), key=lambda held: held[0]):
        if team:
            staff.teams_of.setdefault(user, []).append(team)
        if role:
            staff.holders.setdefault(role, []).append(user)
    names = {teams[team.code]: team.name for team in structure.teams}
    return Redrawn(staff, names, frozenset(names).difference(present.values()))


def _held(
    wanted: dict[Line, PostDeclared], moves: dict[Line, Line], teams: dict[str, UUID], on: date
) -> Iterator[Held]:
    post = ("post__team__code", "post__title", "post__team", "post__works_for", "post__role")
    rows = list(Holding.objects.on(on).order_by("from_on", "id").values_list("user", *post, "from_on", "until_on"))
    taken = {(user, (code, title)) for user, code, title, *_, until_on in rows if until_on is None}
    for number, (user, code, title, team, lent_to, role, from_on, until_on) in enumerate(rows):
        line: Line = (code, title)
        begun_on = from_on
        if line not in wanted and until_on is None:
            line = moves.get(line, line)
            if line not in wanted or (user, line) in taken:
                continue
            taken.add((user, line))
            begun_on = max(from_on, on)
        kept = wanted.get(line)
        if kept is None:  # it ends on a day that is set already, and keeps its post until then
            yield (begun_on, number), user, lent_to or team, role
        else:
            place = kept.works_for or line[0]
            yield (begun_on, number), user, teams.get(place) if place else None, kept.role or ""


def _lines(structure: TeamStructure) -> Iterator[tuple[Line, PostDeclared]]:
    for team in structure.teams:
        yield from (((team.code, post.title), post) for post in team.posts)
    yield from (((None, post.title), post) for post in structure.service_wide_posts)


def _from_the_top(structure: TeamStructure, parent: str | None = None) -> Iterator[TeamDeclared]:
    for team in structure.under(parent):
        yield team
        yield from _from_the_top(structure, team.code)
