"""A service's teams and posts as a council publishes them: posts, FTE and people are three numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from config_per_tenant.schema.decisions import role_codes
from config_per_tenant.schema.reading import (
    Fault,
    Fields,
    Wrong,
    describe,
    items,
    one_of,
    text,
    twice,
    whole,
    without_nothing,
    yes_or_no,
)
from config_per_tenant.schema.values.money import code

RESPONSIBILITIES = {
    "recruitment": "Recruitment",
    "mainstream_assessment": "Mainstream assessment",
    "connected_assessment": "Connected persons assessment",
    "mainstream_supervision": "Mainstream supervision",
    "connected_supervision": "Connected persons supervision",
    "specialist_supervision": "Specialist scheme supervision",
    "special_guardianship": "Special guardianship",
    "private_fostering": "Private fostering",
    "supported_lodgings": "Supported lodgings",
    "placements": "Placements",
    "panel": "Panel",
    "reviews": "Reviews",
    "training": "Training",
    "out_of_hours": "Out of hours",
    "business_support": "Business support",
    "marketing": "Marketing",
}


@dataclass(frozen=True)
class PostDeclared:
    """A kind of post in a team. None means that the council does not print the number.

    `headcount` is established posts, `fte` full-time equivalents, `filled` people in post (more than
    the posts where jobs are shared), `vacancies` empty posts. `works_for` is another team whose work the post does.
    `included_in_count` says whether the team's printed total holds the post; None when the document does not say.
    """

    title: str
    role: str | None = None
    headcount: int | None = None
    fte: Decimal | None = None
    filled: int | None = None
    vacancies: int | None = None
    funding: str | None = None
    included_in_count: bool | None = None
    works_for: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.fte is not None and self.headcount is not None and self.fte > self.headcount:
            faults.append(Fault(f"{self.fte} full-time equivalents do not fit in {_posts(self.headcount)}.", "fte"))
        if self.vacancies is not None and self.headcount is not None and self.vacancies > self.headcount:
            faults.append(Fault(f"{self.vacancies} vacancies do not fit in {_posts(self.headcount)}.", "vacancies"))
        elif self.gap and self.vacancies is not None and not self.note:
            faults.append(
                Fault(
                    f"{self.filled} in post and {self.vacancies} vacant make {self.filled_and_vacant}, not"
                    f" {_posts(self.headcount or 0)}. Correct a figure, or say in the note why they differ.",
                    "vacancies",
                )
            )
        if faults:
            raise Wrong(*faults)

    @property
    def filled_and_vacant(self) -> int:
        """People in post and empty posts together: what an established number should come to."""
        return (self.filled or 0) + (self.vacancies or 0)

    @property
    def gap(self) -> int:
        """How many more people and vacancies there are than posts (fewer: below 0); 0 where a figure is not printed."""
        if self.headcount is None or self.filled is None:
            return 0
        return self.filled_and_vacant - self.headcount

    @property
    def gap_in_words(self) -> str:
        """Where posts, full-time equivalents and people disagree, which is nobody's fault and is said; "" elsewhere."""
        if self.gap > 0:
            return f"{self.gap} more {'person' if self.gap == 1 else 'people'} than posts"
        if self.gap < 0:
            return f"{-self.gap} fewer {'person' if self.gap == -1 else 'people'} than posts"
        if self.fte is not None and self.filled is not None and self.fte != self.filled:
            return f"{self.fte} full-time equivalents shared by {self.filled}"
        return ""

    def in_words(self) -> str:
        parts = [
            _posts(self.headcount) if self.headcount is not None else "",
            f"{self.fte} FTE" if self.fte is not None else "",
            f"{self.filled} in post" if self.filled is not None else "",
            f"{self.vacancies} vacant" if self.vacancies else "",
            self.funding[:1].lower() + self.funding[1:] if self.funding else "",
        ]
        said = ", ".join(part for part in parts if part)
        return f"{self.title} ({said})" if said else self.title

    def to_plain(self) -> dict[str, Any]:
        return without_nothing(
            {
                "title": self.title,
                "role": self.role,
                "headcount": self.headcount,
                "fte": str(self.fte) if self.fte is not None else None,
                "filled": self.filled,
                "vacancies": self.vacancies,
                "funding": self.funding,
                "included_in_count": self.included_in_count,
                "works_for": self.works_for,
                "note": self.note,
            }
        )

    @classmethod
    def from_plain(cls, plain: Any) -> PostDeclared:
        fields = Fields(plain, allowed=cls.__dataclass_fields__, what="A post")
        values = {
            "title": fields.take("title", text, needed=True),
            "role": fields.take("role", one_of(role_codes(), "role")),
            "headcount": fields.take("headcount", whole(0, 999)),
            "fte": fields.take("fte", _fte),
            "filled": fields.take("filled", whole(0, 999)),
            "vacancies": fields.take("vacancies", whole(0, 999)),
            "funding": fields.take("funding", text),
            "included_in_count": fields.take("included_in_count", yes_or_no),
            "works_for": fields.take("works_for", code),
            "note": fields.take("note", text),
        }
        fields.done()
        return cls(**values)


