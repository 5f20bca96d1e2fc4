"""Putting a council's team structure in place: at opening from its pack, afterwards from each approved version."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from config_per_tenant.schema.values.structure import PostDeclared, TeamDeclared, TeamStructure
from core.staffing.events import holding_changed, structure_changed
from core.staffing.models import Holding, Post, Team
from hearth import audit
from hearth.access import Actor, require

POST_FIGURES = ("role", "headcount", "fte", "filled", "vacancies", "funding", "included_in_count", "note")


@dataclass
class Applied:
    """What a structure changed, counted."""

    teams_opened: int = 0
    teams_changed: int = 0
    teams_closed: int = 0
    posts_opened: int = 0
    posts_changed: int = 0
    posts_closed: int = 0
    holdings_ended: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def in_words(self) -> str:
        parts = [f"{count} {name.replace('_', ' ')}" for name, count in vars(self).items() if count]
        return ", ".join(parts) or "nothing changed"


@transaction.atomic
def apply_structure(structure: TeamStructure, *, on: date, by: Actor) -> Applied:
    """Bring teams and posts in line with `structure` (policy `teams.structure`) from a day. Again: changes nothing.

    Teams are matched by code, posts by title within their team. What the structure no longer has ends on that day, with
    the holdings in it; people's allocations stay theirs until somebody else is allocated. Raises: NotPermitted.
    """
    require(by, "staffing.apply_structure")
    changes = Applied()
    teams = _apply_teams(structure, on, changes)
    ended = _apply_posts(structure, teams, on, changes)
    for code, team in list(teams.items()):
        if code not in {wanted.code for wanted in structure.teams}:
            team.until_on = max(on, team.from_on)
            team.save()
            changes.teams_closed += 1
    if changes:
        audit.record("staffing.structure_applied", None, by=by, on=on, changes=changes.in_words())
        if ended:
            holding_changed.send(Holding, user_ids=ended, on=on)
        structure_changed.send(Team, on=on, by=by)
    return changes


def _from_the_top(structure: TeamStructure, parent: str | None = None) -> list[TeamDeclared]:
    """Every team, each after the one that it lies under. The structure itself has refused circles."""
    ordered = []
    for team in structure.under(parent):
        ordered += [team, *_from_the_top(structure, team.code)]
    return ordered


def _apply_teams(structure: TeamStructure, on: date, changes: Applied) -> dict[str, Team]:
    teams = {team.code: team for team in Team.objects.open().select_for_update(of=("self",))}
    for order, wanted in enumerate(_from_the_top(structure)):
        columns = {
            "name": wanted.name,
            "parent": teams[wanted.parent] if wanted.parent else None,
            "managed_by": wanted.managed_by or "",
            "responsibilities": list(wanted.responsibilities),
            "order": order,
        }
        team = teams.get(wanted.code)
        if team is None:
            teams[wanted.code] = Team.objects.create(code=wanted.code, from_on=on, **columns)
            changes.teams_opened += 1
        elif _set(team, columns):
            changes.teams_changed += 1
    return teams


def _apply_posts(structure: TeamStructure, teams: dict[str, Team], on: date, changes: Applied) -> list[UUID]:
    """Open, change and close posts; the users whose holdings ended with theirs."""
    wanted_posts: list[tuple[UUID | None, PostDeclared]] = [
        (teams[team.code].pk, post) for team in _from_the_top(structure) for post in team.posts
    ]
    wanted_posts += [(None, post) for post in structure.service_wide_posts]
    present = {(post.team_id, post.title): post for post in Post.objects.open().select_for_update(of=("self",))}
    for order, (team_id, wanted) in enumerate(wanted_posts):
        columns = {name: _figure(wanted, name) for name in POST_FIGURES}
        columns |= {"works_for": teams[wanted.works_for] if wanted.works_for else None, "order": order}
        post = present.pop((team_id, wanted.title), None)
        if post is None:
            Post.objects.create(team_id=team_id, title=wanted.title, from_on=on, **columns)
            changes.posts_opened += 1
        elif _set(post, columns):
            changes.posts_changed += 1
    for post in present.values():
        post.until_on = max(on, post.from_on)
        post.save()
        changes.posts_closed += 1
    ended = list(Holding.objects.open().filter(post__in=list(present.values())))
    for holding in ended:
        holding.until_on = max(on, holding.from_on)
        holding.save()
    changes.holdings_ended = len(ended)
    return [holding.user_id for holding in ended]


def _figure(wanted: PostDeclared, name: str) -> Any:
    value = getattr(wanted, name)
    return "" if value is None and name in ("role", "funding", "note") else value


def _set(row: Any, columns: dict[str, Any]) -> bool:
    """Set what differs and save; whether anything did."""
    differing = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save()
    return bool(differing)
