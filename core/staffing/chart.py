"""A structure as pages draw it: nested teams with posts, figures, people and what is remarkable about each.

The structure is the policy's of a day, so that a past day shows the figures of then and a coming day those approved for
it; holders of posts are the records of that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from config_per_tenant.schema.decisions import role_words
from config_per_tenant.schema.values.structure import RESPONSIBILITIES, PostDeclared, TeamDeclared, TeamStructure
from config_per_tenant.schema.values.structure_changes import Changes, Line
from core.staffing.capacity import Capacity
from core.staffing.models import Holding
from hearth.ui.words import listed, upper_first

FIGURES = ("headcount", "fte", "filled", "vacancies")
WHOLE_SERVICE = "Whole service"


@dataclass(frozen=True)
class Totals:
    """Sums of what is printed; None where nothing is."""

    headcount: Decimal | None
    fte: Decimal | None
    filled: Decimal | None
    vacancies: Decimal | None


def totals(posts: Iterable[PostDeclared]) -> Totals:
    """Sums over posts; those that the council's document leaves out of its count are left out here."""
    counted = [post for post in posts if post.included_in_count is not False]
    sums: dict[str, Decimal | None] = {}
    for figure in FIGURES:
        given = [Decimal(getattr(post, figure)) for post in counted if getattr(post, figure) is not None]
        sums[figure] = sum(given, Decimal(0)) if given else None
    return Totals(**sums)


def holders_on(day: date) -> dict[Line, list[Holding]]:
    """Who holds which post on a day, by the code of its team and its title. One query."""
    found: dict[Line, list[Holding]] = defaultdict(list)
    held = Holding.objects.on(day).select_related("user", "post__team").order_by("user__name")
    for holding in held:
        team = holding.post.team
        found[team.code if team else None, holding.post.title].append(holding)
    return found


@dataclass(frozen=True)
class Drawing:
    """All that a chart or table of a structure is drawn from. What is left empty is not shown."""

    structure: TeamStructure
    holders: Mapping[Line, list[Holding]] = field(default_factory=dict)
    names: bool = False  # whether the people may be named, or only counted
    addresses: Mapping[str, str] = field(default_factory=dict)  # of a team's own page, by code
    capacity: Mapping[str, Capacity] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)

    def teams(self, parent: str | None = None) -> list[dict[str, Any]]:
        """Nested, as components/team_chart.html draws them; the posts of the whole service stand at the top."""
        drawn = [self._team(team) for team in self.structure.under(parent)]
        if parent is None and self.structure.service_wide_posts:
            posts = [self.post(None, post) for post in self.structure.service_wide_posts]
            return [{"code": "", "name": WHOLE_SERVICE, "posts": posts, "teams": drawn}]
        return drawn

    def groups(self) -> list[dict[str, Any]]:
        """Every team in the order of the chart, and the whole service, each with its posts and sums, as tables."""
        found = []
        for team in self._in_order(None):
            drawn = self._team(team)
            above = self.structure.team(team.parent).name if team.parent else ""
            found.append({**drawn, "under": above, "sums": _sums(team.posts)})
        if wide := self.structure.service_wide_posts:
            posts = [self.post(None, post) for post in wide]
            found.append({"code": "", "name": WHOLE_SERVICE, "posts": posts, "sums": _sums(wide)})
        return found

    def post(self, team: str | None, post: PostDeclared) -> dict[str, Any]:
        held = self.holders.get((team, post.title), [])
        return {
            "title": post.title,
            "team": team or "",
            "role": role_words(post.role) if post.role else "",
            "headcount": plain(post.headcount),
            "fte": plain(post.fte),
            "filled": plain(post.filled),
            "vacant": plain(post.vacancies),
            "funding": post.funding or "",
            "works_for": self._works_for(post),
            "counted": {True: "", None: "", False: "not in the team’s number"}[post.included_in_count],
            "gap": post.gap_in_words,
            "note": post.note or "",
            "held": held,
            "holders": [holding.user.name for holding in held] if self.names else [],
            "people": len(held),
            "marks": self.changes.lines.get((team, post.title), []),
        }

    def _team(self, team: TeamDeclared) -> dict[str, Any]:
        return {
            "code": team.code,
            "name": team.name,
            "href": self.addresses.get(team.code, ""),
            "managed_by": team.managed_by,
            "responsibilities": [RESPONSIBILITIES.get(code, code) for code in team.responsibilities],
            "work": _work(team),
            "posts": [self.post(team.code, post) for post in team.posts],
            "lent": self._lent_to(team.code),
            "capacity": self.capacity.get(team.code),
            "marks": self.changes.teams.get(team.code, []),
            "teams": self.teams(team.code),
        }

    def _works_for(self, post: PostDeclared) -> str:
        return f"works for {self.structure.team(post.works_for).name}" if post.works_for else ""

    def _lent_to(self, code: str) -> str:
        """Which posts of others work for a team, in a sentence."""
        lent = [
            f"{post.title} ({name})"
            for name, posts in [
                *((team.name, team.posts) for team in self.structure.teams),
                (WHOLE_SERVICE.lower(), self.structure.service_wide_posts),
            ]
            for post in posts
            if post.works_for == code
        ]
        return f"{listed(lent)} {'works' if len(lent) == 1 else 'work'} for this team too" if lent else ""

    def _in_order(self, parent: str | None) -> list[TeamDeclared]:
        found = []
        for team in self.structure.under(parent):
            found += [team, *self._in_order(team.code)]
        return found


def remarks(post: Mapping[str, Any]) -> str:
    """What stands below a post's title in a table: funding, whom it works for, whether it counts."""
    return upper_first(", ".join(part for part in (post["funding"], post["works_for"], post["counted"]) if part))


def plain(figure: Decimal | int | None) -> int | str | None:
    """2, 1.2 or None: a figure without noughts that say nothing."""
    if figure is None:
        return None
    exact = Decimal(figure)
    return int(exact) if exact == exact.to_integral_value() else f"{exact.normalize():f}"


def _work(team: TeamDeclared) -> str:
    """Who manages a team and what it does, in a line."""
    managed = f"Managed by {team.managed_by}. " if team.managed_by else ""
    does = listed(RESPONSIBILITIES.get(code, code).lower() for code in team.responsibilities)
    return f"{managed}{upper_first(does)}." if does else managed.strip()


def _sums(posts: Iterable[PostDeclared]) -> dict[str, int | str | None]:
    sums = totals(posts)
    return {
        "headcount": plain(sums.headcount),
        "fte": plain(sums.fte),
        "filled": plain(sums.filled),
        "vacant": plain(sums.vacancies),
    }
