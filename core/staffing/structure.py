"""Putting a council's team structure in place: at opening from its pack, afterwards from each approved version."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

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
def apply_structure(structure: Any, *, on: date, by: Actor) -> Applied:
    """Bring teams and posts in line with `structure` (policy `teams.structure`) from a day. Applied twice, changes nothing.

    Teams are matched by code, posts by title within their team. What the structure no longer has ends on that day, with
    the holdings in it; people's allocations stay theirs until somebody else is allocated. Raises: NotPermitted.
    """
    require(by, "staffing.apply_structure")
    changes = Applied()
    teams = _apply_teams(structure, on, changes)
    lines = _lines(structure, teams)
    ended = _apply_posts(lines, teams, on, changes)
    for code, team in list(teams.items()):
        if code not in {wanted.code for wanted, _ in _flat(structure.teams)}:
            team.until_on = max(on, team.from_on)
            team.save()
            changes.teams_closed += 1
    if changes:
        audit.record("staffing.structure_applied", None, by=by, on=on, changes=changes.in_words())
        if ended:
            holding_changed.send(Holding, user_ids=ended, on=on)
        structure_changed.send(Team, on=on, by=by)
    return changes


def _flat(teams: Iterable[Any], parent: str = "") -> Iterator[tuple[Any, str]]:
    """Every team of the structure with its parent's code, parents before children, however it is nested."""
    pending = [(team, getattr(team, "parent", None) or parent) for team in teams]
    known: set[str] = set()
    while pending:
        ready = [(team, above) for team, above in pending if not above or above in known]
        if not ready:
            raise ValueError("The team structure is circular, or names a parent that it does not have")
        for team, above in ready:
            yield team, above
            known.add(team.code)
        pending = [(team, above) for team, above in pending if team.code not in known]
        for team, _ in ready:
            pending += [(child, child.parent or team.code) for child in getattr(team, "teams", ())]


def _apply_teams(structure: Any, on: date, changes: Applied) -> dict[str, Team]:
    teams = {team.code: team for team in Team.objects.open().select_for_update(of=("self",))}
    for order, (wanted, above) in enumerate(_flat(structure.teams)):
        columns = {
            "name": wanted.name,
            "parent": teams[above] if above else None,
            "managed_by": wanted.managed_by or "",
            "responsibilities": list(wanted.responsibilities),
            "note": getattr(wanted, "note", "") or "",
            "order": order,
        }
        team = teams.get(wanted.code)
        if team is None:
            teams[wanted.code] = Team.objects.create(code=wanted.code, from_on=on, **columns)
            changes.teams_opened += 1
        elif _set(team, columns):
            changes.teams_changed += 1
    return teams


def _lines(structure: Any, teams: dict[str, Team]) -> dict[tuple[Any, str, int], tuple[Any, int]]:
    """Each line of posts by (team, title, which of those alike), with its place in the order."""
    lines: dict[tuple[Any, str, int], tuple[Any, int]] = {}
    alike: dict[tuple[Any, str], int] = {}
    places = [(teams[team.code].pk, post) for team, _ in _flat(structure.teams) for post in team.posts]
    places += [(None, post) for post in structure.service_wide_posts]
    for order, (team_id, post) in enumerate(places):
        ordinal = alike.get((team_id, post.title), 0)
        alike[team_id, post.title] = ordinal + 1
        lines[team_id, post.title, ordinal] = (post, order)
    return lines


def _apply_posts(
    lines: dict[tuple[Any, str, int], tuple[Any, int]], teams: dict[str, Team], on: date, changes: Applied
) -> list[Any]:
    present = {
        (post.team_id, post.title, post.ordinal): post for post in Post.objects.open().select_for_update(of=("self",))
    }
    for place, (wanted, order) in lines.items():
        works_for = getattr(wanted, "works_for", None)
        columns = {name: _figure(wanted, name) for name in POST_FIGURES}
        columns |= {"works_for": teams[works_for] if works_for else None, "order": order}
        post = present.pop(place, None)
        if post is None:
            team_id, title, ordinal = place
            Post.objects.create(team_id=team_id, title=title, ordinal=ordinal, from_on=on, **columns)
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


def _figure(wanted: Any, name: str) -> Any:
    value = getattr(wanted, name, None)
    return "" if value is None and name in ("role", "funding", "note") else value


def _set(row: Any, columns: dict[str, Any]) -> bool:
    """Set what differs and save; whether anything did."""
    differing = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save()
    return bool(differing)
