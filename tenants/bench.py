"""What tenancy costs, each figure beside its yardstick of the same run; `hearth bench` and `bench_tenancy` print it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.db import connection, connections, migrations, models
from django.db.migrations.loader import MigrationLoader
from django_tenants.migration_executors.base import run_migrations

from tenants.isolation.current import in_tenant
from tenants.isolation.routers import OWNER
from tenants.migrating.executor import migrate
from tenants.models import Tenant, TenantType
from tenants.provisioning.opening import open_tenant
from tenants.provisioning.scratch import scratch_database

Say = Callable[[str], None]

TRIED = 3  # councils copied before the one made by migrations, and as many after, on the same size of database


@dataclass(frozen=True)
class Figure:
    """One measurement in seconds, its yardstick, and how many times better it must be."""

    what: str
    seconds: float
    yardstick: str
    yardstick_seconds: float
    times_better: float
    wanted: float | None
    ok: bool

    def in_words(self) -> str:
        aim = f" (wanted {self.wanted:g})" if self.wanted else ""
        ours, theirs = _in_words(self.seconds), _in_words(self.yardstick_seconds)
        missed = "" if self.ok else " MISSED"
        return f"{self.what}: {ours}; {self.yardstick}: {theirs}; {self.times_better:.1f} times{aim}{missed}"


def _in_words(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"


def figure(what: str, seconds: float, yardstick: str, yardstick_seconds: float, wanted: float | None = None) -> Figure:
    times = yardstick_seconds / seconds
    return Figure(what, seconds, yardstick, yardstick_seconds, times, wanted, wanted is None or times >= wanted)


def measure(*, schemas: int = 153, sample: int = 8, say: Say = lambda line: None) -> dict[str, Any]:
    """Measure in a database of its own. `sample` is on how many schemas the stock executor is tried; it is slow."""
    figures: list[Figure] = []
    with scratch_database("bench"):
        say("templates from nothing")
        templates = _timed(lambda: migrate())
        say("a council by copying, by migrations, and by copying again")
        copied = [_timed(partial(_council_by_copy, number)) for number in range(TRIED)]
        stock = _timed(_council_by_migrations)
        copied += [_timed(partial(_council_by_copy, number)) for number in range(TRIED, 2 * TRIED)]
        say(f"up to {schemas} councils")
        for number in range(2 * TRIED, schemas):
            _council_by_copy(number)
        figures.append(figure("a council by copying (median)", statistics.median(copied), "by migrations", stock, 10))
        figures.append(figure("the registry and three templates", templates, "one council by migrations", stock))
        figures.append(_adding_a_field(schemas, sample, say))
        figures.append(_nothing_to_do(schemas, sample, say))
        figures.append(_switching(say))
    return {
        "schemas": schemas,
        "sample": sample,
        "figures": [asdict(each) | {"in_words": each.in_words()} for each in figures],
        "ok": all(each.ok for each in figures),
    }


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _council_by_copy(number: int) -> None:
    open_tenant(f"bench-{number}", name=f"Bench {number}", kind=TenantType.COUNCIL, domain=f"bench-{number}.localhost")


def _council_by_migrations() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("CREATE SCHEMA by_migrations")
    _stock("by_migrations")


def _stock(schema: str) -> None:
    """What `migrate_schemas` does for one schema."""
    options = {
        "database": OWNER,
        "verbosity": 0,
        "interactive": False,
        "skip_checks": True,
        "app_label": None,
        "migration_name": None,
        "fake": False,
        "fake_initial": False,
        "plan": False,
        "run_syncdb": False,
        "check_unapplied": False,
        "prune": False,
        "no_color": True,
        "force_color": False,
    }
    run_migrations([], options, "standard", schema, tenant_type=TenantType.COUNCIL)


def _stock_for_each(schemas: Iterable[str]) -> None:
    for schema in schemas:
        _stock(schema)


@contextmanager
def _one_more_migration(name: str) -> Iterator[None]:
    """A migration that adds a field to a table of every tenant, found by whoever loads migrations."""
    build = MigrationLoader.build_graph

    def with_one_more(loader: Any) -> None:
        build(loader)
        before = next(key for key in loader.graph.leaf_nodes("jobs"))
        migration = migrations.Migration(name, "jobs")
        migration.__dict__["operations"] = [
            migrations.AddField("job", name, models.CharField(max_length=20, null=True))
        ]
        migration.__dict__["dependencies"] = [before]
        loader.disk_migrations[("jobs", name)] = migration
        loader.graph.add_node(("jobs", name), migration)
        loader.graph.add_dependency(migration, ("jobs", name), before)

    MigrationLoader.build_graph = with_one_more  # type: ignore[method-assign, assignment]  # for this measurement
    try:
        yield
    finally:
        MigrationLoader.build_graph = build  # type: ignore[method-assign]


def _adding_a_field(schemas: int, sample: int, say: Say) -> Figure:
    say(f"one AddField: stock executor on {sample} schemas, ours on the others")
    chosen = _some(sample)
    with _one_more_migration("bench_field"):
        stock = _timed(partial(_stock_for_each, chosen)) / sample * schemas
        ours = _timed(lambda: migrate()) / (schemas - sample) * schemas
    return figure(f"one AddField over {schemas} councils", ours, f"stock, from {sample}", stock, 20)


def _nothing_to_do(schemas: int, sample: int, say: Say) -> Figure:
    say("nothing to do")
    with _one_more_migration("bench_field"):
        stock = _timed(partial(_stock_for_each, _some(sample))) / sample * schemas
        ours = _timed(lambda: migrate())
    return figure(f"nothing to do over {schemas} councils", ours, f"stock, from {sample}", stock)


def _some(sample: int) -> list[str]:
    return list(Tenant.objects.using(OWNER).councils().values_list("schema_name", flat=True)[:sample])


def _switching(say: Say) -> Figure:
    """One query in one council over and over, against the same query with a change of council each time."""
    say("changing council")
    tenants = list(Tenant.objects.using(OWNER).councils()[:10])

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM jobs_job")

    def each(turns: int, *, change: bool) -> float:
        times = []
        for turn in range(turns):
            with in_tenant(tenants[turn % len(tenants) if change else 0]):
                times.append(_timed(ask))
        return statistics.median(times)

    each(50, change=True)
    stay, change = each(400, change=False), each(400, change=True)
    return figure("a query after a change of council", change, "the same without", stay)
