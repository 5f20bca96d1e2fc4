"""The page on which a child is placed."""

from datetime import date

import pytest
from django.urls import reverse

from core.placements.models import Placement
from hearth.access import Role
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.homes import an_approved_household
from tests.support.recruits import a_child, a_placement, rules_of
from tests.support.staff import a_user

TODAY = date(2026, 11, 20)


@pytest.fixture
def manager(council):
    with on_day(TODAY):
        rules_of("luton")
        yield signed_in(a_user("", Role.TEAM_MANAGER))


def answers(household, **more):
    told = {"household": household.pk, "type_code": "short_term"}
    return told | {"started_on_day": 20, "started_on_month": 11, "started_on_year": 2026} | more


def test_the_form_says_how_long_an_emergency_may_last_and_by_which_law(manager):
    page = manager.get(reverse("placements:place", args=[a_child().pk])).content.decode()

    assert "At most 6 working days, SI 2010/959 r23" in page


def test_a_child_is_placed_from_the_page(manager):
    household, child = an_approved_household(), a_child()

    sent = manager.post(reverse("placements:place", args=[child.pk]), answers(household))

    assert sent.status_code == 302
    assert Placement.objects.get().household == household


def test_a_placement_outside_the_terms_is_refused_beside_the_household(manager):
    household = an_approved_household(places=1)
    a_placement(household, started_on=TODAY)

    page = manager.post(reverse("placements:place", args=[a_child().pk]), answers(household))

    assert page.status_code == 422
    assert "approved for 1 and has 1 placed" in page.content.decode()
    assert Placement.objects.count() == 1
