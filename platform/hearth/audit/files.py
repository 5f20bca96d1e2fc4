"""Entries as a file that leaves the service: Excel or CSV, each row with its place in the chain."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from hearth import audit
from hearth.access import Actor, require
from hearth.audit.models import AuditEntry, AuditLink
from hearth.audit.searching import ACTORS, Search
from hearth.dates import today
from hearth.documents.exports import Progress, export
from hearth.documents.spreadsheets import STARTS_A_FORMULA, Sheet, neutral, workbook
from hearth.errors import RuleBroken

MOST = 20_000  # rows of a download; the whole audit is an export made in the background
BATCH = 1_000
HEADINGS = (
    "When", "What", "Who", "Kind of actor", "As", "About", "Happened on", "Reason", "Act or reading", "Code",
    "Records shown", "Request", "Entry", "Place in the chain", "Hash",
)  # fmt: skip


def download(search: Search, *, kind: str, by: Actor) -> bytes:
    """The entries that a search finds, as "xlsx" or "csv". Recorded in the audit itself.

    Raises: NotPermitted; RuleBroken where there are too many for a download.
    """
    require(by, "audit.export")
    found = search.found(by)
    count = found.order_by()[: MOST + 1].count()
    if count > MOST:
        raise RuleBroken(
            "audit.too_many",
            f"More than {MOST:,} entries match. Choose fewer days, or ask for the export of the whole audit.",
            field="from_on",
        )
    content = (_csv if kind == "csv" else _workbook)(_rows(found))
    audit.record("audit.downloaded", None, by=by, on=today(), count=count, search=search.in_words(), whose=search.about)
    return content


@export(
    "audit.all",
    "The whole audit",
    "Every act and reading with who, when, as what and why, and its place in the chain: a sheet for each month.",
    capability="audit.export",
)
def whole_audit(actor: Actor, on: date, progress: Progress) -> Iterator[Sheet]:
    visible = AuditEntry.objects.visible_to(actor)
    months = visible.order_by().dates("created_at", "month", order="DESC")
    for done, month in enumerate(months):
        progress(done, len(months))
        found = visible.filter(created_at__year=month.year, created_at__month=month.month)
        yield Sheet(f"{month:%Y-%m}", HEADINGS, _rows(found))


def _rows(found: Any) -> Iterator[list[Any]]:
    batch: list[AuditEntry] = []
    for entry in found.iterator(chunk_size=BATCH):
        batch.append(entry)
        if len(batch) == BATCH:
            yield from _with_links(batch)
            batch = []
    yield from _with_links(batch)


def _with_links(entries: list[AuditEntry]) -> Iterator[list[Any]]:
    links = AuditLink.objects.in_bulk([entry.pk for entry in entries])
    for entry in entries:
        link = links.get(entry.pk)
        yield [
            entry.created_at,
            entry.sentence,
            entry.actor_name,
            ACTORS.get(entry.actor_kind, entry.actor_kind),
            ", ".join(entry.actor_roles),
            entry.subject_name,
            entry.on,
            entry.reason,
            "Reading" if entry.is_reading else "Act",
            entry.code,
            len(entry.seen) or None,
            entry.request_id,
            str(entry.pk),
            link and link.position,
            bytes(link.hash).hex() if link else "",
        ]


def _workbook(rows: Iterator[list[Any]]) -> bytes:
    return workbook([Sheet("Audit", HEADINGS, rows)])


def _csv(rows: Iterator[list[Any]]) -> bytes:
    """With a mark of order, so that Excel reads names with accents; what looks like a formula is quoted."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # instants too
        return value.isoformat()
    if isinstance(value, str):
        text = neutral(value)
        return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
    return value
