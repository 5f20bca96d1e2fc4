"""When an approved team structure comes into force, teams and posts follow it."""

from config_per_tenant.policy import policy_on
from config_per_tenant.versions.effects import PolicyTookEffect, on_policy_changed
from core.staffing.structure import apply_structure
from hearth.access import Actor


@on_policy_changed("teams.structure")
def follow_the_structure(change: PolicyTookEffect) -> None:
    structure = policy_on(change.effective_from)["teams.structure"]
    if structure is not None:
        apply_structure(structure, on=change.effective_from, by=Actor.system("teams.structure"))
