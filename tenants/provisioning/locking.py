"""Migrating and opening keep out of each other's way: one migrates, or any number open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections

from hearth.errors import StateConflict
from tenants.isolation.routers import OWNER

NUMBER = int.from_bytes(hashlib.blake2b(b"hearth.migrations", digest_size=8).digest(), "big", signed=True)


class AlreadyMigrating(Exception):
    """Another process is migrating this database, or opening a tenant in it."""


@contextmanager
def migrating_alone() -> Iterator[None]:
    """Be the only one who migrates, and have nobody open a tenant, by a lock on a connection of its own."""
    params = connections[OWNER].get_connection_params()
    with psycopg.connect(**params, autocommit=True) as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER]).fetchone()
        if not (row and row[0]):
            raise AlreadyMigrating(
                "Another process is at work on this database's schemas. Wait for it, then run this again."
            )
        try:
            yield
        finally:
            # Closing alone would let it go too, some moments later: whoever opens a tenant next would be refused.
            connection.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])


def while_nobody_migrates(cursor: Any) -> None:
    """Keep migrations away until the transaction ends; others may open tenants meanwhile. Raises StateConflict."""
    cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [NUMBER])
    if not cursor.fetchone()[0]:
        raise StateConflict("tenants.migrating", "The database is being migrated. Try again when that is done.")
