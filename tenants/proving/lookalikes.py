"""Tenants made for a proof: one to break out of, one whose every table holds a marked row, and a hub and an operators'
place beside them. Made from the templates like any other; nothing of them is left afterwards.

The marked council has a row of one and the same key in every table, with a marker word in every field that takes words.
Whatever a route's id names, it then names a row of this council; and whatever another council shows, sends or logs, the
marker must not be in it. Made by introspection, so that a table added tomorrow is filled tomorrow.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from tenants.isolation.current import PUBLIC
from tenants.isolation.roles import app_role, owner_role
from tenants.isolation.routers import OWNER
from tenants.models import Tenant, TenantType
from tenants.provisioning.opening import open_tenant, remove_tenant

MARKER = "ZEBRAFISH"
PART_OF_MARKER = "ZEBRAFI"  # to search by: a page may repeat what was typed, and may not complete it
KEY = UUID("0190c0de-0000-7000-8000-00000000cafe")

PREFIX = "proof-"
LEFT_AFTER = timedelta(hours=1)  # what a proof that was killed has left behind is removed by a later one
# What is migrated, what signs people in, and what a trigger fills by itself.
NOT_FILLED = {"django_migrations", "auth_permission", "django_session", "audit_auditlink"}

TABLES = """
    SELECT relname FROM pg_class
     WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
     ORDER BY relname
"""
COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.atttypmod, a.attnotnull
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY c.relname, a.attnum
"""
RULES = """
    SELECT quote_ident(c.relname), quote_ident(k.conname) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.connamespace = %s::regnamespace AND k.contype IN ('c', 'x') AND k.coninhcount = 0
"""
TO_ITSELF = """
    SELECT c.relname, a.attname
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
     WHERE k.connamespace = %s::regnamespace AND k.contype = 'f' AND k.conrelid = k.confrelid AND NOT a.attnotnull
"""
NUMBERED = "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'S'"


class CannotPlant(Exception):
    """Why no look-alikes can be made here, in words for who asked."""


@dataclass(frozen=True)
class Lookalikes:
    """`visitor` tries to get at what `marked` holds; the hub and the operators' place try it too."""

    visitor: Tenant
    marked: Tenant
    hub: Tenant
    operators: Tenant

    def each(self) -> tuple[Tenant, ...]:
        return (self.visitor, self.marked, self.hub, self.operators)


def host_of(tenant: Tenant) -> str:
    """The look-alikes' own, and each tenant's by convention; `Domain` knows the others."""
    return f"{tenant.slug}.{settings.BASE_DOMAIN}"


@contextmanager
def planted() -> Iterator[Lookalikes]:
    """Open the look-alikes, fill the marked one, and destroy all of them whatever happens. Raises CannotPlant."""
    if app_role() == owner_role():
        raise CannotPlant("Making look-alike tenants needs the owner's login, and this process was not given it.")
    remove_left_behind()
    name = secrets.token_hex(4)
    made: list[Tenant] = []

    def opened(suffix: str, kind: str) -> Tenant:
        slug = f"{PREFIX}{name}-{suffix}"
        made.append(open_tenant(slug, name=f"Look-alike {name}", kind=kind, domain=f"{slug}.{settings.BASE_DOMAIN}"))
        return made[-1]

    try:
        found = Lookalikes(
            visitor=opened("a", TenantType.COUNCIL),
            marked=opened("b", TenantType.COUNCIL),
            hub=opened("h", TenantType.HUB),
            operators=opened("o", TenantType.PLATFORM),
        )
        fill(found.marked.schema_name)
        yield found
    finally:
        for tenant in made:
            destroy(tenant)


def destroy(tenant: Tenant) -> None:
    """Schema, role, registry rows and files of a look-alike. Raises ValueError for any other tenant."""
    if not tenant.slug.startswith(PREFIX):
        raise ValueError(f"{tenant.slug} is no look-alike")
    remove_tenant(tenant)
    shutil.rmtree(Path(settings.MEDIA_ROOT) / tenant.schema_name, ignore_errors=True)


def remove_left_behind() -> int:
    """Destroy the look-alikes of proofs that were killed. Says how many there were."""
    old = timezone.now() - LEFT_AFTER
    left = list(Tenant.objects.using(OWNER).filter(slug__startswith=PREFIX, created_at__lt=old))
    for tenant in left:
        destroy(tenant)
    return len(left)


