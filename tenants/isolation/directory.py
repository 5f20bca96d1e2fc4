"""Who there is to go round, for work that concerns every tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .current import in_public

if TYPE_CHECKING:
    from tenants.models import Tenant


def tenants_at_work() -> list[Tenant]:
    """Every tenant that is not suspended, in a settled order."""
    from tenants.models import Tenant

    with in_public():
        return list(Tenant.objects.at_work())


def every_tenant() -> list[Tenant]:
    """Every tenant, suspended or not, in a settled order: what is kept for them is looked after all the same."""
    from tenants.models import Tenant

    with in_public():
        return list(Tenant.objects.order_by("type", "slug"))
