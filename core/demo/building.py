"""Filling one demonstration tenant, from its plan, through acts. Started again it does nothing to a filled one."""

from collections.abc import Callable
from datetime import date
from random import Random

from django.db import transaction

from config_per_tenant.policy import policy_on
from config_per_tenant.versions.actions import adopt_opening_pack
from config_per_tenant.versions.in_force import steady_policy
from config_per_tenant.versions.models import PolicyVersion
from core.demo import staff as staffing_demo
from core.demo.homes import Homes
from core.demo.plan import PACKS, Plan, plan_of
from core.demo.policies import change_policy
from core.demo.recruits import Recruits
from core.duties import derive
from core.households.models import Household
from core.recruitment.models import Enquiry
from core.reporting.actions import publish_to_hubs
from core.staffing.models import Team
from core.staffing.structure import apply_structure
from hearth.access import Actor, Role
from hearth.dates import today
from hearth.identity import actions as identity
from hearth.identity.models import User
from tenants.isolation.current import in_tenant
from tenants.models import Tenant

Progress = Callable[[int, int, str], None]
BATCH = 20  # households or enquiries to a transaction


def fill_council(tenant: Tenant, progress: Progress, *, percent: int = 100) -> None:
    """Fill a council with its opening policy, teams, staff, households, enquiries and duties, to `percent` of its plan.

    Each batch is one transaction and the count of what is there says where to go on, so that a demonstration cut short
    is finished by the next start.
    """
    plan = plan_of(tenant.slug).scaled(percent)
    by = Actor.system("demonstration data")
    day = today()
    begun_on = staffing_demo.started_on(day)
    with in_tenant(tenant):
        open_policy(tenant.slug, by)
        staff = _staff(plan, by, begun_on)
        with transaction.atomic():
            change_policy(tenant.slug)
        made = Household.objects.count()
        total = plan.households + plan.enquiries_a_month * 24
        with steady_policy(), derive.deferred():
            random = Random(plan.seed + 1)
            homes = Homes(plan, staff, random, day)
            while made < plan.households:
                with transaction.atomic():
                    for _ in range(min(BATCH, plan.households - made)):
                        homes.make()
                        made += 1
                progress(made, total, "households")
            recruits = Recruits(plan, staff, Random(plan.seed + 2), day)
            days = recruits.days()[Enquiry.objects.count() :]
            for start in range(0, len(days), BATCH):
                with transaction.atomic():
                    for received_on in days[start : start + BATCH]:
                        recruits.make(received_on)
                progress(min(made + start + BATCH, total), total, "enquiries")
        derive.rebuild()
        publish_to_hubs(by=by)
        progress(total, total, "done")


def open_policy(slug: str, by: Actor) -> None:
    """Adopt the council's pack and put its teams in place, unless that is done."""
    begun_on = staffing_demo.started_on(today())
    if not PolicyVersion.objects.exists():
        adopt_opening_pack(PACKS / slug, by=by, effective_from=begun_on)
    if not Team.objects.exists():
        apply_structure(policy_on(today())["teams.structure"], on=begun_on, by=by)


def fill_hub(tenant: Tenant) -> None:
    """The hub's two kinds of user."""
    _open_accounts(tenant, {"analyst": (Role.HUB_ANALYST,), "manager": (Role.HUB_MANAGER,)})


def fill_operators(tenant: Tenant) -> None:
    _open_accounts(tenant, {"operator": (Role.OPERATOR,)})


def _open_accounts(tenant: Tenant, wanted: dict[str, tuple[str, ...]]) -> None:
    by = Actor.system("demonstration data")
    with in_tenant(tenant):
        for key, roles in wanted.items():
            email = f"{key}@{tenant.slug}.{staffing_demo.EMAIL_DOMAIN}"
            if not User.objects.filter(email=email).exists():
                identity.open_account(
                    email=email, name=f"Sam {key.capitalize()}", roles=roles, by=by, password=staffing_demo.PASSWORD
                )


def _staff(plan: Plan, by: Actor, begun_on: date) -> staffing_demo.Staff:
    with transaction.atomic():
        if not User.objects.exists():
            return staffing_demo.appoint_everybody(plan, Random(plan.seed), on=begun_on, by=by)
    return staffing_demo.present_staff(plan)
