"""Appointing, leaving and allocating: allowed, refused, recorded, all or nothing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.duties.models import Duty
from core.staffing.actions import allocate_worker, appoint, end_allocation, end_holding
from core.staffing.models import Allocation, Holding, Post
from core.staffing.pages.views import warning_about
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.browsing import signed_in
from tests.support.half_way import HalfWay, half_way
from tests.support.law import law
from tests.support.staff import SYSTEM, a_supervising_social_worker, a_team_manager, a_user
from tests.support.visits import a_household, an_approved_household


@pytest.fixture
def post(teams):
    return Post.objects.get(team=teams[0], title="Supervising Social Worker")


def test_somebody_is_appointed_and_leaves(post, day):
    ann = a_user("Ann Lee")

    holding = appoint(post, ann, by=SYSTEM)
    ended = end_holding(holding, until_on=day + timedelta(days=3), by=SYSTEM)

    assert Holding.objects.on(day + timedelta(days=2)).get() == ended
    assert not Holding.objects.on(day + timedelta(days=3)).exists(), "the day they left is the first without them"
    assert "Ann Lee" in AuditEntry.objects.get(code="staffing.appointed").sentence


def test_a_post_is_held_once_by_each_and_ends_once(post, day):
    ann = a_user("Ann Lee")
    holding = appoint(post, ann, by=SYSTEM)
    with pytest.raises(StateConflict):
        appoint(post, ann, by=SYSTEM)
    with pytest.raises(RuleBroken):
        end_holding(holding, until_on=day - timedelta(days=1), by=SYSTEM)
    end_holding(holding, by=SYSTEM)
    with pytest.raises(StateConflict):
        end_holding(holding, by=SYSTEM)


@law("NMS 21")
def test_a_household_has_one_supervising_social_worker_at_a_time(day, dana, sam):
    household = an_approved_household(worker=dana)

    allocate_worker(household, sam, from_on=day, by=SYSTEM)

    held = Allocation.objects.about("household", [household.pk])
    assert held.on(day - timedelta(days=1)).get().worker == dana
    assert held.on(day).get().worker == sam
    entry = AuditEntry.objects.filter(code="staffing.worker_allocated").first()
    assert entry.sentence.startswith("Hearth (tests) allocated Sam Hill to")
    assert entry.details["before"] == "Dana Reed"


def test_the_database_refuses_a_second_open_allocation(day, dana):
    household = an_approved_household(worker=dana)
    first = Allocation.objects.get()
    first.pk, first.id, first._state.adding = None, uuid4(), True

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)
    assert household


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"function": "gardener"}, "staffing.unknown_function"),
        ({"from_on": date(2026, 1, 4)}, "staffing.succeeds_before_start"),
    ],
)
def test_an_allocation_is_refused(day, dana, sam, change, code):
    household = an_approved_household(worker=dana)

    with pytest.raises(RuleBroken) as refused:
        allocate_worker(household, sam, **change, by=SYSTEM)

    assert refused.value.code == code


def test_the_same_worker_is_not_allocated_twice(day, dana):
    household = an_approved_household(worker=dana)

    with pytest.raises(StateConflict):
        allocate_worker(household, dana, by=SYSTEM)


def test_somebody_who_has_left_is_not_allocated(day):
    ann = a_supervising_social_worker("Ann Lee")
    ann.is_active = False
    ann.save()

    with pytest.raises(RuleBroken, match="no longer works here"):
        allocate_worker(a_household(), ann, by=SYSTEM)


def test_an_ended_allocation_leaves_the_work_to_the_team(day, dana, teams):
    household = an_approved_household(worker=dana)

    end_allocation(Allocation.objects.get(), by=SYSTEM)

    duty = Duty.objects.get(kind="supervision.visit", subject_id=household.pk)
    assert (duty.owner, duty.team) == (None, teams[0])


def test_when_a_worker_moves_team_their_work_moves(day, dana, teams):
    an_approved_household(worker=dana)
    end_holding(Holding.objects.get(user=dana), by=SYSTEM)
    kinship = Post.objects.get(team=teams[1], title="Supervising Social Worker")

    appoint(kinship, dana, by=SYSTEM)

    assert Duty.objects.get(kind="supervision.visit").team == teams[1]


@pytest.mark.parametrize("role", [Role.SUPERVISING_SOCIAL_WORKER, Role.FINANCE_OFFICER, Role.AUDITOR])
def test_others_may_not_allocate(day, dana, role):
    with pytest.raises(NotPermitted):
        allocate_worker(a_household(), dana, by=a_user("Somebody", role).actor)


def test_all_or_nothing(day, dana, sam):
    household = an_approved_household(worker=dana)

    with pytest.raises(HalfWay):
        half_way(allocate_worker, household, sam, by=SYSTEM)

    assert Allocation.objects.open().get().worker == dana
    assert Duty.objects.get(kind="supervision.visit").owner == dana


def test_a_team_that_does_not_do_the_work_is_a_warning(dana, sam):
    outsider = a_user("Ann Lee")

    assert warning_about(dana, "supervising_social_worker") == ""
    assert "not responsible" in warning_about(dana, "reviewing_officer")
    assert "holds no post" in warning_about(outsider, "supervising_social_worker")


def test_the_pages_of_staffing(day, dana, sam, teams):
    household = an_approved_household(worker=dana)
    manager = signed_in(a_team_manager(team=teams[0]))
    post = Post.objects.get(team=teams[0], title="Supervising Social Worker")
    allocation = f"/allocations/household/{household.pk}/new"
    day_parts = {"from_on_day": day.day, "from_on_month": day.month, "from_on_year": day.year}

    holding, present = Holding.objects.first().pk, Allocation.objects.get().pk
    for address in (
        "/teams/",
        f"/posts/{post.pk}/holders/new",
        f"/holdings/{holding}/end",
        allocation,
        f"/allocations/{present}/end",
    ):
        assert manager.get(address).status_code == 200, address
    assert manager.post(allocation, day_parts).status_code == 422
    assert manager.post(allocation, {**day_parts, "worker": str(sam.pk)}).status_code == 302

    assert Allocation.objects.open().get().worker == sam
    assert "Dana Reed" in manager.get("/teams/").content.decode()


@pytest.mark.parametrize("address", ["/allocations/household/{id}/new", "/allocations/dragon/{id}/new"])
def test_a_subject_that_is_not_there_is_not_found(day, teams, address):
    manager = signed_in(a_team_manager(team=teams[0]))

    assert manager.get(address.format(id=uuid4())).status_code == 404


def test_a_worker_sees_the_structure_and_not_the_managers_page(day, dana, teams):
    browser = signed_in(dana)

    page = browser.get("/teams/").content.decode()
    assert "Support Team" in page
    assert f"/teams/{teams[0].pk}/" not in page
    assert browser.get(f"/teams/{teams[0].pk}/").status_code == 403
