"""What is said beside a version before it is in force: the way to its chart, and duties it would put in one hand."""

import pytest

from config_per_tenant.versions.actions import change_value, open_draft
from config_per_tenant.versions.beside import said_beside
from core.staffing.acts import drafting
from hearth.access import Role
from tests.support.browsing import signed_in
from tests.support.staff import a_user


@pytest.fixture
def drafter(teams):
    return a_user("Ada Moss", Role.TENANT_ADMINISTRATOR)


@pytest.fixture
def version(drafter):
    return open_draft(title="Who decides", by=drafter.actor)


def said(version, drafter):
    return {each.title: each for each in said_beside(version, drafter.actor)}


def test_a_draft_of_the_structure_leads_to_its_chart(version, drafter):
    assert "The structure" not in said(version, drafter)
    drafting.close_team(version, "kinship", ends=True, by=drafter.actor)

    told = said(version, drafter)["The structure"]

    assert (told.words, told.href) == ("1 change of teams and posts.", f"/teams/drafts/{version.pk}")
    assert told.href in signed_in(drafter).get(version.get_absolute_url()).content.decode()


def test_a_draft_that_gives_one_role_two_duties_is_told_so_and_may_stand(version, drafter):
    change_value(version, "panel.business_meeting_chair", state="set", value="decision_maker", by=drafter.actor)

    told = said(version, drafter)["Duties that meet in one hand"]

    assert told.words.startswith("The decision maker chairs the panel's business meeting, and decides")
    assert "two duties" not in told.words


def test_once_in_force_it_is_no_longer_told(version, drafter, day, put_in_force):
    change_value(version, "panel.business_meeting_chair", state="set", value="decision_maker", by=drafter.actor)

    assert "Duties that meet in one hand" not in said(put_in_force(version, day), drafter)
