"""The story of a household in one line of time: what areas say happened on a day, and the acts recorded besides.

An area that can tell its own facts well contributes entries, and names the audit codes that these replace, so that one
visit is told once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from hearth.access import Actor, may
from hearth.audit.models import AuditEntry
from hearth.dates import LONDON
from hearth.subjects import kind as subject_kind_of

if TYPE_CHECKING:
    from core.households.models import Household


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `kind` groups entries and chooses their mark; `who` did it; `href` opens its record.

    `order` sorts entries of one day; a larger one is later (an instant's timestamp, or 0).
    """

    on: date
    title: str
    kind: str = ""
    body: str = ""
    who: str = ""
    href: str = ""
    order: float = 0

    @property
    def at(self) -> date:
        """The day, as the timeline shows it."""
        return self.on


Contributor = Callable[["Household", Actor], Iterable[Entry]]


@dataclass(frozen=True)
class _Contribution:
    tell: Contributor
    codes: frozenset[str]
    capability: str


_contributions: dict[str, _Contribution] = {}


def contributes(
    *, codes: Iterable[str] = (), capability: str = "households.view_chronology"
) -> Callable[[Contributor], Contributor]:
    """Register what an area tells of a household, in a fixed number of queries.

    `codes` are the audit codes that its entries tell better; `capability` is what a reader needs to be told them.
    """

    def register(tell: Contributor) -> Contributor:
        known = _Contribution(tell, frozenset(codes), capability)
        _contributions[f"{tell.__module__}.{tell.__qualname__}"] = known
        return tell

    return register


def of_household(household: "Household", actor: Actor) -> list[Entry]:
    """All that this actor may be told, newest first. The actor must hold households.view_chronology."""
    entries = list(_recorded_acts(household, actor))
    for known in _contributions.values():
        if may(actor, known.capability):
            entries += known.tell(household, actor)
    return sorted(entries, key=lambda entry: (entry.on, entry.order), reverse=True)


def _recorded_acts(household: "Household", actor: Actor) -> Iterable[Entry]:
    told = frozenset[str]().union(*(known.codes for known in _contributions.values()))
    acts = AuditEntry.objects.about("household", household.pk).acts().exclude(code__in=told)
    for act in acts.only("on", "created_at", "code", "sentence", "actor_name"):
        recorded_at = act.created_at.astimezone(LONDON)
        yield Entry(
            on=act.on or recorded_at.date(),
            title=act.sentence,
            kind=act.code.split(".", 1)[0],
            order=recorded_at.timestamp(),
        )


def address(kind: str, record_id: UUID) -> str:
    """Where a record that an entry is about can be opened."""
    return subject_kind_of(kind).address(record_id)
