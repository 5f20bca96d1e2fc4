"""Changes to models for which no migration is written yet, so that a test of a new model can run before it is.

`make check` refuses a commit without the migration; this only spares the wait.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ProjectState


def add_unwritten(loader: Any) -> None:
    """Add to a loader's graph the migrations that `makemigrations` would write now."""
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    found = detector.changes(graph=loader.graph, convert_apps=loader.unmigrated_apps)
    names = _settled_names(found)
    fresh = {names[label, migration.name]: migration for label, migrations in found.items() for migration in migrations}
    for key, migration in fresh.items():
        migration.name = key[1]
        loader.disk_migrations[key] = migration
        loader.graph.add_node(key, migration)
    for key, migration in fresh.items():
        migration.dependencies = [_named(loader, names.get(each, each)) for each in migration.dependencies]
        loader.add_internal_dependencies(key, migration)
        loader.add_external_dependencies(key, migration)
    loader.graph.validate_consistency()


def _settled_names(found: dict[str, list[Any]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Names that are the same the next time: Django's own may hold the minute."""
    return {
        (label, migration.name): (label, f"unwritten_{number}")
        for label, migrations in found.items()
        for number, migration in enumerate(migrations)
    }


def _named(loader: Any, dependency: tuple[str, str]) -> tuple[str, str]:
    """A dependency by the migration's own name, where the writer would have put a setting or "the first"."""
    label, name = dependency
    if label == "__setting__":
        label, name = getattr(settings, name).split(".")[0], "__first__"
    return loader.graph.root_nodes(label)[0] if name == "__first__" else (label, name)
