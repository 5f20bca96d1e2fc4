"""What each team could carry: the arithmetic, where figures are missing, and why."""

from datetime import date
from typing import Any

import pytest

from core.staffing.capacity import capacities
from hearth.trace import SettingUse
from tests.support.law import law
from tests.support.staff import a_structure

USE = SettingUse("teams.caseload_per_fte", "Households for one", "15 households", "not_stated")
WORKER = {"title": "Social Worker", "role": "supervising_social_worker"}


def capacity_of(
    *posts: dict[str, Any], other: tuple[dict[str, Any], ...] = (), wide: tuple[dict[str, Any], ...] = ()
) -> Any:
    structure = a_structure(
        {"code": "a", "name": "Team A", "posts": list(posts)},
        {"code": "b", "name": "Team B", "posts": list(other)},
        service_wide=wide,
    )
    return capacities(structure, 15, {"a": 20}, USE, date(2026, 11, 23)).get("a")


@law("SI 2011/581 r19")
@pytest.mark.parametrize(
    ("figures", "could", "can"),
    [
        ({"fte": 3}, 45, 45),
        ({"fte": "2.5"}, 37, 37),  # a household is whole
        ({"headcount": 4}, 60, 60),  # no full-time equivalents: each post is taken as full time
        ({"headcount": 4, "fte": "3.5"}, 52, 52),
        ({"headcount": 4, "fte": "3.6", "vacancies": 1}, 54, 40),  # a vacant post has its share: 0.9
        ({"headcount": 2, "vacancies": 2}, 30, 0),
        ({"fte": "0.5", "vacancies": 1}, 7, 0),
        ({}, 0, 0),
    ],
)
def test_full_time_equivalents_times_the_households_of_one(figures, could, can):
    found = capacity_of({**WORKER, **figures})

    assert (found.could_carry, found.can_carry) == (could, can)
    assert found.room == can - 20


def test_other_roles_carry_no_households():
    manager = {"title": "Team Manager", "role": "team_manager", "headcount": 1}

    assert capacity_of(manager).could_carry == 0
    assert capacity_of({**WORKER, "fte": 1}, manager).could_carry == 15


def test_a_lent_post_carries_for_the_team_that_it_works_for():
    lent = {**WORKER, "fte": 1, "works_for": "a"}

    assert capacity_of(other=(lent,)).could_carry == 15
    assert capacity_of(wide=(lent,)).could_carry == 15
    assert capacity_of({**WORKER, "fte": 1, "works_for": "b"}).could_carry == 0


def test_it_says_why():
    trace = capacity_of({**WORKER, "headcount": 2, "vacancies": 1}).trace

    assert trace.steps == (
        "Social Worker: 2 full-time equivalents, each of 2 posts taken as full time: no figure is printed,"
        " of which 1 vacant",
        "2 × 15 = 30 households when every post is filled",
        "1 × 15 = 15 households without the vacant posts",
    )
    assert trace.settings == (USE,)
    assert trace.facts[0].value == "20"
    assert trace.sources == ("SI 2011/581 r19",)
