"""The rows of duties: written in the act's transaction, equal to a full rebuild, in a fixed number of queries."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.approvals.actions import record_resignation
from core.duties.derive import deferred, rebuild, refresh
from core.duties.models import Duty
from core.households.models import Household
from core.people.models import Person
from core.staffing.actions import end_allocation, end_holding
from core.staffing.models import Allocation, Holding
from core.supervision.actions import Agreed, complete_action, correct_visit, record_visit, withdraw_visit
from core.supervision.models import Visit, VisitAction
from hearth.dates import on_day
from hearth.errors import ActRefused
from tests.support.half_way import HalfWay, half_way
from tests.support.staff import SYSTEM, allocated, put_in_post
from tests.support.visits import a_household, a_visit, an_approved_household

COLUMNS = (
    "kind", "subject_kind", "subject_id", "subject_name", "key", "due_on", "starts_on", "warn_from", "note",
    "owner_id", "team_id", "trace", "policy_stamp",
)  # fmt: skip


def rows():
    return sorted(Duty.objects.values_list(*COLUMNS), key=str)


def test_a_visit_moves_the_due_date_in_its_own_transaction(day, dana):
    household = an_approved_household(worker=dana)
    before = Duty.objects.get(kind="supervision.visit")

    record_visit(household, made_on=day, summary="All well", by=dana.actor)

    after = Duty.objects.get(kind="supervision.visit")
    assert after.pk == before.pk, "a duty keeps its address while it moves"
    assert (before.starts_on, after.starts_on) == (date(2026, 1, 5), day)
    assert after.due_on > before.due_on


def test_when_the_act_fails_the_duties_stay(day, dana):
    household = an_approved_household(worker=dana)
    before = rows()

    with pytest.raises(HalfWay):
        half_way(record_visit, household, made_on=day, summary="All well", by=dana.actor)

    assert rows() == before


def test_a_refresh_that_finds_no_difference_writes_nothing(day, dana):
    household = an_approved_household(worker=dana)

    assert not refresh("household", [household.pk]).any


@pytest.mark.parametrize("many", [1, 8])
def test_a_refresh_takes_the_same_queries_for_one_and_for_many(day, dana, many):
    households = [an_approved_household(worker=dana) for _ in range(many)]
    Duty.objects.all().delete()

    with CaptureQueriesContext(
        connection,
    ) as made:
        refresh("household", [household.pk for household in households])

    assert len(made) <= 24, "\n".join(query["sql"][:150] for query in made)


def test_a_refresh_grows_by_no_query_with_its_subjects(day, dana):
    counts = []
    for many in (1, 6):
        households = [an_approved_household(worker=dana) for _ in range(many)]
        Duty.objects.all().delete()
        with CaptureQueriesContext(connection) as made:
            refresh("household", [household.pk for household in households])
        counts.append(len(made))

    assert counts[0] == counts[1]


def test_deferred_work_is_done_when_the_block_ends(day, dana):
    with deferred():
        household = an_approved_household(worker=dana)
        assert not Duty.objects.exists()

    assert Duty.objects.about("household", [household.pk]).of_kind("supervision.visit").exists()
    by_act = rows()
    rebuild()
    assert rows() == by_act


def test_deferred_work_of_a_block_that_fails_is_not_done(day, dana):
    with pytest.raises(HalfWay), deferred():
        half_way(an_approved_household, worker=dana)

    assert not Duty.objects.exists()


def test_the_owner_is_whoever_is_allocated_and_the_team_is_theirs(day, dana, sam, teams):
    household = an_approved_household(worker=dana)

    allocated(household, sam, on=day)

    duty = Duty.objects.get(kind="supervision.visit")
    assert (duty.owner, duty.team) == (sam, teams[1])


def test_without_a_worker_the_team_that_does_such_work_has_it(day, teams):
    an_approved_household()
    an_approved_household(category="connected_person")

    found = {duty.team.code: duty.owner for duty in Duty.objects.of_kind("supervision.visit")}
    assert found == {"support": None, "kinship": None}


def test_an_ended_approval_has_no_duties(day, dana):
    household = an_approved_household(worker=dana)
    with on_day(day - timedelta(days=60)):
        record_resignation(household.approvals.get(), received_on=day - timedelta(days=60), by=SYSTEM)
    rebuild()

    assert not Duty.objects.filter(kind__startswith="supervision.").exists()


def test_a_rebuild_removes_what_no_longer_has_a_subject_or_a_rule(day, dana):
    household = an_approved_household(worker=dana)
    gone = Duty.objects.get(kind="supervision.visit")
    for kind, subject_kind, subject_id in (
        ("supervision.old", "household", household.pk),
        ("supervision.visit", "household", Person.objects.first().pk),
        ("supervision.visit", "nothing", household.pk),
    ):
        stray = Duty.objects.get(pk=gone.pk)
        stray.pk, stray.kind, stray.subject_kind, stray.subject_id = None, kind, subject_kind, subject_id
        stray._state.adding = True
        stray.id = Duty._meta.pk.get_default()
        stray.save(force_insert=True)
    before = Duty.objects.count()

    rebuild()

    assert Duty.objects.count() == before - 3


def test_a_rebuild_tells_how_far_it_is_and_can_be_stopped(day, dana):
    for _ in range(3):
        an_approved_household(worker=dana)
    told = []

    rebuild(progress=lambda done, total: told.append((done, total)))

    assert told[-1][0] == told[-1][1] >= 3

    def stop(done, total):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        rebuild(progress=stop)
    assert Duty.objects.exists(), "what was done stays done"


def test_it_sees_the_day_it_is_given(day, dana):
    household = an_approved_household(
        category="connected_person", approved_on=day, temporary_until_on=day + timedelta(days=30)
    )

    rebuild(on=day + timedelta(days=31))

    assert not Duty.objects.about("household", [household.pk]).filter(kind__startswith="supervision.").exists()


# --- Whatever acts are done, in whatever order: rows kept by the acts are those of a full rebuild.


def a_random_act(dice, day, workers, teams):
    """One act of a working day, on whatever there is."""
    households = list(Household.objects.order_by("pk"))
    household = dice.choice(households) if households else None
    standing = list(Visit.objects.standing().order_by("pk"))
    open_actions = list(VisitAction.objects.open().order_by("pk"))
    act = dice.choice(
        ["open", "approve", "allocate", "unallocate", "visit", "visit", "visit", "correct", "withdraw", "done",
         "resign", "leave", "join"]
    )  # fmt: skip
    if act == "open" or household is None:
        a_household()
    elif act == "approve":
        category = dice.choice(["mainstream", "connected_person"])
        an_approved_household(approved_on=day - timedelta(days=dice.randrange(0, 500)), category=category)
    elif act == "allocate":
        allocated(household, dice.choice(workers), on=day - timedelta(days=dice.randrange(0, 3)))
    elif act == "unallocate":
        found = Allocation.objects.open().filter(subject_id=household.pk).first()
        if found:
            end_allocation(found, until_on=day + timedelta(days=dice.randrange(0, 2)), by=SYSTEM)
    elif act == "visit":
        worker = dice.choice(workers)
        agreed = [Agreed("Ring the school", day + timedelta(days=dice.randrange(-3, 20)), dice.choice([None, worker]))]
        a_visit(household, day - timedelta(days=dice.randrange(0, 90)), worker=worker, recorded_on=day,
                kind=dice.choice(["announced", "unannounced"]), actions=agreed[: dice.randrange(0, 2)],
                summary=f"Visit {dice.random()}")  # fmt: skip
    elif act == "correct" and standing:
        visit = dice.choice(standing)
        correct_visit(
            visit, made_on=visit.made_on - timedelta(days=dice.randrange(0, 5)), reason="Wrong day", by=SYSTEM
        )
    elif act == "withdraw" and standing:
        withdraw_visit(dice.choice(standing), reason="Wrong household", by=SYSTEM)
    elif act == "done" and open_actions:
        complete_action(dice.choice(open_actions), by=SYSTEM)
    elif act == "resign" and (approval := household.approvals.filter(ends_on=None).first()):
        record_resignation(approval, received_on=day - timedelta(days=dice.randrange(0, 40)), by=SYSTEM)
    elif act == "leave" and (held := Holding.objects.on(day).order_by("pk").first()):
        end_holding(held, until_on=day, by=SYSTEM)
    elif act == "join":
        put_in_post(dice.choice(workers), dice.choice(teams), on=day)


@pytest.mark.parametrize("seed", range(6))
def test_acts_and_a_rebuild_agree(day, dana, sam, teams, seed):
    dice = random.Random(seed)
    done = 0
    for _ in range(30):
        try:
            with transaction.atomic():
                a_random_act(dice, day, [dana, sam], teams)
            done += 1
        except ActRefused:
            pass
    by_acts = rows()

    changes = rebuild()

    assert rows() == by_acts
    assert not changes.any
    assert done > 10
