"""What the checklist before going live says of staffing: it warns, and blocks nothing."""

from config_per_tenant.policy import policy_on
from core.staffing.going_live import staffing_checks
from hearth.access import Role
from tests.support.staff import KINSHIP, SUPPORT, a_user


def checks(day):
    return {check.code: check for check in staffing_checks(policy_on(day), day)}


def said(check):
    return [f"{problem.words}: {problem.why}" for problem in check.problems]


def test_two_roles_in_one_hand_are_told_without_names(teams, day):
    a_user("Kit Shaw", Role.DECISION_MAKER, Role.PANEL_ADVISER)

    [told] = said(checks(day)["apart"])

    assert told == (
        "1 person with two roles: decision maker and panel adviser: One person advises the panel and decides on what it"
        " recommends."
    )


def test_a_role_that_decides_and_that_nobody_holds_is_told_once(teams, day):
    a_user("Grace Poole", Role.DECISION_MAKER)

    told = said(checks(day)["deciders"])

    assert len([line for line in told if line.startswith("Nobody is Nominated officer")]) == 1
    assert not [line for line in told if "Decision maker" in line]


def test_vacancies_are_told_by_team(day, new_structure):
    worker, manager = SUPPORT["posts"]
    new_structure(day, {**SUPPORT, "posts": [{**worker, "vacancies": 2}, manager]}, KINSHIP)

    assert said(checks(day)["posts"]) == ["Support Team: vacant: Supervising Social Worker (2)."]


def test_nothing_of_it_blocks(teams, day):
    assert not any(check.blocks for check in checks(day).values())
