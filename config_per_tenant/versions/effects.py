"""What else happens when policy takes effect: areas above register a function, and it runs in the same transaction.

@on_policy_changed("teams.structure")
def follow_the_structure(change: PolicyTookEffect) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hearth.access import Actor


@dataclass(frozen=True)
class PolicyTookEffect:
    """A version that is in force from `effective_from`, its settings, and who set it going: approver or daily job."""

    version_id: UUID
    number: int
    keys: frozenset[str]
    effective_from: date
    by: Actor
    is_opening: bool = False


Effect = Callable[[PolicyTookEffect], None]
_effects: dict[str, tuple[frozenset[str], Effect]] = {}


def on_policy_changed(*keys: str) -> Callable[[Effect], Effect]:
    """Run the function when a version that states one of these settings takes effect; any setting when none is named.

    What is slow belongs in a job that the function enqueues. It may run twice for one version.
    """

    def register(effect: Effect) -> Effect:
        _effects[f"{effect.__module__}.{effect.__qualname__}"] = (frozenset(keys), effect)
        return effect

    return register


def set_going(change: PolicyTookEffect) -> None:
    for keys, effect in _effects.values():
        if not keys or keys & change.keys:
            effect(change)


Follower = Callable[[], None]
_followers: dict[str, Follower] = {}


def on_versions_changed(follower: Follower) -> Follower:
    """Run the function whenever it changed which versions stand, on days to come too: approved, moved, withdrawn.

    It runs in the transaction of the act, at its end. What is slow belongs in a job.
    """
    _followers[f"{follower.__module__}.{follower.__qualname__}"] = follower
    return follower


def versions_changed() -> None:
    """Tell those who follow which versions stand."""
    for follower in _followers.values():
        follower()
