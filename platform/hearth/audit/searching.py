"""What is looked for in the audit: by days, kind of entry, who, about whom, and words; read a page at a time.

A page begins behind an entry, not at a number: entries only come in at the front, so that turning a page never shows
one twice or leaves one out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Q

from hearth.access import Actor
from hearth.audit.models import AuditEntry, AuditEntryQuerySet
from hearth.dates import LONDON
from hearth.ui.words import longdate

ROWS = 25
COUNTED = 1_000  # beyond this many, "more than"

VIEWS = {"acts": "Acts", "readings": "Records opened", "all": "Everything"}
ACTORS = {
    "staff": "Staff",
    "program": "Programs, by a token",
    "support": "Operators giving support",
    "system": "Hearth itself",
    "public": "The public, not signed in",
}


@dataclass(frozen=True)
class Search:
    """What is asked for. `about` and `actor_id` are keys; `words` must all be in the sentence or the reason."""

    view: str = "acts"
    from_on: date | None = None
    until_on: date | None = None
    actor_kind: str = ""
    area: str = ""
    actor_id: UUID | None = None
    about: tuple[UUID, ...] = ()
    words: str = ""

    def found(self, by: Actor) -> AuditEntryQuerySet:
        """The entries, newest first, that this actor may see."""
        found = AuditEntry.objects.visible_to(by)
        if self.view != "all":
            found = found.filter(is_reading=self.view == "readings")
        if self.from_on:
            found = found.filter(created_at__gte=_midnight(self.from_on))
        if self.until_on:
            found = found.filter(created_at__lt=_midnight(self.until_on + timedelta(days=1)))
        if self.actor_kind:
            found = found.filter(actor_kind=self.actor_kind)
        if self.area:
            found = found.filter(code__startswith=f"{self.area}.")
        if self.actor_id:
            found = found.filter(actor_id=self.actor_id)
        if self.about:
            found = found.filter(Q(subject_id__in=self.about) | Q(seen__overlap=list(self.about)))
        for word in self.words.split():
            found = found.filter(Q(sentence__icontains=word) | Q(reason__icontains=word))
        return found

    def in_words(self) -> str:
        """For the entry that says that the audit was searched. Typed words are not kept: they may be a name."""
        parts = [VIEWS[self.view].lower()]
        if self.from_on:
            parts.append(f"from {longdate(self.from_on)}")
        if self.until_on:
            parts.append(f"until {longdate(self.until_on)}")
        if self.actor_kind:
            parts.append(f"by {ACTORS[self.actor_kind].lower()}")
        if self.area:
            parts.append(f"of {self.area.replace('_', ' ')}")
        if self.words:
            parts.append("with certain words")
        return ", ".join(parts)


@dataclass(frozen=True)
class Page:
    """Some entries, and where the page before and the one after begin; `count` is None when there are very many."""

    entries: Sequence[AuditEntry]
    count: int | None
    newer: UUID | None
    older: UUID | None


def page_of(found: AuditEntryQuerySet, *, older: UUID | None = None, newer: UUID | None = None) -> Page:
    """The newest entries, or those right behind or before an entry. An unknown one is passed over."""
    total = found.order_by()[: COUNTED + 1].count()
    count = total if total <= COUNTED else None
    beside = older or newer
    mark = AuditEntry.objects.filter(pk=beside).first() if beside else None
    if mark is not None and newer:
        entries = list(found.filter(_beyond(mark, "gt")).order_by("created_at", "id")[: ROWS + 1])
        more, entries = len(entries) > ROWS, entries[:ROWS][::-1]
        return Page(entries, count, entries[0].pk if more else None, entries[-1].pk if entries else None)
    if mark is not None:
        found = found.filter(_beyond(mark, "lt"))
    entries = list(found[: ROWS + 1])
    more, entries = len(entries) > ROWS, entries[:ROWS]
    return Page(entries, count, entries[0].pk if mark and entries else None, entries[-1].pk if more else None)


def _beyond(mark: AuditEntry, side: str) -> Q:
    """Strictly newer or older than an entry, written so that the months on the other side are not read."""
    at_all = Q(**{f"created_at__{side}e": mark.created_at})
    return at_all & (Q(**{f"created_at__{side}": mark.created_at}) | Q(**{f"id__{side}": mark.pk}))


def areas(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The first parts of codes, with words: ("households", "Households")."""
    found = {code.partition(".")[0] for code in codes}
    return [(area, area.replace("_", " ").capitalize()) for area in sorted(found)]


@dataclass(frozen=True)
class Looked:
    """How often somebody has looked, and when last."""

    actor_id: UUID | None
    name: str
    times: int
    last_at: datetime


def who_looked(found: AuditEntryQuerySet, *, most: int = 50) -> list[Looked]:
    """Everybody among some readings, the last to look first; named as they were called the last time."""
    rows = (
        found.order_by()
        .values("actor_id", "actor_kind")
        .annotate(
            times=Count("pk"),
            last_at=Max("created_at"),
            names=ArrayAgg("actor_name", order_by=("-created_at",)),
        )
        .order_by("-last_at")[:most]
    )
    return [Looked(row["actor_id"], row["names"][0], row["times"], row["last_at"]) for row in rows]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)