def what_is_left(tenants: tuple[Tenant, ...]) -> list[str]:
    """What the database still holds of tenants that were destroyed: schemas, roles, registry rows."""
    schemas = [tenant.schema_name for tenant in tenants]
    with _owner_cursor() as cursor:
        cursor.execute("SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname = ANY (%s)", [schemas])
        found = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT 'role ' || rolname FROM pg_roles WHERE rolname LIKE ANY (%s)", [[f"%{s}" for s in schemas]]
        )
        found += [name for (name,) in cursor.fetchall()]
    rows = Tenant.objects.using(OWNER).filter(schema_name__in=schemas)
    return found + [f"registry row {tenant.slug}" for tenant in rows]


def fill(schema: str) -> dict[str, int]:
    """Put the marked row into every table of a schema, and say how many rows each then has.

    Never for a council at work: its rules are taken off the tables first, so that any row fits.
    """
    with transaction.atomic(using=OWNER), _owner_cursor() as cursor:
        cursor.execute(f"SET LOCAL search_path = {schema}, public")
        cursor.execute(RULES, [schema])
        for table, rule in cursor.fetchall():  # what a rule forbids is not the question here
            cursor.execute(f"ALTER TABLE {schema}.{table} DROP CONSTRAINT {rule}")
        cursor.execute(TO_ITSELF, [schema])
        to_itself = set(cursor.fetchall())  # a row that corrects or contains itself would never end
        tables: dict[str, dict[str, Any]] = {}
        cursor.execute(COLUMNS, [schema])
        for table, column, kind, modifier, not_null in cursor.fetchall():
            value = None if (table, column) in to_itself else _value(column, kind, modifier, not_null)
            tables.setdefault(table, {})[column] = value
        for table, values in tables.items():
            if table in NOT_FILLED or "pgh_id" in values:  # history fills itself, by trigger
                continue
            columns = ", ".join(f'"{name}"' for name in values)
            cursor.execute(
                f'INSERT INTO {schema}."{table}" ({columns}) OVERRIDING SYSTEM VALUE'
                f" VALUES ({', '.join(['%s'] * len(values))}) ON CONFLICT DO NOTHING",
                list(values.values()),
            )
        cursor.execute(NUMBERED, [schema])
        for (sequence,) in cursor.fetchall():  # the marked row took the first number of each
            cursor.execute("SELECT setval(%s, 1000)", [sequence])
    return {table: count for table, (count, _) in fingerprints(schema).items()}


def tables_of(schema: str) -> list[str]:
    with _owner_cursor() as cursor:
        cursor.execute(TABLES, [schema])
        return [table for (table,) in cursor.fetchall()]


def fingerprints(schema: str) -> dict[str, tuple[int, str]]:
    """The number of rows in each table and a hash of all of them: the same again if nothing was touched."""
    found = {}
    tables = tables_of(schema)
    with _owner_cursor() as cursor:
        for table in tables:
            of_all_rows = "coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')"
            cursor.execute(f'SELECT count(*), {of_all_rows} FROM {schema}."{table}" t')
            found[table] = cursor.fetchone()
    return found


def _owner_cursor() -> Any:
    owner: Any = connections[OWNER]
    if owner.schema_name != PUBLIC:
        owner.set_schema_to_public()
    return owner.cursor()


def _value(column: str, kind: str, modifier: int, not_null: bool) -> Any:
    if kind in {"text", "character varying", "character"}:
        return _words(column, modifier - 4 if modifier > 4 else 1_000)
    if kind.endswith("[]"):
        return [MARKER] if kind.startswith(("text", "character")) else []
    if kind == "date":
        return "2026-01-05" if not_null else None
    if kind.startswith("timestamp"):
        return timezone.now() - timedelta(days=1) if not_null else None
    if kind == "boolean":
        return column in {"is_active", "is_primary", "verified", "primary"}
    if kind in PLAIN:
        return PLAIN[kind]
    if kind.startswith("time"):
        return "10:00"
    raise ValueError(f"say what to put into a column of type {kind} ({column})")


PLAIN: dict[str, Any] = {
    "uuid": KEY,
    "jsonb": f'{{"{MARKER}": "{MARKER}"}}',
    "integer": 1,
    "bigint": 1,
    "smallint": 1,
    "numeric": 1,
    "daterange": "[2026-01-05,)",
    "interval": "1 day",
    "bytea": MARKER.encode(),
    "inet": "127.0.0.1",
}


def _words(column: str, longest: int) -> str:
    words = f"{MARKER.lower()}@example.org" if "email" in column else f"{MARKER} {column}"
    return words[:longest]
