"""What staffing says beside a version of policy not yet in force: its structure as a chart, duties in one hand."""

from django.urls import reverse

from config_per_tenant.policy import policy_on
from config_per_tenant.schema.separation import CHAIR, MAKERS, arising
from config_per_tenant.schema.values.structure_changes import changes
from config_per_tenant.versions.beside import Said, said_of_versions
from config_per_tenant.versions.checking import as_if
from config_per_tenant.versions.models import PolicyVersion
from core.staffing.acts.drafting import KEY, drafted
from hearth.access import Actor, may
from hearth.dates import today
from hearth.ui.words import plural


@said_of_versions
def the_structure_drawn(version: PolicyVersion, actor: Actor) -> Said | None:
    """That the structure changes, with the way to its chart."""
    if not _is_open(version) or KEY not in version.statements or not may(actor, "staffing.view"):
        return None
    now = drafted(version)
    found = changes(now.standing, now.structure).words
    words = f"{plural(len(found), 'change')} of teams and posts." if found else "Nothing about it differs any more."
    return Said("The structure", words, "", reverse("staffing:draft", args=[version.pk]), "See it drawn")


@said_of_versions
def duties_in_one_hand(version: PolicyVersion, actor: Actor) -> Said | None:
    """The warnings that this version would bring: two duties with one role. They block nothing."""
    if not _is_open(version) or not {MAKERS, CHAIR} & set(version.statements) or not may(actor, "staffing.view"):
        return None
    day = max(version.effective_from or today(), today())
    found = arising(policy_on(day).__getitem__, as_if(version, day).__getitem__)
    if not found:
        return None
    words = " ".join(each.words for each in found)
    return Said("Duties that meet in one hand", words, "stale", reverse("staffing:roles"), "Roles and decisions")


def _is_open(version: PolicyVersion) -> bool:
    return version.approved_at is None and version.withdrawn_at is None
