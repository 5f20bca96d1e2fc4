"""Colleagues and teams, reached through acts."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from config_per_tenant.schema.values.structure import TeamStructure
from core.staffing.actions import allocate_worker, appoint
from core.staffing.models import Allocation, Post, Team
from core.staffing.structure import apply_structure
from hearth.access import Actor, Role
from hearth.identity.actions import open_account
from hearth.identity.models import User

SYSTEM = Actor.system("tests")
LONG_AGO = date(2020, 1, 6)
_numbers = count(1)


def a_user(name: str = "", *roles: str, on: date | None = None) -> User:
    """Somebody with an account here and these roles."""
    number = next(_numbers)
    name = name or f"Colleague {number}"
    return open_account(email=f"colleague.{number}@example.org", name=name, roles=roles, by=SYSTEM, on=on or LONG_AGO)


def a_supervising_social_worker(name: str = "", *, team: Team | None = None, on: date | None = None) -> User:
    user = a_user(name or "Dana Reed", Role.SUPERVISING_SOCIAL_WORKER, on=on)
    if team is not None:
        put_in_post(user, team, on=on)
    return user


def a_team_manager(name: str = "", *, team: Team | None = None) -> User:
    user = a_user(name or "Marcus Bell", Role.TEAM_MANAGER)
    if team is not None:
        put_in_post(user, team, title="Team Manager")
    return user


def a_structure(*teams: dict[str, Any], service_wide: Iterable[dict[str, Any]] = ()) -> TeamStructure:
    return TeamStructure.from_plain({"teams": list(teams), "service_wide_posts": list(service_wide)})


SUPPORT = {
    "code": "support",
    "name": "Support Team",
    "managed_by": "Team Manager",
    "responsibilities": ["mainstream_supervision"],
    "posts": [
        {"title": "Supervising Social Worker", "role": "supervising_social_worker", "headcount": 4, "fte": 3.5},
        {"title": "Team Manager", "role": "team_manager", "headcount": 1},
    ],
}
KINSHIP = {
    "code": "kinship",
    "name": "Kinship Team",
    "managed_by": "Team Manager",
    "responsibilities": ["connected_supervision", "connected_assessment"],
    "posts": [
        {"title": "Supervising Social Worker", "role": "supervising_social_worker", "headcount": 2},
        {"title": "Team Manager", "role": "team_manager", "headcount": 1},
    ],
}


def two_teams(on: date = LONG_AGO) -> tuple[Team, Team]:
    """One team that supervises mainstream carers, one that supervises connected persons."""
    apply_structure(a_structure(SUPPORT, KINSHIP), on=on, by=SYSTEM)
    return Team.objects.open().get(code="support"), Team.objects.open().get(code="kinship")


def a_team(on: date = LONG_AGO) -> Team:
    return two_teams(on)[0]


def put_in_post(user: User, team: Team, *, title: str = "Supervising Social Worker", on: date | None = None) -> Any:
    post = Post.objects.open().get(team=team, title=title)
    return appoint(post, user, from_on=on or LONG_AGO, by=SYSTEM)


def allocated(subject: Any, worker: User, *, on: date) -> Allocation:
    return allocate_worker(subject, worker, from_on=on, by=SYSTEM)
