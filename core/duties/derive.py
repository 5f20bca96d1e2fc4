"""Keeping the rows of duties equal to what the engine finds: in each act's transaction, and all together by a rebuild.

A refresh takes a fixed number of queries, however many subjects, and writes only differences. It locks its subjects
first, so that a rebuild in the background never writes over an act with what it read before.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from config_per_tenant.policy import policy_on
from core.duties import catalogue
from core.duties.engine import evaluate, with_before
from core.duties.findings import Finding, SubjectFacts
from core.duties.models import Duty
from core.duties.responsible import Staff
from hearth import subjects
from hearth.dates import today
from tenants.isolation.current import require_schema

BATCH = 250  # subjects of one refresh
REBUILD_BATCH = 50  # subjects to a transaction of a rebuild: short locks, and progress that moves

Progress = Callable[[int, int], None]

_deferred: ContextVar[dict[tuple[str, str], set[UUID]] | None] = ContextVar("deferred_duties", default=None)


@dataclass
class Changes:
    """How many rows a refresh wrote."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __iadd__(self, other: "Changes") -> "Changes":
        self.added += other.added
        self.changed += other.changed
        self.removed += other.removed
        return self

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def refresh(subject_kind: str, ids: Iterable[UUID], on: date | None = None) -> Changes:
    """Bring the duties of these subjects up to date, as seen on a day (today), inside the caller's transaction."""
    wanted = sorted(set(ids))
    waiting = _deferred.get()
    if waiting is not None:
        waiting.setdefault((require_schema("A duty"), subject_kind), set()).update(wanted)
        return Changes()
    if not wanted:
        return Changes()
    day = on or today()
    changes = Changes()
    with transaction.atomic():
        staff = Staff.on(day)
        for batch in _batches(wanted):
            names = _lock_and_name(subject_kind, batch)
            changes += _refresh_batch(subject_kind, names, day, staff)
            changes.removed += _remove_all_of(subject_kind, set(batch).difference(names))
    return changes


@contextmanager
def deferred() -> Iterator[None]:
    """Put off refreshing until the block ends, then do all its subjects together: for seeding and imports.

    Nothing is refreshed when the block fails. The day is the one it is when the block ends.
    """
    if _deferred.get() is not None:
        yield
        return
    token = _deferred.set({})
    try:
        yield
        waiting = _deferred.get() or {}
    finally:
        _deferred.reset(token)
    here = require_schema("A duty")
    for (schema, subject_kind), ids in waiting.items():
        if schema != here:
            raise RuntimeError("deferred() must begin and end in the council whose duties it puts off")
        for batch in _batches(sorted(ids)):
            refresh(subject_kind, batch)


def rebuild(progress: Progress | None = None, on: date | None = None) -> Changes:
    """Work out every duty again, subject by subject in batches, each in a transaction of its own.

    `progress(done, total)` is called after each batch and may raise to stop; what is done stays done, and starting
    again is harmless. Rows whose subject or kind no longer exists are removed. A subject that an act holds at the
    moment is left out of its batch and done alone afterwards, so that the two never wait for each other in a circle.
    """
    day = on or today()
    kinds = [kind for kind in catalogue.subjects() if _is_declared(kind)]
    total = sum(_everyone(kind).count() for kind in kinds)
    done, changes = 0, Changes()
    for kind in kinds:
        for batch in _keys_in_batches(kind):
            with transaction.atomic():
                names = _lock_and_name(kind, batch, skip_locked=True)
                changes += _refresh_batch(kind, names, day, Staff.on(day))
            for held in set(batch).difference(names):
                changes += refresh(kind, [held], day)
            done += len(batch)
            if progress:
                progress(done, max(done, total))
        gone = Duty.objects.filter(subject_kind=kind).exclude(subject_id__in=_everyone(kind).values("pk"))
        changes.removed += gone.delete()[0]
    changes.removed += Duty.objects.exclude(subject_kind__in=kinds).delete()[0]
    return changes


