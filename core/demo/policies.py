"""A policy that lives: each council of the demonstration has changed a rule, will change another and drafts a third.

Everything is done by the acts that people use, by the accounts that the demonstration opens, so that versions,
comments and the audit read as they would in a council.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyVersion
from core.demo.plan import FOLDER, read
from hearth.access import Actor, Role
from hearth.dates import add_months, on_day, today
from hearth.identity.models import RoleGrant

LATELY, NEXT_MONTH = "a fortnight ago", "next month"
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True)
class PlannedVersion:
    """One version as the plan tells it; without `from_on` it stays a draft."""

    title: str
    reason: str
    changes: dict[str, dict[str, Any]]  # setting -> {"state": …, "value": …}
    from_on: str = ""
    comment: str = ""


def planned(slug: str) -> list[PlannedVersion]:
    """The versions planned for a council; none for one that the plan does not name."""
    return [PlannedVersion(**plain) for plain in read(FOLDER / "policy.yaml").get(slug, [])]


def change_policy(slug: str) -> None:
    """Make the planned versions, unless the council has any beyond its opening policy."""
    if PolicyVersion.objects.filter(is_opening=False).exists():
        return
    administrator, approver = _holder(Role.TENANT_ADMINISTRATOR), _holder(Role.POLICY_APPROVER)
    for plan in planned(slug):
        version = actions.open_draft(title=plan.title, by=administrator)
        for key, said in plan.changes.items():
            actions.change_value(version, key, **said, by=administrator)
        if plan.comment:
            actions.comment(version, text=plan.comment, by=approver)
        if plan.from_on:
            day = _day(plan.from_on)
            with on_day(min(day, today())):
                actions.submit(version, effective_from=day, reason=plan.reason, by=administrator)
                actions.approve(version, by=approver)


def _day(told: str) -> date:
    """Today stays free, for a change that somebody wants to show."""
    return today() - FORTNIGHT if told == LATELY else add_months(today().replace(day=1), 1)


def _holder(role: str) -> Actor:
    """The first account that holds a role alone: nobody of the demonstration both changes and approves."""
    grant = RoleGrant.objects.filter(role=role).held_on(today()).select_related("user").order_by("user__email").first()
    if grant is None:
        raise LookupError(f"Nobody here is {role}")
    return grant.user.actor
