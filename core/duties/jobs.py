"""Working out all duties again: when policy or structure changes, and every night for what depends on the day."""

from typing import Any

from core.duties.derive import rebuild
from hearth.jobs import job


@job("duties.rebuild")
def rebuild_duties(job: Any) -> None:
    """Every duty of the council, with progress. Can be run twice, stopped and started again."""
    rebuild(progress=job.progress)
