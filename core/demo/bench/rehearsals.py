"""A rehearsal of a council of two thousand households and five years of history, beside a rebuild of its duties."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random
from typing import Any

from django.conf import settings
from django.utils import timezone

from config_per_tenant.policy import policy_on
from config_per_tenant.versions import actions as policy
from config_per_tenant.versions.actions import adopt_opening_pack
from config_per_tenant.versions.in_force import steady_policy
from config_per_tenant.versions.models import PolicyVersion
from core.demo import staff as staffing_demo
from core.demo.bench.figures import Check, Line, Table
from core.demo.bench.history import History, rows_of
from core.demo.bench.place import LARGE, Say, measured_slug
from core.demo.plan import PACKS, Plan, plan_of
from core.duties import derive
from core.duties.models import Duty
from core.households.models import Household
from core.placements.models import Placement
from core.rehearsal.models import Rehearsal, RehearsedChange, RehearsedPay
from core.rehearsal.running import carry_out
from core.reviews.models import ReviewOfApproval
from core.staffing.models import Team
from core.staffing.structure import apply_structure
from core.supervision.models import Visit
from hearth.access import Actor
from hearth.dates import today
from hearth.identity.models import User
from tenants.isolation.current import in_tenant
from tenants.models import Tenant, TenantType
from tenants.provisioning.opening import open_tenant

HOUSEHOLDS = 2_000
YEARS = 5
SECONDS = 10  # what a person waits for
BY = Actor.system("measuring")


def measured(*, households: int, say: Say) -> Table:
    """Rehearsed four ways: what moves dates, what moves money, both in one draft, and teams that swap their work."""
    tenant = _made(households, say)
    with in_tenant(tenant):
        say("rebuilding the large council")
        took = min(_timed(derive.rebuild) for _ in range(2))
        duties = Duty.objects.count()
        lines = [
            Line("A full rebuild of its duties", (f"{duties}", "", f"{took:.2f} s", "1.0"), {"seconds": round(took, 3)})
        ]
        visits, fees = _oftener(), _dearer()
        for what, values in (
            ("Visits and reviews more often", visits),
            ("Fees and allowances dearer", fees),
            ("Both in one draft", visits | fees),
            ("Teams redrawn: every duty, for another team", _redrawn()),
        ):
            say(f"rehearsing: {what.lower()}")
            lines.append(_line(what, values, took, households))
        counted = rows_of((Household, Visit, ReviewOfApproval, Placement))
    told = ", ".join(f"{count:,} {name}" for name, count in counted.items())
    return Table(
        f"A rehearsal, {households:,} households with {YEARS} years of history",
        ("rows", "rows written", "seconds", "times a rebuild"),
        tuple(lines),
        (f"{told}. The rebuild finds nothing changed, so it writes nothing.",),
    )


def _line(what: str, values: dict[str, Any], rebuild: float, households: int) -> Line:
    author = User.objects.get(email__startswith="administrator@").actor
    draft = policy.open_draft(title=what, by=author)
    for key, value in values.items():
        policy.change_value(draft, key, state="set", value=value, by=author)
    rehearsal = Rehearsal.objects.create(  # with no job: a worker would do it beside us
        of_version=draft, effective_on=today(), asked_at=timezone.now(), asked_by_name=author.name
    )
    took = _timed(lambda: carry_out(rehearsal))
    written = (
        RehearsedChange.objects.filter(rehearsal=rehearsal).count()
        + RehearsedPay.objects.filter(rehearsal=rehearsal).count()
    )
    read = rehearsal.records_read
    policy.withdraw(draft, reason="It was measured.", by=author)
    return Line(
        what,
        (f"{read}", f"{written}", f"{took:.2f} s", f"{took / rebuild:.1f}"),
        {"records": read, "written": written, "seconds": round(took, 3), "times_a_rebuild": round(took / rebuild, 2)},
        (Check(took, SECONDS, " s"),) if households >= HOUSEHOLDS else (),
    )


def _oftener() -> dict[str, Any]:
    return {"supervision.visit_interval": {"least": "2 weeks", "most": "4 weeks"}, "review.interval": "10 months"}


def _dearer() -> dict[str, Any]:
    """Every tier and every rate, £5 a week more."""
    tiers, rates = (policy_on(today()).entry(key).plain for key in ("fees.tiers", "allowances.table"))
    tiers = {**tiers, "tiers": [{**tier, "weekly_pence": tier["weekly_pence"] + 500} for tier in tiers["tiers"]]}
    rates = {**rates, "weekly_pence": {band: pence + 500 for band, pence in rates["weekly_pence"].items()}}
    return {"fees.tiers": tiers, "allowances.table": rates}


def _redrawn() -> dict[str, Any]:
    """The first two teams swap their work, and those with posts their posts."""
    plain = policy_on(today()).entry("teams.structure").plain
    first, second, *rest = plain["teams"]
    swapped = [
        {**one, "responsibilities": other["responsibilities"], "posts": other["posts"]}
        for one, other in ((first, second), (second, first))
    ]
    return {"teams.structure": {**plain, "teams": [*swapped, *rest]}}


def _made(households: int, say: Say) -> Tenant:
    """The large council, found again by later runs; what it lacks is added."""
    tenant = Tenant.objects.filter(slug=LARGE).first() or open_tenant(
        LARGE,
        name="A council of two thousand homes",
        kind=TenantType.COUNCIL,
        domain=f"{LARGE}.{settings.BASE_DOMAIN}",
        say=say,
    )
    plan = replace(plan_of(measured_slug()), slug=LARGE)
    with in_tenant(tenant):
        staff = _staff(plan)
        with steady_policy():
            History(plan, staff, today(), years=YEARS).fill(
                households, lambda done, total: say(f"{done} of {total} households") if not done % 500 else None
            )
        if not Duty.objects.exists():
            say("working out its duties")
            derive.rebuild()
    return tenant


def _staff(plan: Plan) -> staffing_demo.Staff:
    begun_on = staffing_demo.started_on(today())
    if not PolicyVersion.objects.exists():
        adopt_opening_pack(PACKS / measured_slug(), by=BY, effective_from=begun_on)
    if not Team.objects.exists():
        apply_structure(policy_on(today())["teams.structure"], on=begun_on, by=BY)
    if User.objects.exists():
        return staffing_demo.present_staff(plan)
    return staffing_demo.appoint_everybody(plan, Random(plan.seed), on=begun_on, by=BY)


def _timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
