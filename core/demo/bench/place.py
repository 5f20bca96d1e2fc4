"""The council that is measured: made once at the wanted size, found again by every later run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command

from core.demo.plan import FOLDER, plan_of, read, region
from core.demo.recruits import HISTORY_MONTHS
from core.duties.models import Duty
from core.households.models import Household
from core.placements.models import Placement
from core.recruitment.models import Enquiry
from core.supervision.models import Visit
from tenants.isolation.current import in_tenant
from tenants.models import Tenant, TenantType
from tenants.provisioning.opening import open_tenant

Say = Callable[[str], None]
LARGE = "two-thousand-homes"  # the council of the rehearsals, beside the measured one
COUNTED: dict[str, Any] = {
    "households": Household,
    "visits": Visit,
    "placements": Placement,
    "enquiries": Enquiry,
    "duties": Duty,
}


def measured_slug() -> str:
    """Which council of the demonstration region is made large: the region's own file says."""
    return str(read(FOLDER / "region.yaml")["measured"])


def made(percent: int, say: Say, *, beside_others: bool = False) -> Tenant:
    """The council, filled to `percent` of its plan. What is there already is kept; a larger one stays as it is.

    Raises CommandError where there are other tenants, unless it may be beside them.
    """
    slug = measured_slug()
    migrated(say, beside_others=beside_others)
    tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        name = next(planned.name for planned in region()[0] if planned.slug == slug)
        tenant = open_tenant(slug, name=name, kind=TenantType.COUNCIL, domain=f"{slug}.{settings.BASE_DOMAIN}", say=say)
    if not _is_filled(tenant, percent):
        say(f"filling {slug} to {percent} % of its plan: once only")
        call_command("demo", only=slug, percent=percent)
    return tenant


def migrated(say: Say, *, beside_others: bool) -> None:
    """Bring every schema up to date. Raises CommandError beside other tenants, unless it may be."""
    say("schemas")
    call_command("migrate_tenants")
    if not beside_others and Tenant.objects.exclude(slug__in=(measured_slug(), LARGE)).exists():
        raise CommandError("Other tenants are at work in this database. `hearth bench` brings one of its own.")


def counts(tenant: Tenant) -> dict[str, int]:
    """How many rows there are of each main kind."""
    with in_tenant(tenant):
        return {name: model.objects.count() for name, model in COUNTED.items()}


def _is_filled(tenant: Tenant, percent: int) -> bool:
    plan = plan_of(tenant.slug).scaled(percent)
    found = counts(tenant)
    wanted_enquiries = plan.enquiries_a_month * HISTORY_MONTHS
    return found["households"] >= plan.households and found["enquiries"] > wanted_enquiries and found["duties"] > 0
