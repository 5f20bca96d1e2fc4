"""A council with policy, teams and colleagues, and programs that call its API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from config_per_tenant.versions.actions import adopt_opening_pack
from hearth.access import Role
from hearth.dates import on_day
from tests.support.programs import Program, a_program
from tests.support.staff import SYSTEM, a_user, put_in_post, two_teams

DAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 6)


@pytest.fixture
def day(council: Any) -> Iterator[date]:
    with on_day(DAY):
        yield DAY


@pytest.fixture
def teams(day: date) -> Any:
    return two_teams()


@pytest.fixture
def dana(teams: Any) -> Any:
    """A supervising social worker."""
    user = a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER)
    put_in_post(user, teams[0])
    return user


@pytest.fixture
def everybody(day: date) -> Any:
    """Somebody who holds every role that council staff can hold: what is refused to them is refused by a rule."""
    hub = {Role.HUB_ANALYST, Role.HUB_MANAGER, Role.OPERATOR}
    return a_user("Eve Ryall", *[role for role in Role if role not in hub])


@pytest.fixture
def program(everybody: Any) -> Program:
    """A program that may do whatever the API offers."""
    return a_program(everybody)


@pytest.fixture
def policy(day: date) -> Any:
    """The policy of a council whose documents print amounts, in force from long ago."""
    return adopt_opening_pack("luton", by=SYSTEM, effective_from=LONG_AGO)
