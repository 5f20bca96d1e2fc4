"""A structure drawn afresh: one post or team changed, moved, opened or closed. Pure; nothing is in force by it.

Each gives the structure that results, or refuses with RuleBroken beside the field that is wrong. A line is the code of
a team (None: the whole service) and the title of a post in it, as `structure_changes.Line`.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.values.structure import PostDeclared, TeamDeclared, TeamStructure
from config_per_tenant.schema.values.structure_changes import Line
from hearth.errors import RuleBroken

WHOLE_SERVICE = "the whole service"


def move_post(
    structure: TeamStructure,
    line: Line,
    *,
    to_team: str | None,
    posts: int | None = None,
    fte: Decimal | None = None,
) -> TeamStructure:
    """Move a line of posts to another team, or `posts` of it with their `fte`; None moves all of it.

    Where the other team has posts of that title already, the two lines become one.
    Raises: RuleBroken when it is there already, for more than there are, or where the two cannot be added up.
    """
    team, title = line
    post = _post(structure, line)
    if to_team == team:
        raise RuleBroken("staffing.same_team", f"{title} is in this team already. Select another team", field="to_team")
    share, rest = _shared(post, posts, fte)
    plain = structure.to_plain()
    _take(plain, line)
    if rest is not None:
        _posts_of(plain, team).append(rest.to_plain())
        _in_place(plain, structure, line)
    listed = _posts_of(plain, to_team)
    own = next((each for each in structure.posts_of(to_team) if each.title.lower() == title.lower()), None)
    if share.works_for == to_team:
        share = PostDeclared(**{**vars(share), "works_for": None})
    if own is None:
        listed.append(share.to_plain())
    else:
        at = [each["title"].lower() for each in listed].index(title.lower())
        listed[at] = _joined(own, share).to_plain()
    return _read(plain)


def change_post(structure: TeamStructure, line: Line, **figures: Any) -> TeamStructure:
    """Give a line of posts other figures, title, role, funding or note. Only what is given changes."""
    _post(structure, line)
    plain = structure.to_plain()
    listed = _posts_of(plain, line[0])
    at = [each["title"] for each in listed].index(line[1])
    listed[at] = _without_nothing({**listed[at], **figures})
    return _read(plain)


def add_post(structure: TeamStructure, *, team: str | None, **figures: Any) -> TeamStructure:
    plain = structure.to_plain()
    _posts_of(plain, team).append(_without_nothing(figures))
    return _read(plain)


def close_post(structure: TeamStructure, line: Line) -> TeamStructure:
    _post(structure, line)
    plain = structure.to_plain()
    _take(plain, line)
    return _read(plain)


def open_team(
    structure: TeamStructure,
    *,
    name: str,
    parent: str | None = None,
    managed_by: str | None = None,
    responsibilities: Iterable[str] = (),
) -> TeamStructure:
    """Open a team without posts yet. Its code comes from its name and stays when the team is called otherwise."""
    plain = structure.to_plain()
    code = _new_code(name, {team.code for team in structure.teams})
    made = {"code": code, "name": name, "parent": parent, "managed_by": managed_by}
    plain["teams"].append({**_without_nothing(made), "responsibilities": list(responsibilities), "posts": []})
    return _read(plain)


def change_team(structure: TeamStructure, code: str, **parts: Any) -> TeamStructure:
    """Change a team's name, the team above it, who manages it or the work it does. Only what is given changes."""
    team_of(structure, code)
    plain = structure.to_plain()
    at = [each["code"] for each in plain["teams"]].index(code)
    plain["teams"][at] = _without_nothing({**plain["teams"][at], **parts})
    return _read(plain)


def close_team(structure: TeamStructure, code: str, *, posts_to: str | None, ends: bool = False) -> TeamStructure:
    """Close a team. Its posts go to `posts_to` (None: the whole service) unless they end with it; teams under it go up.

    Raises: RuleBroken for the last team, or where its posts cannot join those of the same title.
    """
    team = team_of(structure, code)
    if len(structure.teams) == 1:
        raise RuleBroken("staffing.last_team", "A service has at least one team. Open another first", field="posts_to")
    if not ends:
        if posts_to == code:
            words = f"{team.name} is the team that closes. Select another"
            raise RuleBroken("staffing.same_team", words, field="posts_to")
        for post in team.posts:
            try:
                structure = move_post(structure, (code, post.title), to_team=posts_to)
            except RuleBroken as refused:
                raise RuleBroken(refused.code, refused.message, field="posts_to") from None
    plain = structure.to_plain()
    plain["teams"] = [each for each in plain["teams"] if each["code"] != code]
    for each in plain["teams"]:
        if each.get("parent") == code:
            each["parent"] = team.parent
    for each in [*plain["teams"], {"posts": plain["service_wide_posts"]}]:
        for post in each["posts"]:
            if post.get("works_for") == code:
                del post["works_for"]
    return _read(plain)


def team_of(structure: TeamStructure, code: str) -> TeamDeclared:
    try:
        return structure.team(code)
    except KeyError:
        raise RuleBroken("staffing.no_such_team", "This team is not in the structure any more", field="team") from None


