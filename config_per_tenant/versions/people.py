"""Who could carry a change of policy here, asked in one query."""

from config_per_tenant.readiness import People
from hearth.access import Role
from hearth.identity.models import User


def who_may_act() -> People:
    """The open accounts that hold the roles of drafting and approving today."""
    held = [(user.pk, set(user.role_codes)) for user in User.objects.open().with_roles()]
    return People(
        administrators=frozenset(key for key, roles in held if Role.TENANT_ADMINISTRATOR in roles),
        approvers=frozenset(key for key, roles in held if Role.POLICY_APPROVER in roles),
    )
