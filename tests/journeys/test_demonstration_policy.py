"""Each council of the demonstration has a policy that lives: one change in force, one to come, one in draft."""

from random import Random

import pytest

from config_per_tenant.versions.models import PolicyVersion
from core.demo import building, policies, staff
from core.demo.plan import plan_of, region
from hearth.access import Actor
from hearth.dates import today

SYSTEM = Actor.system("the demonstration")
COUNCILS = [tenant.slug for tenant in region()[0] if tenant.type == "council"]


@pytest.mark.parametrize("slug", COUNCILS)
def test_a_council_of_the_demonstration_changes_its_policy(council, slug):
    building.open_policy(slug, SYSTEM)
    plan = plan_of(slug).scaled(1)
    staff.appoint_everybody(plan, Random(plan.seed), on=staff.started_on(today()), by=SYSTEM)

    policies.change_policy(slug)
    policies.change_policy(slug)  # started again: does nothing

    versions = list(PolicyVersion.objects.filter(is_opening=False).order_by("number"))
    assert [version.state for version in versions] == ["in_force", "scheduled", "draft"]
    assert versions[2].comments.get().by_name != versions[2].drafted_by_name


def test_every_council_has_planned_versions():
    assert all(len(policies.planned(slug)) == 3 for slug in COUNCILS)
    assert policies.planned("nowhere") == []
