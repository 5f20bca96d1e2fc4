"""What kinds of job there are, and the function that does each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from hearth.jobs.models import Job

Work = Callable[["Job"], Any]
TenantKind = Literal["council", "hub", "platform", "every"]


@dataclass(frozen=True)
class Daily:
    """That a job is asked for once a night in every tenant of a kind, or of "every" kind."""

    tenants: TenantKind


@dataclass(frozen=True)
class Kind:
    """One kind of job.

    `lease_seconds` is how long a worker may be silent before another takes the job over; each `progress` renews it.
    """

    name: str
    title: str
    work: Work
    attempts: int
    lease_seconds: int
    daily: Daily | None


_kinds: dict[str, Kind] = {}


def job(
    name: str, *, title: str = "", attempts: int = 3, lease_seconds: int = 300, daily: Daily | None = None
) -> Callable[[Work], Work]:
    """Register the function that does a kind of job, named like an act: "duties.rebuild".

    `title` is what pages call it; without one, "duties.rebuild" reads "Duties: rebuild".
    """
    area, _, act = name.partition(".")
    words = title or f"{area.capitalize()}: {act.replace('_', ' ')}"

    def register(work: Work) -> Work:
        known = _kinds.get(name)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise ValueError(f"Two functions want to do {name}: {known.work.__qualname__} and {work.__qualname__}")
        _kinds[name] = Kind(name, words, work, attempts, lease_seconds, daily)
        return work

    return register


def kind_of(name: str) -> Kind:
    """Raises KeyError for a kind that nothing registered."""
    return _kinds[name]


def title_of(name: str) -> str:
    """What pages call a kind of job, also one that an older release left behind."""
    return _kinds[name].title if name in _kinds else name


def all_kinds() -> dict[str, Kind]:
    return dict(_kinds)
