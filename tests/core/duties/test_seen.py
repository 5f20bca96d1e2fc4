"""Whose duties who sees, and the questions that lists ask."""

from datetime import timedelta

import pytest

from core.duties.models import Duty
from hearth.access import Actor, Role
from tests.support.staff import a_user
from tests.support.visits import a_visit, an_approved_household


@pytest.fixture
def household(dana):
    return an_approved_household("Adeyemi", worker=dana)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.SUPERVISING_SOCIAL_WORKER, True),
        (Role.TEAM_MANAGER, True),
        (Role.AUDITOR, True),
        (Role.FINANCE_OFFICER, False),  # finance sees households, never their supervision
        (Role.RECRUITMENT_OFFICER, False),
        (Role.TENANT_ADMINISTRATOR, False),
    ],
)
def test_supervision_is_seen_by_those_who_work_with_the_household(household, role, sees):
    actor = a_user("Somebody", role).actor

    assert Duty.objects.visible_to(actor).of_kind("supervision.visit").exists() is sees


def test_ones_own_duties_are_always_seen(household, dana):
    without_roles = Actor(dana.pk, dana.name)

    assert Duty.objects.visible_to(without_roles).count() == Duty.objects.for_worker(dana).count() > 0


def test_the_public_sees_none_and_the_system_all(household):
    assert not Duty.objects.visible_to(Actor.public()).exists()
    assert Duty.objects.visible_to(Actor.system("tests")).count() == Duty.objects.count()


def test_a_duty_is_overdue_from_the_day_after(household, dana):
    duty = Duty.objects.get(kind="supervision.visit")
    owed = Duty.objects.of_kind("supervision.visit")

    assert not owed.overdue(duty.due_on).exists()
    assert owed.overdue(duty.due_on + timedelta(days=1)).exists()
    assert not owed.needing_attention(duty.warn_from - timedelta(days=1)).exists()
    assert owed.needing_attention(duty.warn_from).exists()


def test_weeks_are_counted_from_monday_and_what_is_late_apart(household, day, dana):
    a_visit(household, day, worker=dana)
    late = an_approved_household(worker=dana)
    found = {(row["week"], row["kind"]): row["total"] for row in Duty.objects.counted_by_week(day, 8)}

    assert found[None, "supervision.visit"] == 1
    week = Duty.objects.get(kind="supervision.visit", subject_id=household.pk).due_on
    assert found[week - timedelta(days=week.weekday()), "supervision.visit"] == 1
    assert late
