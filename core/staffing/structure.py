"""Putting a council's team structure in place: at opening from its pack, afterwards from each approved version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from config_per_tenant.schema.values.structure import PostDeclared, TeamDeclared, TeamStructure
from config_per_tenant.schema.values.structure_changes import Line, PostMove
from config_per_tenant.schema.values.structure_changes import changes as what_differs
from core.staffing.events import holding_changed, structure_changed
from core.staffing.models import Holding, Post, Team
from hearth import audit
from hearth.access import Actor, require

POST_FIGURES = ("role", "headcount", "fte", "filled", "vacancies", "funding", "included_in_count", "note")
WHOLE, WORDS = ("headcount", "filled", "vacancies"), ("role", "funding", "note")


@dataclass
class Applied:
    """What a structure changed, counted."""

    teams_opened: int = 0
    teams_changed: int = 0
    teams_closed: int = 0
    posts_opened: int = 0
    posts_changed: int = 0
    posts_closed: int = 0
    holdings_moved: int = 0
    holdings_ended: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def in_words(self) -> str:
        parts = []
        for name, count in vars(self).items():
            what, became = name.split("_")
            if count:
                parts.append(f"{count} {what.removesuffix('s') if count == 1 else what} {became}")
        return ", ".join(parts) or "nothing changed"


@transaction.atomic
def apply_structure(structure: TeamStructure, *, on: date, by: Actor) -> Applied:
    """Bring teams and posts in line with `structure` (policy `teams.structure`) from a day. Again: changes nothing.

    Teams are matched by code, posts by title within their team. Whoever holds a post that moves to another team, or is
    called otherwise, holds it there from that day. What the structure no longer has ends on that day, with the holdings
    in it; people's allocations stay theirs until somebody else is allocated. Raises: NotPermitted.
    """
    require(by, "staffing.apply_structure")
    changes = Applied()
    moves = what_differs(recorded(), structure).moves
    teams = _apply_teams(structure, on, changes)
    touched = _apply_posts(structure, teams, moves, on, changes)
    for code, team in list(teams.items()):
        if code not in {wanted.code for wanted in structure.teams}:
            team.until_on = max(on, team.from_on)
            team.save()
            changes.teams_closed += 1
    if changes:
        audit.record("staffing.structure_applied", None, by=by, on=on, changes=changes.in_words())
        if touched:
            holding_changed.send(Holding, user_ids=touched, on=on)
        structure_changed.send(Team, on=on, by=by)
    return changes


def recorded() -> TeamStructure:
    """The structure that the open teams and posts make, as a value to compare with another. Two queries."""
    teams = list(Team.objects.open())
    codes: dict[UUID | None, str] = {team.pk: team.code for team in teams}
    posts: dict[UUID | None, list[PostDeclared]] = {}
    for post in Post.objects.open():
        figures = {name: getattr(post, name) for name in POST_FIGURES}
        figures |= {name: None if figures[name] is None else int(figures[name]) for name in WHOLE}
        figures |= {name: figures[name] or None for name in WORDS}
        if figures["fte"] is not None:
            figures["fte"] = Decimal(f"{figures['fte'].normalize():f}")
        declared = PostDeclared(title=post.title, works_for=codes.get(post.works_for_id), **figures)
        posts.setdefault(post.team_id, []).append(declared)
    return TeamStructure(
        tuple(
            TeamDeclared(
                team.code,
                team.name,
                codes.get(team.parent_id),
                team.managed_by or None,
                tuple(team.responsibilities),
                tuple(posts.get(team.pk, ())),
            )
            for team in teams
        ),
        tuple(posts.get(None, ())),
    )


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


def _apply_posts(
    structure: TeamStructure, teams: dict[str, Team], moves: list[PostMove], on: date, changes: Applied
) -> list[UUID]:
    """Open, change and close posts; the users whose holdings moved or ended with theirs."""
    wanted_posts: list[tuple[UUID | None, PostDeclared]] = [
        (teams[team.code].pk, post) for team in _from_the_top(structure) for post in team.posts
    ]
    wanted_posts += [(None, post) for post in structure.service_wide_posts]
    present = {(post.team_id, post.title): post for post in Post.objects.open().select_for_update(of=("self",))}
    before, opened = dict(present), {}
    for order, (team_id, wanted) in enumerate(wanted_posts):
        columns = {name: _figure(wanted, name) for name in POST_FIGURES}
        columns |= {"works_for": teams[wanted.works_for] if wanted.works_for else None, "order": order}
        post = present.pop((team_id, wanted.title), None)
        if post is None:
            opened[team_id, wanted.title] = Post.objects.create(
                team_id=team_id, title=wanted.title, from_on=on, **columns
            )
            changes.posts_opened += 1
        elif _set(post, columns):
            changes.posts_changed += 1
    for post in present.values():
        post.until_on = max(on, post.from_on)
        post.save()
        changes.posts_closed += 1
    successors = {}
    for move in moves:
        was, becomes = _key(move.was, teams), _key(move.becomes, teams)
        successor = opened.get(becomes) or before.get(becomes)
        if was in present and successor is not None:
            successors[before[was].pk] = successor
    return _follow(present.values(), successors, on, changes)


def _follow(closed: Iterable[Post], successors: dict[UUID, Post], on: date, changes: Applied) -> list[UUID]:
    """Holdings of closed posts go on in the post that took its place, or end with it."""
    touched = []
    for holding in Holding.objects.open().filter(post__in=[post.pk for post in closed]):
        touched.append(holding.user_id)
        successor = successors.get(holding.post_id)
        if successor is not None and Holding.objects.open().filter(post=successor, user_id=holding.user_id).exists():
            successor = None
        if successor is not None and holding.from_on >= on:
            holding.post = successor
            holding.save()
            changes.holdings_moved += 1
            continue
        holding.until_on = max(on, holding.from_on)
        holding.save()
        if successor is None:
            changes.holdings_ended += 1
        else:
            Holding.objects.create(post=successor, user_id=holding.user_id, fte=holding.fte, from_on=on)
            changes.holdings_moved += 1
    return touched


def _key(line: Line, teams: dict[str, Team]) -> tuple[UUID | None, str]:
    code, title = line
    return (teams[code].pk if code is not None and code in teams else None), title


def _figure(wanted: PostDeclared, name: str) -> Any:
    value = getattr(wanted, name)
    return "" if value is None and name in WORDS else value


def _set(row: Any, columns: dict[str, Any]) -> bool:
    """Set what differs and save; whether anything did, apart from its place in the list."""
    differing = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save()
    return bool(differing.keys() - {"order"})
