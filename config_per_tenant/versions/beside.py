"""What areas above know about a version and a page shows beside it, such as what a rehearsal of it found.

@said_of_versions
def rehearsed(version, actor) -> Said | None: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor


@dataclass(frozen=True)
class Said:
    """`state`: "" when it holds, "none" when nothing is known yet, "running", "stale" when it should be renewed."""

    title: str
    words: str
    state: str
    href: str
    link: str


Speaker = Callable[[PolicyVersion, Actor], Said | None]
_speakers: dict[str, Speaker] = {}


def said_of_versions(speaker: Speaker) -> Speaker:
    """Let this be asked about each version that a page shows. None: nothing for this actor."""
    _speakers[f"{speaker.__module__}.{speaker.__qualname__}"] = speaker
    return speaker


def said_beside(version: PolicyVersion, actor: Actor) -> list[Said]:
    """Everything that is said about a version to this actor."""
    return [said for speaker in _speakers.values() if (said := speaker(version, actor)) is not None]
