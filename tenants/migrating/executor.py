"""Bringing every schema to the newest migration: the registry, the templates, then each tenant."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes, inject_rename_contenttypes_operations
from django.db import OperationalError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from tenants.isolation.current import PUBLIC
from tenants.isolation.routers import OWNER, labels_of
from tenants.models import Tenant
from tenants.provisioning import database
from tenants.provisioning.grants import grant_registry, grant_schema
from tenants.provisioning.locking import migrating_alone
from tenants.provisioning.names import TEMPLATE_PREFIX, SchemaPlace, all_templates

from .steps import Step, from_nothing, makes_tables, one_by_one

LOCK_TIMEOUT = "2s"  # a page waits no longer than this behind a migration that waits for a table
ATTEMPTS = 5
PAUSE_SECONDS = 1
SCHEMAS_PER_CONNECTION = 25  # a connection keeps every table that it has seen in memory: 6 MB a tenant

Say = Callable[[str], None]


class NotPrepared(Exception):
    """The database lacks what keeps tenants apart, and its owner may not put it there."""


@dataclass
class Outcome:
    """What was done: migrations applied by schema, and the schemas that could not be reached, with the reason."""

    applied: dict[str, int] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    seconds: float = 0

    @property
    def complete(self) -> bool:
        return not self.behind


def migrate(
    *, say: Say = lambda line: None, only: set[str] | None = None, extend: Callable[[Any], None] = lambda loader: None
) -> Outcome:
    """Migrate all schemas, or `only` those named. Safe to run again at any time; what was done stays done.

    `extend` may add to the graph of migrations before it is followed (tests do, for a change not yet written down).

    Raises AlreadyMigrating, NotPrepared. A schema whose table stays locked is tried five times and then left behind:
    the outcome names it, and running again completes it.
    """
    started = time.monotonic()
    outcome = Outcome()
    owner: Any = connections[OWNER]
    before = owner.tenant
    with migrating_alone():
        try:
            _prepare(owner)
            places = _places(owner)
            if only is not None:
                places = [place for place in places if place.schema_name in only]
            for group in _groups(owner, places):
                _bring_up(owner, group, outcome, say, extend)
            if only is None and any(count for schema, count in outcome.applied.items()):
                owner.set_tenant(SchemaPlace(PUBLIC, PUBLIC))
                with owner.cursor() as cursor:
                    grant_registry(cursor)
        finally:
            owner.set_tenant(before)
    outcome.seconds = time.monotonic() - started
    return outcome


def _prepare(owner: Any) -> None:
    owner.set_tenant(SchemaPlace(PUBLIC, PUBLIC))
    with owner.cursor() as cursor:
        missing = database.unmet(cursor)
        if missing and database.is_superuser(cursor):
            try:
                database.prepare(cursor, owner.settings_dict["NAME"])
            except ValueError as error:
                raise NotPrepared(str(error)) from error
            missing = database.unmet(cursor)
        if missing:
            raise NotPrepared(" ".join(missing))
        for template in all_templates():
            cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(template.schema_name)))


def _places(owner: Any) -> list[SchemaPlace]:
    """Every schema there is, in the order in which they are migrated: the registry, templates, tenants."""
    owner.set_tenant(SchemaPlace(PUBLIC, PUBLIC))
    places = [SchemaPlace(PUBLIC, PUBLIC), *all_templates()]
    with owner.cursor() as cursor:
        is_migrated = database.has_registry(cursor)
    if is_migrated:
        tenants = Tenant.objects.using(OWNER).order_by("type", "slug").values_list("schema_name", "type")
        places += [SchemaPlace(schema, kind) for schema, kind in tenants]
    return places


def _groups(owner: Any, places: list[SchemaPlace]) -> list[list[SchemaPlace]]:
    """The schemas that stand at the same point, by one query; the group of the registry comes first."""
    applied = MigrationRecorder.Migration._meta.db_table
    for place in places:
        if place.kind == PUBLIC or place.schema_name.startswith(TEMPLATE_PREFIX):  # a tenant's came with its copy
            owner.set_tenant(place)
            with owner.cursor() as cursor:
                is_there = database.has_table(cursor, place.schema_name, applied)
            if not is_there:
                MigrationRecorder(owner).ensure_schema()
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL(
            "SELECT {name}, md5(coalesce(string_agg(app || '.' || name, ',' ORDER BY app, name), '')) FROM {table}"
        ).format(
            name=sql.Literal(place.schema_name),
            table=sql.Identifier(place.schema_name, applied),
        )
        for place in places
    )
    with owner.cursor() as cursor:
        cursor.execute(asked)
        point = dict(cursor.fetchall())
    groups: dict[str, list[SchemaPlace]] = {}
    for place in places:
        groups.setdefault(point[place.schema_name], []).append(place)
    return list(groups.values())


def _bring_up(owner: Any, group: list[SchemaPlace], outcome: Outcome, say: Say, extend: Callable[[Any], None]) -> None:
    """Migrate the schemas of one group, all of which stand at the same point."""
    owner.set_tenant(group[0])
    executor = MigrationExecutor(owner)
    executor.loader.check_consistent_history(owner)
    extend(executor.loader)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if not plan:
        outcome.applied |= {place.schema_name: 0 for place in group}
        say(f"{_range(group)}: nothing to do")
        return
    steps = _worked_out(executor, plan)
    waiting = list(group)
    for attempt in range(1, ATTEMPTS + 1):
        locked = []
        for number, place in enumerate(waiting, start=1):
            began = time.monotonic()
            try:
                _apply(owner, place, steps)
            except OperationalError as error:
                if not _is_lock(error):
                    raise
                locked.append(place)
                outcome.behind[place.schema_name] = "a table stayed locked"
                say(f"{place.schema_name}: a table is locked, attempt {attempt} of {ATTEMPTS}")
                continue
            outcome.behind.pop(place.schema_name, None)
            outcome.applied[place.schema_name] = len(plan)
            say(f"{place.schema_name}: {_count(plan)} in {time.monotonic() - began:.2f} s")
            if number % SCHEMAS_PER_CONNECTION == 0:
                owner.close()
        waiting = locked
        if not waiting:
            return
        time.sleep(PAUSE_SECONDS)


def _worked_out(executor: Any, plan: list[Migration]) -> list[Step]:
    inject_rename_contenttypes_operations(plan=[(migration, False) for migration in plan], using=OWNER)
    if not executor.loader.applied_migrations:
        return from_nothing(plan)
    state = executor._create_project_state(with_applied_migrations=True)
    return list(one_by_one(plan, state))


def _apply(owner: Any, place: SchemaPlace, steps: list[Step]) -> None:
    """All steps in one schema: in one transaction, unless a migration asks to have none."""
    owner.set_tenant(place)
    with owner.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    together: list[Step] = []
    for step in steps:
        if step.atomic:
            together.append(step)
            continue
        _in_transaction(owner, together)
        together = []
        _do(owner, step)
    _in_transaction(owner, together, at_last=lambda: _after_new_tables(owner, place, steps))


def _in_transaction(owner: Any, steps: list[Step], at_last: Callable[[], None] = lambda: None) -> None:
    with transaction.atomic(using=OWNER):
        for step in steps:
            _do(owner, step)
        at_last()


def _do(owner: Any, step: Step) -> None:
    with owner.schema_editor(atomic=False) as editor:
        for doing in step.doings:
            doing.operation.database_forwards(doing.label, editor, doing.before, doing.after)
    if step.atomic:
        with owner.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows still to be checked would bar the next ALTER TABLE
    applied = MigrationRecorder(owner).migration_qs
    applied.bulk_create([applied.model(app=each.app_label, name=each.name) for each in step.completes])


def _after_new_tables(owner: Any, place: SchemaPlace, steps: list[Step]) -> None:
    """Where tables may have been made: content types in the registry, permissions and grants in a tenant."""
    if not makes_tables(steps):
        return
    for label in sorted({doing.label for step in steps for doing in step.doings}):
        config = apps.get_app_config(label)
        if place.kind == PUBLIC:
            create_contenttypes(config, using=OWNER, verbosity=0)
        elif label in labels_of(place.kind):
            create_permissions(config, using=OWNER, verbosity=0)
    if place.kind != PUBLIC and not place.schema_name.startswith(TEMPLATE_PREFIX):
        with owner.cursor() as cursor:
            grant_schema(cursor, place.schema_name, place.kind)


def _is_lock(error: OperationalError) -> bool:
    return isinstance(error.__cause__, psycopg.errors.LockNotAvailable)


def _count(plan: list[Migration]) -> str:
    return f"{len(plan)} migration{'' if len(plan) == 1 else 's'}"


def _range(group: list[SchemaPlace]) -> str:
    return group[0].schema_name if len(group) == 1 else f"{group[0].schema_name} and {len(group) - 1} more"
