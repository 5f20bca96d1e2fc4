"""A council with two teams and a few households, on one day."""

from datetime import date

import pytest

from hearth.dates import on_day
from tests.support.staff import a_supervising_social_worker, two_teams

DAY = date(2026, 11, 23)


@pytest.fixture
def day(council):
    with on_day(DAY):
        yield DAY


@pytest.fixture
def teams(day):
    return two_teams()


@pytest.fixture
def dana(teams):
    return a_supervising_social_worker("Dana Reed", team=teams[0])


@pytest.fixture
def sam(teams):
    return a_supervising_social_worker("Sam Hill", team=teams[1])
