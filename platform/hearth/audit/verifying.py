"""Whether a tenant's audit is as it was written: every link, every entry, and the end that was seen before.

What each fault looks like: an entry *changed* no longer gives the hash of its link; one *deleted* leaves its link
behind; one *inserted* by hand has no link, or a link that does not follow; two *swapped* break the hashes of both
places; an end *cut off* does not reach the last recorded head. Heads are recorded in the tenant's schema each night, in
the log of the service, and wherever the output of `hearth audit verify --json` is kept: who can change all of those is
not found out by any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from hearth.audit.digests import FORMS, digest_of, link_hash
from hearth.audit.models import AuditEntry, AuditHead, AuditLink

START = bytes(32)  # what stands before the first link
ROWS = 2_000
LATE = timedelta(days=2)  # an entry is linked when its transaction ends, which may be long after it was written
COLUMNS = ("digest", *sorted({name for form in FORMS.values() for name in form}))


@dataclass(frozen=True)
class Fault:
    """The first thing that is not as it was written. `entry` is the id of the audit entry, where one is concerned."""

    what: str
    position: int | None
    entry: str | None
    words: str


@dataclass(frozen=True)
class Head:
    """The last link of a chain: its position (0: nothing is recorded yet) and its hash in hexadecimal figures."""

    position: int
    hash: str


NOTHING = Head(0, START.hex())


@dataclass(frozen=True)
class Verdict:
    """What a verification found. `entries` is how many it looked at; `fault` is None when all is as it was written."""

    entries: int
    head: Head
    fault: Fault | None

    @property
    def is_sound(self) -> bool:
        return self.fault is None

    def to_json(self) -> dict[str, Any]:
        return {"sound": self.is_sound, **asdict(self)}


def last_recorded() -> Head:
    """The head that was recorded last."""
    return next(_recorded_heads(), NOTHING)


def verify(known_heads: Iterable[Head] = (), *, after: Head = NOTHING) -> Verdict:
    """Verify the audit of the tenant that is set, against its recorded heads and any others that are known.

    `after` begins behind a head that was verified before, for a quick look at what is new.
    """
    heads: dict[int, set[str]] = {}
    for head in [*_recorded_heads(), *known_heads, after]:
        heads.setdefault(head.position, set()).add(head.hash)
    position, at, fault = after.position, bytes.fromhex(after.hash), None
    begin = _starting(after, heads)
    if begin.fault:
        return Verdict(0, NOTHING, begin.fault)
    for links in _in_batches(AuditLink.objects.filter(position__gt=position).order_by("position")):
        entries = _entries_of(links)
        for link in links:
            fault = _wrong_with(link, position + 1, at, entries) or _against(heads, link.position, bytes(link.hash))
            if fault is not None:
                return Verdict(position - after.position, Head(position, at.hex()), fault)
            position, at = link.position, bytes(link.hash)
    beyond = max(heads, default=0)
    if beyond > position:
        words = f"The chain ends at {position}, and was recorded as reaching {beyond}: its end has been cut off."
        fault = Fault("cut", position, None, words)
    return Verdict(position - after.position, Head(position, at.hex()), fault or _without_a_link(begin.since))


class _Start(NamedTuple):
    since: datetime | None
    fault: Fault | None


def _starting(after: Head, heads: Mapping[int, set[str]]) -> _Start:
    """From when on entries are looked at, and what is wrong with the link that stands before them."""
    if not after.position:
        return _Start(None, None)
    link = AuditLink.objects.filter(position=after.position).first()
    if link is None:
        words = f"Link {after.position} was recorded and is not there: it has been deleted, or the end cut off."
        return _Start(None, Fault("cut", after.position, None, words))
    return _Start(link.created_at - LATE, _against(heads, link.position, bytes(link.hash)))


def _recorded_heads() -> Iterator[Head]:
    for position, hash_ in AuditHead.objects.order_by("-position").values_list("position", "hash"):
        yield Head(position, bytes(hash_).hex())


def _in_batches(links: Any) -> Iterator[list[AuditLink]]:
    after = 0
    while batch := list(links.filter(position__gt=after)[:ROWS]):
        yield batch
        after = batch[-1].position


def _entries_of(links: list[AuditLink]) -> Mapping[UUID, Mapping[str, Any]]:
    """The entries of some links, by id. The days between which they lie keep the search to their months."""
    days = [link.created_at for link in links]
    found = AuditEntry.objects.filter(
        created_at__gte=min(days), created_at__lte=max(days), pk__in=[link.pk for link in links]
    )
    return {row["id"]: row for row in found.order_by().values(*COLUMNS)}


def _wrong_with(
    link: AuditLink, expected: int, before: bytes, entries: Mapping[UUID, Mapping[str, Any]]
) -> Fault | None:
    place, entry = link.position, entries.get(link.pk)
    if place != expected:
        words = f"Link {expected} is missing: the next that is there is {place}."
        return Fault("link missing", expected, None, words)
    if bytes(link.previous) != before:
        return Fault("order", place, str(link.pk), f"Link {place} does not follow the one before it.")
    if entry is None:
        return Fault("deleted", place, str(link.pk), f"Entry {place} has been deleted, or moved to another moment.")
    if bytes(link.hash) != link_hash(before, place, _digest(entry)):
        return Fault("changed", place, str(link.pk), f"Entry {place}, of {_moment(entry)}, has been changed.")
    return None


def _digest(entry: Mapping[str, Any]) -> bytes:
    """What the entry says now, in the form in which it was written; nothing, for a form that nobody knows."""
    form = bytes(entry["digest"])[:1]
    return digest_of(entry.__getitem__, form[0]) if form and form[0] in FORMS else b""


def _against(heads: Mapping[int, set[str]], position: int, hash_: bytes) -> Fault | None:
    if position in heads and heads[position] != {hash_.hex()}:
        words = f"Link {position} is not the one that was recorded: the chain has been written again up to there."
        return Fault("rewritten", position, None, words)
    return None


def _without_a_link(since: datetime | None) -> Fault | None:
    linked = AuditLink.objects.filter(pk=OuterRef("pk"), created_at=OuterRef("created_at"))
    looked_at = AuditEntry.objects.filter(~Exists(linked))
    if since:
        looked_at = looked_at.filter(created_at__gte=since)
    loose = looked_at.order_by("created_at", "id").values("id", "created_at").first()
    if loose is None:
        return None
    words = f"An entry of {_moment(loose)} is in no chain: it was put in by hand."
    return Fault("inserted", None, str(loose["id"]), words)


def _moment(entry: Mapping[str, Any]) -> str:
    at: datetime = entry["created_at"]
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
