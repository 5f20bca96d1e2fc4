"""Changing the structure: each act draws it afresh in a draft of policy, which goes the usual way into force.

Nothing moves until a second person has approved the draft and its day has come; then `structure.apply_structure` acts.
`seen` is the number of the draft's structure as the author saw it (0: the draft does not change it yet).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from config_per_tenant.policy import policy_on
from config_per_tenant.schema.values.structure import TeamStructure
from config_per_tenant.schema.values.structure_changes import Line
from config_per_tenant.statement import SET
from config_per_tenant.versions.actions import change_value, discard_change
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from core.staffing import redrawing
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken

KEY = "teams.structure"


@dataclass(frozen=True)
class Drafted:
    """A draft's structure beside the one that it would replace. `seen` goes back with the next change."""

    standing: TeamStructure
    structure: TeamStructure
    seen: int


def drafted(version: PolicyVersion) -> Drafted:
    """The structure as a draft has it, or as it stands where the draft does not change it."""
    day = max(version.effective_from or today(), today())
    standing: TeamStructure = policy_on(day)[KEY]
    mine = version.values.filter(key=KEY).first()
    if mine is None or mine.state != SET:
        return Drafted(standing, standing, mine.version if mine else 0)
    return Drafted(standing, mine.statement.read(mine.setting), mine.version)


@transaction.atomic
def move_post(
    version: PolicyVersion,
    line: Line,
    *,
    to_team: str | None,
    posts: int | None = None,
    fte: Decimal | None = None,
    seen: int | None = None,
    by: Actor,
) -> PolicyValue | None:
    """Move posts to another team in a draft. Raises: NotPermitted; StaleEdit; StateConflict; RuleBroken."""
    require(by, "staffing.redraw_structure")
    now = drafted(version)
    after = redrawing.move_post(now.structure, line, to_team=to_team, posts=posts, fte=fte)
    return _redraw(version, now, after, seen, by)


@transaction.atomic
def change_post(
    version: PolicyVersion, line: Line, *, seen: int | None = None, by: Actor, **figures: Any
) -> PolicyValue | None:
    """Change the figures, title, role, funding or note of posts in a draft. Raises as `move_post`."""
    require(by, "staffing.redraw_structure")
    now = drafted(version)
    return _redraw(version, now, redrawing.change_post(now.structure, line, **figures), seen, by)


@transaction.atomic
def add_post(
    version: PolicyVersion, *, team: str | None, seen: int | None = None, by: Actor, **figures: Any
) -> PolicyValue | None:
    """Add posts to a team, or to the whole service, in a draft. Raises as `move_post`."""
    require(by, "staffing.redraw_structure")
    now = drafted(version)
    return _redraw(version, now, redrawing.add_post(now.structure, team=team, **figures), seen, by)


@transaction.atomic
def close_post(version: PolicyVersion, line: Line, *, seen: int | None = None, by: Actor) -> PolicyValue | None:
    """Let posts end in a draft. Raises as `move_post`."""
    require(by, "staffing.redraw_structure")
    now = drafted(version)
    return _redraw(version, now, redrawing.close_post(now.structure, line), seen, by)


@transaction.atomic
def open_team(
    version: PolicyVersion,
    *,
    name: str,
    parent: str | None = None,
    managed_by: str | None = None,
    responsibilities: Iterable[str] = (),
    seen: int | None = None,
    by: Actor,
) -> PolicyValue | None:
    """Open a team in a draft. Raises as `move_post`."""
    require(by, "staffing.redraw_structure")
    now = drafted(version)
    after = redrawing.open_team(
        now.structure, name=name, parent=parent, managed_by=managed_by, responsibilities=responsibilities
    )
    return _redraw(version, now, after, seen, by)


@transaction.atomic
def change_team(
    version: PolicyVersion, code: str, *, seen: int | None = None, by: Actor, **parts: Any
) -> PolicyValue | None:
    """Change a team's name, line, manager or work in a draft. Raises as `move_post`."""
    require(by, "staffing.redraw_structure")
    now = drafted(version)
    return _redraw(version, now, redrawing.change_team(now.structure, code, **parts), seen, by)


@transaction.atomic
def close_team(
    version: PolicyVersion,
    code: str,
    *,
    posts_to: str | None = None,
    ends: bool = False,
    seen: int | None = None,
    by: Actor,
) -> PolicyValue | None:
    """Close a team in a draft; its posts go elsewhere, or end with it. Raises as `move_post`."""
    require(by, "staffing.redraw_structure")
    now = drafted(version)
    return _redraw(version, now, redrawing.close_team(now.structure, code, posts_to=posts_to, ends=ends), seen, by)


def _redraw(
    version: PolicyVersion, now: Drafted, after: TeamStructure, seen: int | None, by: Actor
) -> PolicyValue | None:
    """Put a structure into the draft; None when that takes back all that the draft changed."""
    if after == now.structure:
        raise RuleBroken("staffing.no_change", "Nothing would be different. Change something", field="")
    if after == now.standing and now.seen and seen in (None, now.seen):
        discard_change(version, KEY, by=by)
        return None
    return change_value(version, KEY, state=SET, value=after.to_plain(), seen=seen, by=by)
