"""What drafting leaves behind: a line in the log of its version, and words short enough for the audit."""

from __future__ import annotations

from typing import Any

from config_per_tenant.versions.models import PolicyEdit, PolicyVersion
from hearth.access import Actor

LONGEST = 300  # characters of a value in a sentence of the audit


def log_edit(version: PolicyVersion, key: str, before: Any, after: Any, by: Actor) -> None:
    """One line in the log of drafting: who said what of which setting. None: it was not in the draft, or is no more."""
    PolicyEdit.objects.create(in_version=version, key=key, before=before, after=after, by_id=by.id, by_name=by.name)


def brief(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def note_submission(version: PolicyVersion, by: Actor) -> None:
    """Keep in the log who asked for approval: sending it back forgets the request, never who made it."""
    day = version.effective_from.isoformat() if version.effective_from else None
    log_edit(version, "", None, {"effective_from": day, "reason": version.reason}, by)