def facts_about(subject_kind: str, ids: Collection[UUID]) -> dict[UUID, SubjectFacts]:
    """Every part of the facts about these subjects: as many queries as the loaders make, however many ids."""
    parts: dict[UUID, dict[str, Any]] = {subject_id: {} for subject_id in ids}
    for part, load in catalogue.loaders_of(subject_kind).items():
        for subject_id, found in load(ids).items():
            if subject_id in parts:
                parts[subject_id][part] = found
    return {subject_id: SubjectFacts(subject_kind, subject_id, found) for subject_id, found in parts.items()}


def _refresh_batch(subject_kind: str, names: Mapping[UUID, str], day: date, staff: Staff) -> Changes:
    """Bring the duties of these subjects up to date. They are locked already, and called by these names."""
    policy = policy_on(day)
    ids = list(names)
    facts = facts_about(subject_kind, ids)
    staff.with_allocations(subject_kind, ids, day)
    declared = catalogue.known()
    wanted: dict[tuple[UUID, str, str], dict[str, Any]] = {}
    for subject_id, known in facts.items():
        for finding in with_before(evaluate(known, policy, day), known, policy, day):
            owner, team = staff.responsible_for(subject_id, declared[finding.kind], finding)
            wanted[subject_id, finding.kind, finding.key] = {
                **_columns(finding),
                "subject_name": names[subject_id][:200],
                "owner_id": owner,
                "team_id": team,
                "policy_stamp": _stamp(policy),
            }
    return _write_differences(subject_kind, ids, wanted)


def _columns(finding: Finding) -> dict[str, Any]:
    return {
        "due_on": finding.due_on,
        "starts_on": finding.starts_on,
        "warn_from": finding.warn_from,
        "note": finding.note[:80],
        "trace": json.loads(json.dumps(finding.trace.to_json())),  # as the database gives it back: lists, not tuples
    }


def _write_differences(
    subject_kind: str, ids: Collection[UUID], wanted: dict[tuple[UUID, str, str], dict[str, Any]]
) -> Changes:
    changes = Changes()
    gone, changed = [], []
    fields = next((list(columns) for columns in wanted.values()), [])
    for row in Duty.objects.about(subject_kind, ids):
        columns = wanted.pop((row.subject_id, row.kind, row.key), None)
        if columns is None:
            gone.append(row.pk)
        elif any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            row.version += 1
            changed.append(row)
    if gone:
        changes.removed = Duty.objects.filter(pk__in=gone).delete()[0]
    if changed:
        changes.changed = Duty.objects.bulk_update(changed, [*fields, "version"], batch_size=BATCH)
    if wanted:
        changes.added = len(wanted)
        Duty.objects.bulk_create(
            [
                Duty(subject_kind=subject_kind, subject_id=subject_id, kind=kind, key=key, **columns)
                for (subject_id, kind, key), columns in wanted.items()
            ],
            batch_size=BATCH,
        )
    return changes


def _remove_all_of(subject_kind: str, gone: Collection[UUID]) -> int:
    """Remove the duties of subjects that no longer exist; how many."""
    removed: int = Duty.objects.about(subject_kind, gone).delete()[0] if gone else 0
    return removed


def _lock_and_name(subject_kind: str, ids: Collection[UUID], *, skip_locked: bool = False) -> dict[UUID, str]:
    """The subjects that exist, by name, each locked until the transaction ends; in one order, against deadlocks."""
    rows = _everyone(subject_kind).filter(pk__in=list(ids)).order_by("pk")
    return {row.pk: str(row) for row in rows.select_for_update(of=("self",), no_key=True, skip_locked=skip_locked)}


def _everyone(subject_kind: str) -> Any:
    return subjects.kind(subject_kind).model._default_manager.all()


def _is_declared(subject_kind: str) -> bool:
    return any(known.code == subject_kind for known in subjects.kinds())


def _keys_in_batches(subject_kind: str) -> Iterator[list[UUID]]:
    after: UUID | None = None
    while True:
        rows = _everyone(subject_kind).order_by("pk")
        if after is not None:
            rows = rows.filter(pk__gt=after)
        batch = list(rows.values_list("pk", flat=True)[:REBUILD_BATCH])
        if not batch:
            return
        yield batch
        after = batch[-1]


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _stamp(policy: Any) -> str:
    """The version that decides, in words, for whoever reads the row: "Version 3"."""
    return str(policy.label)[:60]
