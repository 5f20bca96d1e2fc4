"""Working out all duties again: when policy or structure changes, and every night for what depends on the day."""

from typing import Any

from config_per_tenant.versions.in_force import steady_policy
from core.duties.derive import rebuild
from hearth.jobs import Daily, job


@job("duties.rebuild", daily=Daily("council"))
def rebuild_duties(this: Any) -> None:
    """Every duty of the council, with progress. Can be run twice, stopped and started again."""
    with steady_policy():
        rebuild(progress=lambda done, total: this.progress(done, total, "records"))
