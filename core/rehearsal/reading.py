"""Reading live records without being able to change them, and no more of them than the rules ask for."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from core.duties import catalogue
from core.duties.findings import SubjectFacts
from hearth import subjects

BATCH = 250  # subjects read together


@contextmanager
def reading_only() -> Iterator[None]:
    """A transaction in which the database itself refuses every write: a rule or loader that tried would fail.

    Inside another transaction it is a savepoint, and PostgreSQL lifts the refusal when the savepoint ends, so that a
    test's own transaction may go on writing.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let Python look for litter less often: what a batch makes goes by itself, and looking took a quarter more."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Batch:
    """The facts of a batch of subjects: each part read for all of them, the first time that a rule asks for it."""

    def __init__(self, subject_kind: str, ids: Collection[UUID]) -> None:
        self.ids, self.loaders = list(ids), catalogue.loaders_of(subject_kind)
        self.read: dict[str, Mapping[UUID, Any]] = {}

    def part(self, name: str) -> Mapping[UUID, Any]:
        if name not in self.read:
            self.read[name] = self.loaders[name](self.ids) if name in self.loaders else {}
        return self.read[name]


class _Parts(Mapping[str, Any]):
    """One subject's parts, which look them up in its batch."""

    def __init__(self, batch: _Batch, subject_id: UUID) -> None:
        self.batch, self.subject_id = batch, subject_id

    def __getitem__(self, part: str) -> Any:
        return self.batch.part(part)[self.subject_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.batch.loaders)

    def __len__(self) -> int:
        return len(self.batch.loaders)


def facts_on_demand(subject_kind: str, ids: Collection[UUID]) -> Iterator[SubjectFacts]:
    """The facts about these subjects, as `derive.facts_about` gives them, but a part is read only if a rule looks."""
    batch = _Batch(subject_kind, ids)
    for subject_id in batch.ids:
        yield SubjectFacts(subject_kind, subject_id, _Parts(batch, subject_id))


def keys_in_batches(subject_kind: str) -> Iterator[list[UUID]]:
    """The keys of every record of a kind, a batch at a time, in their order. Reads outside `reading_only()`."""
    everybody = subjects.kind(subject_kind).model._default_manager.order_by("pk")
    after: UUID | None = None
    while True:
        rows = everybody if after is None else everybody.filter(pk__gt=after)
        batch = list(rows.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        yield batch
        after = batch[-1]


def how_many(subject_kind: str) -> int:
    return int(subjects.kind(subject_kind).model._default_manager.count())


def called(subject_kind: str, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and reference of records, as the duty's rows and the household's page say them."""
    rows = subjects.kind(subject_kind).model._default_manager.filter(pk__in=list(ids))
    return {row.pk: (str(row), str(getattr(row, "reference", ""))) for row in rows}
