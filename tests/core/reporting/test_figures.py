"""What may leave the council, and what a hub then sees."""

from datetime import date

import pytest

from core.recruitment.actions import withdraw
from core.reporting import actions, rules
from core.reporting.figures import recruitment_by_stage
from hearth.dates import on_day
from tenants.hubs import figures
from tenants.isolation.current import in_public, in_tenant
from tenants.models import HubMembership, HubPublication
from tests.support.recruits import an_enquiry
from tests.support.staff import SYSTEM

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, 0), (1, None), (5, None), (6, 5), (7, 5), (8, 10), (10, 10), (12, 10), (13, 15), (217, 215), (218, 220)],
)
def test_small_counts_are_withheld_and_the_others_rounded(count, told):
    assert rules.safe_count(count) == told


def test_twelve_months_end_with_the_last_full_month():
    assert rules.last_full_month(date(2026, 11, 1)) == date(2026, 10, 1)
    assert rules.last_full_month(date(2026, 1, 31)) == date(2025, 12, 1)
    assert rules.year_ending(date(2026, 10, 1)) == (date(2025, 11, 1), date(2026, 11, 1))


def test_stages_are_counted_by_the_day_they_were_reached(council):
    with on_day(TODAY):
        for day in (date(2025, 10, 31), date(2025, 11, 1), date(2026, 10, 31), date(2026, 11, 1)):
            an_enquiry(day)
        withdraw(an_enquiry(date(2026, 5, 5)), ended_on=date(2026, 6, 1), reason="withdrew", by=SYSTEM)

        counts = recruitment_by_stage(date(2026, 10, 1))

    assert counts["enquiry"] == 3
    assert counts["withdrawn"] == 1


def test_only_safe_figures_reach_the_hub(own_database):
    from tenants.models import Tenant

    council, hub = Tenant.objects.get(slug="oakshire"), Tenant.objects.get(slug="east")
    HubMembership.objects.using("owner").create(hub=hub, council=council, from_on=date(2024, 1, 1))
    with on_day(TODAY), in_tenant(council):
        for number in range(8):
            an_enquiry(date(2026, 9, 1), family_name=f"Pellow{number}")
        published = actions.publish_to_hubs(by=SYSTEM)
        again = actions.publish_to_hubs(by=SYSTEM)

    assert published == again > 0
    with in_public():
        assert HubPublication.objects.count() == published
    with in_tenant(hub):
        told = figures.figures_of(hub, date(2026, 10, 1))
    assert [known.council for known in told] == [council.name]
    assert told[0].by_stage["enquiry"] == 10
    assert told[0].by_stage["panel"] == 0


def test_a_council_cannot_read_what_was_published(own_database):
    from tenants.models import Tenant

    council, other, hub = (Tenant.objects.get(slug=slug) for slug in ("oakshire", "riverton", "east"))
    HubMembership.objects.using("owner").create(hub=hub, council=council, from_on=date(2024, 1, 1))
    with on_day(TODAY), in_tenant(council):
        actions.publish_to_hubs(by=SYSTEM)
    with in_tenant(other):
        assert HubPublication.objects.count() == 0
