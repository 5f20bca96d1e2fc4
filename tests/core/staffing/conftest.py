"""A council with two teams and a few households, on one day. Its structure is policy, approved in the usual way."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from config_per_tenant.versions.actions import approve, change_value, open_draft, submit
from config_per_tenant.versions.models import PolicyVersion
from core.staffing.models import Team
from hearth.access import Role
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.staff import KINSHIP, LONG_AGO, SUPPORT, a_structure, a_supervising_social_worker, a_user

DAY = date(2026, 11, 23)


def approved(version: PolicyVersion, on: date) -> PolicyVersion:
    """A draft submitted and approved by others, in force from a day."""
    submit(version, effective_from=on, reason="Agreed", by=a_user("Ann Lee", Role.TENANT_ADMINISTRATOR).actor)
    return approve(version, by=a_user("Ben Fox", Role.POLICY_APPROVER).actor)


def structure_from(on: date, *teams: dict[str, Any], service_wide: Iterable[dict[str, Any]] = ()) -> PolicyVersion:
    """A structure that policy puts in force on a day, with what follows from it."""
    drafter = a_user("Ada Moss", Role.TENANT_ADMINISTRATOR).actor
    version = open_draft(title="Teams and posts", by=drafter)
    plain = a_structure(*teams, service_wide=service_wide).to_plain()
    change_value(version, "teams.structure", state="set", value=plain, by=drafter)
    return approved(version, on)


@pytest.fixture
def day(council):
    with on_day(DAY):
        yield DAY


@pytest.fixture
def teams(day):
    with on_day(LONG_AGO):
        structure_from(LONG_AGO, SUPPORT, KINSHIP)
    return Team.objects.get(code="support"), Team.objects.get(code="kinship")


@pytest.fixture
def dana(teams):
    return a_supervising_social_worker("Dana Reed", team=teams[0])


@pytest.fixture
def sam(teams):
    return a_supervising_social_worker("Sam Hill", team=teams[1])


@pytest.fixture
def administrator(teams):
    return signed_in(a_user("Cara Voss", Role.TENANT_ADMINISTRATOR))


@pytest.fixture
def put_in_force():
    return approved


@pytest.fixture
def new_structure():
    return structure_from
