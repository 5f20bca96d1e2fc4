"""Working out all duties again: when policy or structure changes, and every night for what depends on the day."""

from typing import Any

from config_per_tenant.versions.in_force import steady_policy
from core.duties.derive import rebuild
from hearth.jobs import Daily, job
from tenants.isolation.locks import tenant_lock


@job("duties.rebuild", daily=Daily("council"))
def rebuild_duties(this: Any) -> None:
    """Every duty of the council, with progress. Can be run twice, stopped and started again.

    One at a time in a council, and each reads policy when its turn comes: the last to write is the last to have read.
    """
    with tenant_lock("duties.rebuild", wait=True), steady_policy():
        rebuild(progress=lambda done, total: this.progress(done, total, "records"))
