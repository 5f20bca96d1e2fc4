"""Whether a rehearsal still shows what would happen: what has changed since, in words."""

from __future__ import annotations

from core.rehearsal.models import Rehearsal
from core.rehearsal.policies import Compared, fingerprint, standing_stamp
from hearth.ui.words import longdate


def why_stale(rehearsal: Rehearsal) -> list[str]:
    """Each reason for rehearsing again; empty while the draft, its day and the policy around it are the same.

    Records go on changing, too: the page says of which moment they were. Of a version in force or withdrawn nothing is
    asked: it can be rehearsed no more.
    """
    version = rehearsal.of_version
    if version.state in ("in_force", "withdrawn"):
        return []
    reasons = []
    if fingerprint(version) != rehearsal.fingerprint:
        reasons.append("What it changes has been edited since.")
    if version.effective_from and version.effective_from != rehearsal.effective_on:
        reasons.append(
            f"It is now to take effect on {longdate(version.effective_from)}, "
            f"and was rehearsed for {longdate(rehearsal.effective_on)}."
        )
    elif _stamp_now(rehearsal) != rehearsal.standing_stamp:
        reasons.append("Other policy that is in force by its day has changed since.")
    return reasons


def _stamp_now(rehearsal: Rehearsal) -> str:
    day = rehearsal.effective_on
    return standing_stamp(Compared(rehearsal.of_version, day).without(day), day)
