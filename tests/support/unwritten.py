"""Changes to models for which no migration is written yet, so that a test of a new model can run before it is.

`make check` refuses a commit without the migration; this only spares the wait.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ProjectState


def add_unwritten(loader: Any) -> None:
    """Add to a loader's graph the migrations that `makemigrations` would write now."""
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    found = detector.changes(graph=loader.graph)
    fresh = {(label, migration.name): migration for label, migrations in found.items() for migration in migrations}
    for key, migration in fresh.items():
        loader.disk_migrations[key] = migration
        loader.graph.add_node(key, migration)
    for key, migration in fresh.items():
        loader.add_internal_dependencies(key, migration)
        loader.add_external_dependencies(key, migration)
    loader.graph.validate_consistency()