def _post(structure: TeamStructure, line: Line) -> PostDeclared:
    team, title = line
    posts = structure.posts_of(None) if team is None else team_of(structure, team).posts
    found = next((post for post in posts if post.title == title), None)
    if found is None:
        raise RuleBroken("staffing.no_such_post", f"{title} is not in this team any more. Select a post", field="post")
    return found


def _shared(post: PostDeclared, posts: int | None, fte: Decimal | None) -> tuple[PostDeclared, PostDeclared | None]:
    """What moves, and what stays: nothing when all of it moves."""
    if posts is None and fte is None:
        return post, None
    if posts is not None:
        if post.headcount is None:
            words = (
                "This post has no number of posts. Leave this empty to move all of it, or give full-time equivalents"
            )
            raise RuleBroken("staffing.no_headcount", words, field="posts")
        if not 1 <= posts <= post.headcount:
            raise RuleBroken("staffing.too_many", f"Enter between 1 and {post.headcount} posts", field="posts")
        if posts == post.headcount:
            return post, None
        if post.fte is not None and fte is None:
            words = f"Enter how many of the {post.fte} full-time equivalents move with them"
            raise RuleBroken("staffing.fte_needed", words, field="fte")
    if fte is not None:
        if post.fte is None:
            words = "This post has no full-time equivalents. Leave this empty"
            raise RuleBroken("staffing.no_fte", words, field="fte")
        if not 0 < fte <= post.fte:
            raise RuleBroken("staffing.too_much", f"Enter more than 0 and at most {post.fte}", field="fte")
        if post.headcount is not None and posts is None:
            words = f"Enter how many of the {post.headcount} posts move"
            raise RuleBroken("staffing.posts_needed", words, field="posts")
        if post.headcount is None and fte == post.fte:
            return post, None
    share = {"headcount": posts, "fte": fte, "filled": None, "vacancies": None}
    rest = {
        "headcount": _less(post.headcount, posts),
        "fte": _less(post.fte, fte),
        "filled": None,
        "vacancies": None if post.vacancies is None else min(post.vacancies, (post.headcount or 0) - (posts or 0)),
    }
    return _alike(post, share, "posts" if posts is not None else "fte"), _alike(post, rest, "fte")


def _alike(post: PostDeclared, figures: dict[str, Any], field: str) -> PostDeclared:
    try:
        return PostDeclared(**{**vars(post), **figures})
    except Wrong as wrong:
        raise RuleBroken("staffing.figures", wrong.faults[0].words, field=field) from None


def _less(whole: Any, part: Any) -> Any:
    return None if whole is None else whole - (part or 0)


def _joined(own: PostDeclared, share: PostDeclared) -> PostDeclared:
    """Two lines of the same title as one. Figures add up only where both state them in the same unit."""
    for name, unit in (("headcount", "posts"), ("fte", "full-time equivalents")):
        if (getattr(own, name) is None) != (getattr(share, name) is None) and name == "headcount":
            words = (
                f"One of the two gives {unit} for {own.title} and the other does not. Give both the same figures first"
            )
            raise RuleBroken("staffing.other_units", words, field="to_team")

    def added(name: str) -> Any:
        given = [getattr(each, name) for each in (own, share)]
        return None if None in given else sum(given)

    vacancies = (own.vacancies or 0) + (share.vacancies or 0)
    figures = {name: added(name) for name in ("headcount", "fte", "filled")}
    return PostDeclared(**{**vars(own), **figures, "vacancies": vacancies or own.vacancies})


def _posts_of(plain: dict[str, Any], team: str | None) -> list[dict[str, Any]]:
    if team is None:
        posts: list[dict[str, Any]] = plain["service_wide_posts"]
        return posts
    found = next((each for each in plain["teams"] if each["code"] == team), None)
    if found is None:
        raise RuleBroken("staffing.no_such_team", "This team is not in the structure any more", field="to_team")
    listed: list[dict[str, Any]] = found.setdefault("posts", [])
    return listed


def _take(plain: dict[str, Any], line: Line) -> None:
    listed = _posts_of(plain, line[0])
    listed[:] = [post for post in listed if post["title"] != line[1]]


def _in_place(plain: dict[str, Any], before: TeamStructure, line: Line) -> None:
    """Put the rest of a line back to where it stood in its team's list."""
    order = [post.title for post in before.posts_of(line[0])]
    _posts_of(plain, line[0]).sort(key=lambda post: order.index(post["title"]))


def _without_nothing(parts: dict[str, Any]) -> dict[str, Any]:
    said = {name: str(value) if isinstance(value, Decimal) else value for name, value in parts.items()}
    return {name: value for name, value in said.items() if value not in (None, "")}


def _new_code(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:50] or "team"
    code = base = plain if plain[0].isalpha() else f"team_{plain}"
    number = 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code


def _read(plain: dict[str, Any]) -> TeamStructure:
    """The structure, or its first fault beside the field that it names."""
    try:
        return TeamStructure.from_plain(plain)
    except Wrong as wrong:
        fault = wrong.faults[0]
        field = fault.path.rsplit(".", 1)[-1] if fault.path else ""
        field = "responsibilities" if ".responsibilities" in fault.path else field
        raise RuleBroken("staffing.structure_refused", fault.words, field=field, source=fault.source) from None
