"""Locks between processes, keyed by tenant: two councils never wait for each other.

PostgreSQL's advisory locks are wide as the database, so that the tenant's schema is part of each key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from .current import require_schema


class Busy(Exception):
    """Somebody else holds the lock."""


def lock_number(name: str, schema: str) -> int:
    """The 64-bit number that stands for a name within one schema."""
    digest = hashlib.blake2b(f"{schema}:{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def lock_until_commit(name: str, *, wait: bool = True) -> None:
    """Hold a named lock of this tenant until the transaction ends. Raises Busy if taken and `wait` is False."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A lock until commit needs a transaction to hold it.")
    number = lock_number(name, require_schema("A lock"))
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
            return
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise Busy(name)


@contextmanager
def tenant_lock(name: str, *, wait: bool = False) -> Iterator[None]:
    """Hold a named lock of this tenant for the length of a block, outside any transaction. Raises Busy if taken."""
    number = lock_number(name, require_schema("A lock"))
    take = "SELECT pg_advisory_lock(%s), true" if wait else "SELECT NULL, pg_try_advisory_lock(%s)"
    with connection.cursor() as cursor:
        cursor.execute(take, [number])
        if not cursor.fetchone()[1]:
            raise Busy(name)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
