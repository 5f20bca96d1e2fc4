"""The structure of the service on a day, as the chart and the table of the Teams page show it. Fixed queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.staffing.functions import RESPONSIBILITIES
from core.staffing.models import Post, Team
from hearth.ui.navigation import address

FIGURES = ("headcount", "fte", "filled", "vacancies")


@dataclass(frozen=True)
class Totals:
    """Sums of what is printed; None where nothing is."""

    headcount: Decimal | None
    fte: Decimal | None
    filled: Decimal | None
    vacancies: Decimal | None
    people: int


def totals(posts: list[Any]) -> Totals:
    """Sums over posts; those that the council's document leaves out of its count are left out here."""
    counted = [post for post in posts if post.included_in_count is not False]
    sums: dict[str, Decimal | None] = {}
    for figure in FIGURES:
        given = [getattr(post, figure) for post in counted if getattr(post, figure) is not None]
        sums[figure] = sum(given, Decimal(0)) if given else None
    people = {holding.user_id for post in posts for holding in post.holdings_now}
    return Totals(people=len(people), **sums)


def structure_on(day: date, *, may_open: bool) -> tuple[list[dict[str, Any]], list[Any], list[Team]]:
    """Teams nested as the chart shows them, posts of the whole service, and all teams in order."""
    teams = list(Team.objects.on(day).with_posts(day))
    service_wide = list(Post.objects.on(day).filter(team__isnull=True).with_holders(day))
    return _under(teams, None, may_open), service_wide, teams


def _under(teams: list[Team], parent_id: Any, may_open: bool) -> list[dict[str, Any]]:
    return [
        {
            "name": team.name,
            "href": address("supervision:team", args=[team.pk]) if may_open else None,
            "managed_by": team.managed_by,
            "responsibilities": [RESPONSIBILITIES.get(code, code) for code in team.responsibilities],
            "posts": [post_shown(post) for post in team.posts_now],  # type: ignore[attr-defined]  # prefetched
            "teams": _under(teams, team.pk, may_open),
        }
        for team in teams
        if team.parent_id == parent_id
    ]


def post_shown(post: Any) -> dict[str, Any]:
    return {
        "title": post.title,
        "headcount": plain(post.headcount),
        "fte": plain(post.fte),
        "filled": plain(post.filled),
        "vacant": plain(post.vacancies),
        "funding": post.funding,
        "holders": [holding.user.name for holding in post.holdings_now],
    }


def plain(figure: Decimal | None) -> int | str | None:
    """2, 1.2 or None: a figure without noughts that say nothing."""
    if figure is None:
        return None
    return int(figure) if figure == figure.to_integral_value() else f"{figure.normalize():f}"
