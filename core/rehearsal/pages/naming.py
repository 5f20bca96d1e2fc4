"""Whom a row may name: the record's name and address for those who may open it, its reference for the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.duties.catalogue import known
from hearth import audit, subjects
from hearth.access import Actor, may


@dataclass(frozen=True)
class Named:
    """How a row is called. `href` is "" for those who may not open the record; `sub` is the reference below a name."""

    name: str
    sub: str
    href: str

    @property
    def may_open(self) -> bool:
        return bool(self.href)


@dataclass(frozen=True)
class Whom:
    """One record as a rehearsal keeps it."""

    kind: str
    id: UUID
    name: str
    reference: str
    duty: str = ""  # whose kind has a capability of its own; "" asks for the record alone


def names_for(actor: Actor, rows: Iterable[Whom], *, note: bool = True) -> dict[Whom, Named]:
    """How each is called for this actor: a query for each kind of record, and one entry in the audit of whose was read.

    `note` False leaves the audit to the caller.
    """
    asked = list(rows)
    seen = _visible(actor, asked)
    found = {}
    for whom in asked:
        declared = known().get(whom.duty)
        if whom.id in seen[whom.kind] and (declared is None or may(actor, declared.seen_by)):
            found[whom] = Named(whom.name, whom.reference, subjects.kind(whom.kind).address(whom.id))
        else:
            found[whom] = Named(whom.reference or f"A{_n(whom.kind)} {subjects.kind(whom.kind).noun}", "", "")
    read = {whom.id for whom, named in found.items() if named.may_open}
    if read and note:
        audit.read_list("rehearsed records", sorted(read), by=actor)
    return found


def _visible(actor: Actor, rows: Iterable[Whom]) -> dict[str, set[Any]]:
    ids: dict[str, set[UUID]] = defaultdict(set)
    for whom in rows:
        ids[whom.kind].add(whom.id)
    seen: dict[str, set[Any]] = defaultdict(set)
    for kind, keys in ids.items():
        seen[kind] = set(subjects.visible(kind, actor).filter(pk__in=keys).values_list("pk", flat=True))
    return seen


def _n(kind: str) -> str:
    return "n" if subjects.kind(kind).noun[:1] in "aeiou" else ""
