"""The rehearsal in one sentence, on the page of the version and before its approval."""

from __future__ import annotations

from django.urls import reverse

from config_per_tenant.policy import policy_on
from config_per_tenant.versions.beside import Said, said_of_versions
from config_per_tenant.versions.models import PolicyVersion
from core.rehearsal.actions import under_way_of, why_not
from core.rehearsal.models import Rehearsal
from core.rehearsal.staleness import why_stale
from core.rehearsal.words import headline
from hearth.access import Actor, may
from hearth.dates import today

TITLE = "Rehearsal"


@said_of_versions
def rehearsed(version: PolicyVersion, actor: Actor) -> Said | None:
    """What the last rehearsal found, or that there is none, for those who may read one."""
    if not may(actor, "rehearsal.view"):
        return None
    href = reverse("rehearsal:of_version", args=[version.pk])
    found = Rehearsal.objects.of(version).finished().select_related("of_version").first()
    if found is None:
        if why_not(version):
            return None
        if under_way_of(version):
            return Said(TITLE, "A rehearsal is under way.", "running", href, "Watch it")
        return Said(TITLE, "Nobody has rehearsed this version yet.", "none", href, "Rehearse it")
    if stale := why_stale(found):
        return Said(TITLE, " ".join(stale), "stale", href, "Rehearse it again")
    return Said(TITLE, headline(found, policy_on(today())), "", href, "See what changes")
