"""How many households each team could carry, and how many its workers carry now. Pure arithmetic, with its why.

Capacity is the full-time equivalents of posts that supervise, times what one full-time worker carries (policy
`teams.caseload_per_fte`). A post printed without full-time equivalents counts as full time, and the trace says so.
Staff must be sufficient in number: SI 2011/581 r19.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config_per_tenant.schema.values.structure import PostDeclared, TeamStructure
from hearth.access import Role
from hearth.trace import Fact, SettingUse, Trace
from hearth.ui.words import longdate, plural

SUPERVISES = str(Role.SUPERVISING_SOCIAL_WORKER)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Capacity:
    """`established` and `staffed` are full-time equivalents with and without vacancies; the rest are households."""

    established: Decimal
    staffed: Decimal
    could_carry: int
    can_carry: int
    carries: int
    trace: Trace

    @property
    def room(self) -> int:
        """Households that could still be taken on; below 0 when there are more than its staff should carry."""
        return self.can_carry - self.carries


@dataclass(frozen=True)
class _Line:
    post: PostDeclared
    team_name: str
    full_time: Decimal
    vacant: Decimal
    assumed: bool

    def in_words(self) -> str:
        own = f" (of {self.team_name})" if self.team_name else ""
        said = f"{self.post.title}{own}: {_figure(self.full_time)} full-time equivalents"
        if self.assumed:
            said += f", each of {plural(self.post.headcount or 0, 'post')} taken as full time: no figure is printed"
        if self.vacant:
            said += f", of which {_figure(self.vacant)} vacant"
        return said


def capacities(
    structure: TeamStructure, per_full_time: int, carried: dict[str, int], use: SettingUse, on: date
) -> dict[str, Capacity]:
    """Each team that has posts to supervise, or workers with households, by its code. `carried` is by code too."""
    found = {}
    for team in structure.teams:
        lines = list(_lines(structure, team.code))
        if lines or carried.get(team.code):
            found[team.code] = _capacity(team.name, lines, per_full_time, carried.get(team.code, 0), use, on)
    return found


def _capacity(name: str, lines: list[_Line], per_full_time: int, carries: int, use: SettingUse, on: date) -> Capacity:
    established = sum((line.full_time for line in lines), NOTHING)
    vacant = min(sum((line.vacant for line in lines), NOTHING), established)
    staffed = established - vacant
    could, can = int(established * per_full_time), int(staffed * per_full_time)
    steps = [line.in_words() for line in lines]
    steps.append(f"{_figure(established)} × {per_full_time} = {plural(could, 'household')} when every post is filled")
    if vacant:
        steps.append(f"{_figure(staffed)} × {per_full_time} = {plural(can, 'household')} without the vacant posts")
    trace = Trace(
        rule=f"{name} can carry the full-time equivalents of its supervising posts, times the households of one.",
        facts=(Fact(f"Households that its workers have on {longdate(on)}", str(carries)),),
        settings=(use,),
        sources=("SI 2011/581 r19",),
        steps=tuple(steps),
    )
    return Capacity(established, staffed, could, can, carries, trace)


def _lines(structure: TeamStructure, code: str) -> Iterator[_Line]:
    """The supervising posts that work for a team: its own, and those of others that are lent to it."""
    places: Iterable[tuple[str | None, str, tuple[PostDeclared, ...]]] = [
        *((team.code, team.name, team.posts) for team in structure.teams),
        (None, "the whole service", structure.service_wide_posts),
    ]
    for place, name, posts in places:
        for post in posts:
            if post.role == SUPERVISES and (post.works_for or place) == code:
                full_time = post.fte if post.fte is not None else Decimal(post.headcount or 0)
                yield _Line(post, "" if place == code else name, full_time, _vacant(post, full_time), post.fte is None)


def _vacant(post: PostDeclared, full_time: Decimal) -> Decimal:
    """Vacant posts in full-time equivalents: an equal share where posts and equivalents are both known."""
    if not post.vacancies:
        return NOTHING
    share = full_time / post.headcount if post.headcount else Decimal(1)
    return min(round(share * post.vacancies, 2), full_time)


def _figure(figure: Decimal) -> str:
    return f"{figure.normalize():f}" if figure else "0"
