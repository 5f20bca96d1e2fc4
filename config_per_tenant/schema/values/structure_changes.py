"""What differs between two team structures: in sentences, as marks beside each part, and which posts only moved.

A post that leaves one team and appears in another under the same title has moved, and so do the people in it. Where
only some of several alike posts move, the figures say so; which of the people go is for their manager to record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from config_per_tenant.schema.values.structure import RESPONSIBILITIES, PostDeclared, TeamDeclared, TeamStructure
from config_per_tenant.schema.values.structure_words import WHOLE_SERVICE, figures_of, many, post_changes, several

Line = tuple[str | None, str]  # the code of a team, None for the whole service; and the title of a post in it


@dataclass(frozen=True)
class PostMove:
    """A line of posts that is elsewhere, or is called otherwise: whoever holds one keeps it."""

    was: Line
    becomes: Line


@dataclass
class Changes:
    """`words`: a sentence for each change, without its full stop; `moves`: lines in which people stay.

    `teams` and `lines`: short marks by code and by line of the later structure.
    """

    words: list[str] = field(default_factory=list)
    moves: list[PostMove] = field(default_factory=list)
    teams: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[Line, list[str]] = field(default_factory=dict)

    def mark_team(self, code: str, mark: str) -> None:
        self.teams.setdefault(code, []).append(mark)

    def mark_line(self, line: Line, *marks: str) -> None:
        self.lines.setdefault(line, []).extend(marks)


def changes(before: TeamStructure, after: TeamStructure) -> Changes:
    """Everything that becomes different when `after` takes the place of `before`."""
    return _Comparison(before, after).found


class _Comparison:
    def __init__(self, before: TeamStructure, after: TeamStructure) -> None:
        self.before, self.after = before, after
        self.found = Changes()
        self.told: set[Line] = set()
        self.was = {team.code: team for team in before.teams}
        self.now = {team.code: team for team in after.teams}
        self.gone, self.new = dict(_lines(before)), dict(_lines(after))
        self.staying = {line: (self.gone.pop(line), self.new.pop(line)) for line in [*self.gone] if line in self.new}
        self._teams()
        self._moved_lines()
        self._renamed_lines()
        self._moved_in_part()
        for line, (post, later) in self.staying.items():
            self._changed(line, post, later)
        self._opened_and_closed()
        if not self.found.words and before != after:
            self.found.words.append("The teams or posts are listed in another order")

    def name(self, code: str | None) -> str:
        if code is None:
            return WHOLE_SERVICE
        return (self.now.get(code) or self.was[code]).name

    def _teams(self) -> None:
        for code, team in self.was.items():
            if code in self.now:
                for words, mark in self._team_changes(team, self.now[code]):
                    self.found.words.append(words)
                    self.found.mark_team(code, mark)

    def _team_changes(self, team: TeamDeclared, later: TeamDeclared) -> Iterator[tuple[str, str]]:
        if team.name != later.name:
            yield f"{team.name} is now called {later.name}", f"Was called {team.name}"
        name = later.name
        if team.parent != later.parent:
            above = f"under {self.name(later.parent)}" if later.parent else "straight under the service"
            was = f"Was under {self.name(team.parent)}" if team.parent else "Was straight under the service"
            yield f"{name} comes {above}", was
        if team.managed_by != later.managed_by:
            was = team.managed_by or "nobody named"
            yield f"{name} is managed by {later.managed_by or 'nobody named'}, was {was}", f"Was managed by {was}"
        gains = [RESPONSIBILITIES[code].lower() for code in later.responsibilities if code not in team.responsibilities]
        loses = [RESPONSIBILITIES[code].lower() for code in team.responsibilities if code not in later.responsibilities]
        if gains:
            yield f"{name} takes on {several(gains)}", f"Takes on {several(gains)}"
        if loses:
            yield f"{name} no longer does {several(loses)}", f"No longer does {several(loses)}"

    def _moved_lines(self) -> None:
        """Lines that are gone in one place and new in another under the same title; alike figures are paired first."""
        for alike in (True, False):
            for line in [*self.gone]:
                post = self.gone[line]
                target = next(
                    (
                        other
                        for other, later in self.new.items()
                        if other[1].casefold() == line[1].casefold()
                        and (not alike or figures_of(later) == figures_of(post))
                    ),
                    None,
                )
                if target is None:
                    continue
                later = self.new.pop(target)
                del self.gone[line]
                self._say_moved(line, target, post, later)

    def _say_moved(self, line: Line, target: Line, post: PostDeclared, later: PostDeclared) -> None:
        self.found.moves.append(PostMove(line, target))
        what = f"{post.title} ({many(post.headcount, 'post')})" if (post.headcount or 0) > 1 else post.title
        self.found.words.append(f"{what} moves from {self.name(line[0])} to {self.name(target[0])}")
        self.found.mark_line(target, f"From {self.name(line[0])}")
        self._changed(target, post, later)

    def _renamed_lines(self) -> None:
        """Within one team, a line that differs in its title only."""
        for line in [*self.gone]:
            post = self.gone[line]
            alike = [other for other, later in self.new.items() if other[0] == line[0] and _same_but_title(post, later)]
            if len(alike) != 1:
                continue
            later = self.new.pop(alike[0])
            del self.gone[line]
            self.found.moves.append(PostMove(line, alike[0]))
            self.found.words.append(f"{post.title} in {self.name(line[0])} is now called {later.title}")
            self.found.mark_line(alike[0], f"Was called {post.title}")

    def _moved_in_part(self) -> None:
        """Some of several alike posts: as many fewer in one place as there are more in one other."""
        pairs: dict[Line, tuple[PostDeclared | None, PostDeclared | None]] = {**self.staying}
        pairs |= {line: (post, None) for line, post in self.gone.items()}
        pairs |= {line: (None, post) for line, post in self.new.items()}
        for measure in ("headcount", "fte"):
            shifts: dict[str, list[tuple[Line, Decimal]]] = {}
            for line, (was, becomes) in pairs.items():
                if (shift := _shift(measure, was, becomes)) and (line in self.staying or None in (was, becomes)):
                    shifts.setdefault(line[1].casefold(), []).append((line, shift))
            for moved in shifts.values():
                if len(moved) == 2 and moved[0][1] + moved[1][1] == 0:
                    (source, _), (target, size) = sorted(moved, key=lambda each: each[1])
                    self._say_moved_in_part(measure, source, target, size, pairs)

    def _say_moved_in_part(
        self,
        measure: str,
        source: Line,
        target: Line,
        size: Decimal,
        pairs: dict[Line, tuple[PostDeclared | None, PostDeclared | None]],
    ) -> None:
        was, left = pairs[source]
        before, becomes = pairs[target]
        if was is None or becomes is None or source in self.told or target in self.told:
            return
        self.told |= {source, target}
        title, fields = was.title, [measure]
        what = many(size, f"{title} post") if measure == "headcount" else f"{size} FTE of {title}"
        fte = _fte(becomes) - _fte(before)
        if measure == "headcount" and fte and _fte(was) - _fte(left) == fte:
            what += f" ({fte} FTE)"
            fields.append("fte")
        if left is None:
            self.found.moves.append(PostMove(source, target))
            self.gone.pop(source, None)
        verb = "moves" if size == 1 or measure == "fte" else "move"
        self.found.words.append(f"{what} {verb} from {self.name(source[0])} to {self.name(target[0])}")
        self.found.mark_line(target, f"{_sized(measure, size)} from {self.name(source[0])}")
        for line in (source, target):
            self._settle(line, measure, without=tuple(fields))

    def _settle(self, line: Line, measure: str, *, without: tuple[str, ...]) -> None:
        """What is left to say of a line some of whose posts moved."""
        if line in self.staying:
            post, later = self.staying.pop(line)
            self._changed(line, post, later, without)
            self.found.mark_line(line, f"{_sized(measure, getattr(post, measure))} before")
        self.new.pop(line, None)

    def _changed(self, line: Line, post: PostDeclared, later: PostDeclared, without: tuple[str, ...] = ()) -> None:
        said = [(words, mark) for name, words, mark in post_changes(post, later, self.name) if name not in without]
        if said:
            self.found.words.append(f"{later.title} in {self.name(line[0])}: {', '.join(words for words, _ in said)}")
            self.found.mark_line(line, *(mark for _, mark in said if mark))

    def _opened_and_closed(self) -> None:
        for code, team in self.now.items():
            if code not in self.was:
                posts = [self.new.pop(line) for line in [*self.new] if line[0] == code]
                above = f" under {self.name(team.parent)}" if team.parent else ""
                work = several(RESPONSIBILITIES[each].lower() for each in team.responsibilities)
                does = f", for {work}" if work else ""
                has = f", with {several(post.in_words() for post in posts)}" if posts else ""
                self.found.words.append(f"{team.name} opens{above}{does}{has}")
                self.found.mark_team(code, "New team")
        for code, team in self.was.items():
            if code not in self.now:
                posts = [self.gone.pop(line) for line in [*self.gone] if line[0] == code]
                ends = f", and with it {several(post.in_words() for post in posts)}" if posts else ""
                self.found.words.append(f"{team.name} closes{ends}")
        for line, post in self.gone.items():
            self.found.words.append(f"{post.in_words()} ends in {self.name(line[0])}")
        for line, post in self.new.items():
            self.found.words.append(f"{post.in_words()} is new in {self.name(line[0])}")
            self.found.mark_line(line, "New")


def _lines(structure: TeamStructure) -> Iterator[tuple[Line, PostDeclared]]:
    for team in structure.teams:
        for post in team.posts:
            yield (team.code, post.title), post
    for post in structure.service_wide_posts:
        yield (None, post.title), post


def _shift(measure: str, was: PostDeclared | None, becomes: PostDeclared | None) -> Decimal | None:
    """By how much a line grows in posts, or in FTE where no posts are given; None where that is not known."""
    if measure == "fte" and any(post is not None and post.headcount is not None for post in (was, becomes)):
        return None
    sizes = [getattr(post, measure) if post else 0 for post in (was, becomes)]
    return None if None in sizes else Decimal(sizes[1]) - Decimal(sizes[0])


def _sized(measure: str, size: Decimal | int) -> str:
    return many(size, "post") if measure == "headcount" else f"{size} FTE"


def _fte(post: PostDeclared | None) -> Decimal:
    return post.fte if post and post.fte is not None else Decimal(0)


def _same_but_title(post: PostDeclared, later: PostDeclared) -> bool:
    return {**post.to_plain(), "title": ""} == {**later.to_plain(), "title": ""}
