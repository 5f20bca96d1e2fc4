"""Roles and decisions: who takes which, who holds what, what is unresolved, and where two duties meet."""

from types import SimpleNamespace

import pytest

from config_per_tenant.schema.decisions import DECISIONS, role_codes
from config_per_tenant.versions.actions import change_value, open_draft
from hearth.access import Role
from tests.support.browsing import signed_in
from tests.support.staff import a_user


def words(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def decide(teams, day, put_in_force):
    """Say who decides, in force from today."""

    def decide(makers, **others):
        drafter = a_user("Ada Moss", Role.TENANT_ADMINISTRATOR).actor
        version = open_draft(title="Who decides", by=drafter)
        values = {"decisions.makers": makers} | {key.replace("__", "."): value for key, value in others.items()}
        for key, value in values.items():
            change_value(version, key, state="set", value=value, by=drafter)
        put_in_force(version, day)

    return decide


def row(page, decision):
    return SimpleNamespace(**next(each for each in page.context["decisions"] if each["label"] == DECISIONS[decision]))


def test_every_decision_and_every_role_has_a_row(dana):
    page = signed_in(dana).get("/teams/roles")

    assert [each["label"] for each in page.context["decisions"]] == list(DECISIONS.values())
    assert len(page.context["roles"]) == len(role_codes())
    assert "The platform’s default: the council has not said who decides." in words(page)


def test_a_decider_who_is_no_role_and_one_whom_nobody_names_are_flagged(dana, decide):
    a_user("Grace Poole", Role.DECISION_MAKER)
    decide(
        {
            "approval": "decision_maker",
            "temporary_approval": "nominated_officer",
            "skip_reference": {"unresolved": "Service Manager"},
        }
    )

    page = signed_in(dana).get("/teams/roles")

    assert (row(page, "approval").taker, row(page, "approval").people) == ("Decision maker", "Grace Poole")
    assert row(page, "temporary_approval").note == "Nobody holds this role today"
    assert (row(page, "skip_reference").state, row(page, "skip_reference").taker) == ("unresolved", "Service Manager")
    assert row(page, "exemption").state == "not_stated"
    assert "nobody decides until the council says who it is" in words(page)


def test_a_decision_maker_who_chairs_the_business_meeting_is_warned_of(dana, decide):
    decide(
        {"approval": "decision_maker"},
        panel__business_meeting_chair="decision_maker",
        roles__labels={"decision_maker": "Agency Decision Maker"},
    )

    page = words(signed_in(dana).get("/teams/roles"))

    assert "The Agency Decision Maker chairs the panel&#x27;s business meeting, and decides" in page


def test_a_person_with_two_roles_is_named_to_those_who_may_see_people_and_counted_for_others(dana, teams):
    a_user("Kit Shaw", Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER)

    assert "Kit Shaw drafts policy and approves it." in words(signed_in(dana).get("/teams/roles"))
    other = words(signed_in(a_user("Ola Berg", Role.POLICY_APPROVER)).get("/teams/roles"))
    assert "1 person drafts policy and approves it." in other
    assert "Dana Reed" not in other


def test_apart_from_that_nothing_is_said(dana, teams):
    a_user("Kit Shaw", Role.TENANT_ADMINISTRATOR)
    a_user("Ola Berg", Role.POLICY_APPROVER)

    assert "No role and no person here has two duties" in words(signed_in(dana).get("/teams/roles"))


def test_a_stranger_sees_nothing(council, client_for):
    assert client_for(None, council).get("/teams/roles").status_code in (302, 403)