@dataclass(frozen=True)
class TeamDeclared:
    code: str
    name: str
    parent: str | None = None
    managed_by: str | None = None
    responsibilities: tuple[str, ...] = ()
    posts: tuple[PostDeclared, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        return without_nothing(
            {
                "code": self.code,
                "name": self.name,
                "parent": self.parent,
                "managed_by": self.managed_by,
                "responsibilities": list(self.responsibilities),
                "posts": [post.to_plain() for post in self.posts],
            }
        )

    @classmethod
    def from_plain(cls, plain: Any) -> TeamDeclared:
        fields = Fields(plain, allowed=cls.__dataclass_fields__, what="A team")
        values = {
            "code": fields.take("code", code, needed=True),
            "name": fields.take("name", text, needed=True),
            "parent": fields.take("parent", code),
            "managed_by": fields.take("managed_by", text),
            "responsibilities": fields.take(
                "responsibilities", items(one_of(RESPONSIBILITIES, "responsibility of a team")), ()
            ),
            "posts": fields.take("posts", items(PostDeclared.from_plain), ()),
        }
        fields.done()
        return cls(**values)


@dataclass(frozen=True)
class TeamStructure:
    """Teams, each perhaps under another, and the posts that belong to the whole service."""

    teams: tuple[TeamDeclared, ...]
    service_wide_posts: tuple[PostDeclared, ...] = ()

    def __post_init__(self) -> None:
        codes = [team.code for team in self.teams]
        faults = [Fault(f"Two teams have the code “{again}”.", "teams") for again in twice(codes)]
        for index, team in enumerate(self.teams):
            path = f"teams.{index}"
            if team.parent is not None and team.parent not in codes:
                faults.append(
                    Fault(f"“{team.name}” lies under “{team.parent}”, which is no team here.", f"{path}.parent")
                )
            elif self._returns_to(team):
                faults.append(Fault(f"The lines run in a circle: “{team.name}” lies under itself.", f"{path}.parent"))
            faults += [
                Fault(f"“{team.name}” is given the same work twice.", f"{path}.responsibilities")
                for _ in twice(team.responsibilities)
            ]
        names = [team.name.casefold() for team in self.teams]
        faults += [
            Fault(f"Two teams are called “{team.name}”. Give one another name.", f"teams.{index}.name")
            for index, team in enumerate(self.teams)
            if names[index] in names[:index]
        ]
        places: list[tuple[str, str, str | None, tuple[PostDeclared, ...]]] = [
            (f"teams.{index}.posts", f"“{team.name}”", team.code, team.posts) for index, team in enumerate(self.teams)
        ]
        places.append(("service_wide_posts", "The whole service", None, self.service_wide_posts))
        for path, where, own, posts in places:
            faults += _faults_of_posts(path, where, own, posts, codes)
        if faults:
            raise Wrong(*faults)

    def team(self, team_code: str) -> TeamDeclared:
        """The team with this code. Raises KeyError."""
        return {team.code: team for team in self.teams}[team_code]

    def under(self, parent: str | None) -> tuple[TeamDeclared, ...]:
        """The teams directly under one team; the top teams for None."""
        return tuple(team for team in self.teams if team.parent == parent)

    def posts_of(self, team_code: str | None) -> tuple[PostDeclared, ...]:
        """The posts of a team; those of the whole service for None. Raises KeyError."""
        return self.service_wide_posts if team_code is None else self.team(team_code).posts

    def difference(self, other: TeamStructure) -> list[str]:
        """What becomes different when `other` takes this structure's place, one sentence each."""
        from config_per_tenant.schema.values.structure_changes import changes

        return list(changes(self, other).words)

    def responsible_for(self, responsibility: str) -> tuple[TeamDeclared, ...]:
        return tuple(team for team in self.teams if responsibility in team.responsibilities)

    def in_words(self) -> str:
        teams = "; ".join(
            f"{team.name}: {', '.join(post.in_words() for post in team.posts) or 'no posts listed'}"
            for team in self.teams
        )
        wide = ", ".join(post.in_words() for post in self.service_wide_posts)
        return f"{teams}; whole service: {wide}" if wide else teams

    def to_plain(self) -> dict[str, Any]:
        return {
            "teams": [team.to_plain() for team in self.teams],
            "service_wide_posts": [post.to_plain() for post in self.service_wide_posts],
        }

    @classmethod
    def from_plain(cls, plain: Any) -> TeamStructure:
        fields = Fields(plain, allowed=("teams", "service_wide_posts"), what="A team structure")
        teams = fields.take("teams", items(TeamDeclared.from_plain), needed=True)
        posts = fields.take("service_wide_posts", items(PostDeclared.from_plain), ())
        fields.done()
        return cls(teams, posts)

    def _returns_to(self, team: TeamDeclared) -> bool:
        parents = {each.code: each.parent for each in self.teams}
        seen: set[str] = set()
        above = team.parent
        while above is not None and above not in seen:
            if above == team.code:
                return True
            seen.add(above)
            above = parents.get(above)
        return False


def _faults_of_posts(
    path: str, where: str, own: str | None, posts: tuple[PostDeclared, ...], codes: list[str]
) -> list[Fault]:
    faults = []
    titles = [post.title.lower() for post in posts]
    for index, post in enumerate(posts):
        if titles[index] in titles[:index]:
            faults.append(
                Fault(f"{where} has the post “{post.title.lower()}” twice: give it once.", f"{path}.{index}.title")
            )
        if post.works_for is not None and post.works_for not in codes:
            words = f"“{post.title}” works for “{post.works_for}”, which is no team here."
            faults.append(Fault(words, f"{path}.{index}.works_for"))
        elif post.works_for is not None and post.works_for == own:
            words = f"“{post.title}” works for its own team already: leave this empty."
            faults.append(Fault(words, f"{path}.{index}.works_for"))
    return faults


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"


def _fte(plain: Any) -> Decimal:
    try:
        if isinstance(plain, bool) or not isinstance(plain, (int, float, str)):
            raise InvalidOperation
        fte = Decimal(str(plain)).normalize()
    except InvalidOperation:
        raise Wrong(f"Give full-time equivalents as a number such as 5.4, not {describe(plain)}.") from None
    if not fte.is_finite() or fte < 0:
        raise Wrong("Full-time equivalents cannot be below 0.")
    if fte > 999 or fte != round(fte, 2):
        raise Wrong("Give full-time equivalents below 1,000 with at most two decimals.")
    return Decimal(f"{fte:f}")
