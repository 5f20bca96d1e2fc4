"""Work sent from a council runs in that council or not at all. T10 and T15 of the isolation bars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import chain, group
from django.db import connection, connections, transaction
from django.utils import timezone

from hearth import jobs
from hearth.access import Actor
from hearth.celery import app
from hearth.errors import NotPermitted, StateConflict
from hearth.jobs import registry, working
from hearth.jobs.models import Job
from hearth.jobs.reaping import ask_for_daily, forget_old, send_overdue
from tenants.isolation.current import current_schema, in_public, in_tenant
from tenants.isolation.errors import NoTenant, UnknownTenant, WrongTenant
from tenants.isolation.middleware import streamed_in
from tenants.isolation.tasks import TenantBoundTask
from tenants.models import Tenant

DANA = Actor(id=None, name="Dana Reed", roles=frozenset())
SYSTEM = Actor.system("tests")


@pytest.fixture
def where() -> Iterator[Any]:
    """A task that says in which schema it ran."""

    @app.task(name="tests.where")
    def where(*_: Any) -> str | None:
        return current_schema()

    yield where
    app.tasks.pop("tests.where")


@pytest.fixture
def kinds() -> Iterator[dict[str, registry.Kind]]:
    """Kinds of job made for a test, forgotten afterwards."""
    before = dict(registry._kinds)
    yield registry._kinds
    registry._kinds.clear()
    registry._kinds.update(before)


def arrived(task: Any, schema: str | None, *args: Any) -> Any:
    """What becomes of a message with this header, whoever sent it."""
    return task.apply(args, headers={"_schema_name": schema}, throw=True).get()


def test_every_task_is_bound_to_a_tenant_or_says_that_it_is_public():
    app.finalize()
    for name, task in app.tasks.items():
        if name.startswith("celery."):  # its own chords and maps, which send tasks and touch no table
            continue
        assert isinstance(task, TenantBoundTask), name
    public = {name for name, task in app.tasks.items() if getattr(task, "public", False)}
    assert public == {"hearth.jobs.send_overdue", "hearth.jobs.ask_for_daily"}
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in public


def test_a_task_runs_where_it_was_sent(council, other_council, where):
    assert where.delay().get() == "council_oakshire"
    assert app.tasks["tests.where"].apply_async().get() == "council_oakshire"
    with in_tenant(other_council):
        assert where.delay().get() == "council_riverton"
        signature = where.si()
    assert signature.delay().get() == "council_oakshire"  # the sender's, not the maker's
    assert chain(where.si(), where.s()).delay().get() == "council_oakshire"
    assert group([where.si()] * 3).delay().get() == ["council_oakshire"] * 3
    assert current_schema() == "council_oakshire"


def test_a_task_sent_from_no_tenant_is_refused_at_once(db, where):
    with in_public(), pytest.raises(NoTenant):
        where.delay()


@pytest.mark.parametrize(
    ("schema", "refusal"),
    [(None, NoTenant), ("public", NoTenant), ("council_gone", UnknownTenant), ("template_council", UnknownTenant)],
)
def test_a_message_that_names_no_tenant_of_ours_is_refused(db, where, schema, refusal):
    with pytest.raises(refusal):
        arrived(where, schema)


def test_a_suspended_tenants_work_waits(council, where, monkeypatch):
    monkeypatch.setattr(Tenant, "is_suspended", True)
    with pytest.raises(UnknownTenant, match="suspended"):
        arrived(where, "council_oakshire")


def test_a_public_task_refuses_a_tenants_header(council):
    with pytest.raises(WrongTenant):
        arrived(app.tasks["hearth.jobs.send_overdue"], "council_oakshire")


def test_a_task_that_goes_elsewhere_or_fails_leaves_the_worker_where_it_was(council, other_council, kinds):
    @app.task(name="tests.wander")
    def wander() -> None:
        connection.set_tenant(Tenant.objects.get(slug="riverton"))  # type: ignore[attr-defined]  # our backend's own
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        arrived(wander, "council_oakshire")
    assert current_schema() == "council_oakshire"
    app.tasks.pop("tests.wander")


def test_a_job_is_sent_for_its_council_although_the_process_serves_another_at_commit(own_database, kinds):
    """`on_commit` runs where the transaction ends, which need not be where it was registered."""
    ran = []
    jobs.job("tests.note")(lambda job: ran.append((current_schema(), job.key)))
    with transaction.atomic():
        with in_tenant("council_oakshire"):
            jobs.enqueue("tests.note", key="a", by=SYSTEM)
        connection.set_tenant(Tenant.objects.get(slug="riverton"))  # type: ignore[attr-defined]  # our backend's own
    assert ran == [("council_oakshire", "a")]


def test_a_job_rolled_back_was_never_asked_for(own_database, kinds):
    ran = []
    jobs.job("tests.note")(lambda job: ran.append(job.key))
    with in_tenant("council_oakshire"):
        with transaction.atomic():
            jobs.enqueue("tests.note", key="a", by=SYSTEM)
            transaction.set_rollback(True)
        assert (Job.objects.count(), ran) == (0, [])


def test_a_job_asked_for_twice_is_one_and_asked_for_while_it_runs_runs_again(own_database, kinds):
    ran = []

    def note(job: Job) -> None:
        ran.append(job.pk)
        if len(ran) == 1:
            assert jobs.enqueue("tests.note", key="a", by=SYSTEM).pk == job.pk

    jobs.job("tests.note")(note)
    with in_tenant("council_oakshire"):
        with transaction.atomic():
            first = jobs.enqueue("tests.note", key="a", by=SYSTEM)
            assert jobs.enqueue("tests.note", key="a", by=SYSTEM) == first
        assert len(ran) == 2
        assert [job.state for job in Job.objects.all()] == ["done", "done"]


def test_two_workers_do_a_job_once_and_a_finished_one_not_again(own_database, kinds):
    ran = []
    jobs.job("tests.note")(lambda job: ran.append(working.work_on(str(job.pk))))
    with in_tenant("council_oakshire"):
        job = Job.objects.create(kind="tests.note", key="a", asked_by_name="x")
        assert working.work_on(str(job.pk)) is True
        assert ran == [False]  # the second worker found it held
        assert working.work_on(str(job.pk)) is False


def test_a_job_held_by_another_transaction_is_passed_by(own_database, kinds):
    jobs.job("tests.note")(lambda job: None)
    with in_tenant("council_oakshire"):
        job = Job.objects.create(kind="tests.note", key="a", asked_by_name="x")
    name = connections["default"].settings_dict["NAME"]
    with own_database.connect(name) as other, other.transaction():
        other.execute("SELECT 1 FROM council_oakshire.jobs_job WHERE id = %s FOR UPDATE", [job.pk])
        with in_tenant("council_oakshire"):
            assert working.claim(str(job.pk)) is None
    with in_tenant("council_oakshire"):
        assert working.claim(str(job.pk)) is not None


def test_a_job_whose_worker_died_is_done_by_another_after_its_lease(council, other_council, kinds, monkeypatch):
    sent = []
    monkeypatch.setattr("hearth.jobs.reaping.send", lambda job: sent.append((current_schema(), job.key)))
    jobs.job("tests.note", attempts=2)(lambda job: None)
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.create(
        kind="tests.note", key="dead", asked_by_name="x", lease_until=long_ago, started_at=long_ago, attempts=1
    )
    Job.objects.create(
        kind="tests.note", key="alive", asked_by_name="x", lease_until=timezone.now() + timedelta(hours=1)
    )
    Job.objects.create(kind="tests.note", key="over", asked_by_name="x", finished_at=long_ago, due_at=long_ago)
    Job.objects.create(kind="tests.note", key="young", asked_by_name="x")
    with in_tenant(other_council):
        Job.objects.create(kind="tests.note", key="lost by the queue", asked_by_name="x", due_at=long_ago)
    assert send_overdue() == 2
    assert sorted(sent) == [("council_oakshire", "dead"), ("council_riverton", "lost by the queue")]

    dead = Job.objects.get(key="dead")
    assert working.work_on(str(dead.pk)) is True
    assert Job.objects.get(key="dead").state == "done"
    Job.objects.filter(key="dead").update(finished_at=None, lease_until=long_ago)  # and died again, too often
    assert working.work_on(str(dead.pk)) is False
    assert (Job.objects.get(key="dead").state, Job.objects.get(key="dead").failure) == ("failed", "WorkerLost")


def test_a_job_that_fails_is_tried_again_later_and_in_the_end_says_so(council, kinds):
    def fail(job: Job) -> None:
        raise ValueError("Ada Okafor's file")

    jobs.job("tests.fail", attempts=2)(fail)
    job = Job.objects.create(kind="tests.fail", key="a", asked_by_name="x")
    working.work_on(str(job.pk))
    job.refresh_from_db()
    assert job.state == "running" and job.due_at > timezone.now()
    assert working.work_on(str(job.pk)) is False  # not yet due
    Job.objects.update(due_at=timezone.now())
    working.work_on(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.failure, job.attempts) == ("failed", "ValueError", 2)


def test_progress_is_seen_renews_the_lease_and_a_stop_is_heeded(council, kinds):
    heard = []

    def count(job: Job) -> None:
        for number in range(1, 4):
            Job.objects.filter(pk=job.pk).update(lease_until=timezone.now())
            job.progress(number, 3, "households")
            shown = Job.objects.get(pk=job.pk)
            heard.append((shown.as_progress()["percent"], shown.lease_until > timezone.now()))
            if number == 2:
                jobs.request_stop(job, by=SYSTEM)

    jobs.job("tests.count")(count)
    job = Job.objects.create(kind="tests.count", key="a", asked_by_name="x")
    working.work_on(str(job.pk))
    job.refresh_from_db()
    assert heard == [(33, True), (66, True)]
    assert (job.state, job.progress_done, job.progress_total, job.progress_words) == ("stopped", 3, 3, "households")
    with pytest.raises(StateConflict):
        jobs.request_stop(job, by=SYSTEM)


def test_a_waiting_job_that_is_stopped_never_starts(council, kinds):
    jobs.job("tests.note")(lambda job: pytest.fail("it ran"))
    job = Job.objects.create(kind="tests.note", key="a", asked_by_name="x")
    with pytest.raises(NotPermitted):
        jobs.request_stop(job, by=DANA)
    jobs.request_stop(job, by=SYSTEM)
    assert working.work_on(str(job.pk)) is False
    assert Job.objects.get().state == "stopped"


def test_daily_jobs_are_asked_for_once_a_day_in_each_tenant_of_their_kind(db, kinds):
    kinds.clear()
    jobs.job("tests.daily", daily=jobs.Daily("council"))(lambda job: None)
    assert ask_for_daily() == 2
    assert ask_for_daily() == 0
    for schema, count in (("council_oakshire", 1), ("council_riverton", 1), ("hub_east", 0)):
        with in_tenant(schema):
            assert Job.objects.count() == count


def test_old_jobs_are_forgotten_and_unfinished_ones_never(council, kinds):
    long_ago = timezone.now() - timedelta(days=91)
    for key, ending in (("done", "finished_at"), ("failed", "failed_at"), ("waiting", "queued_at")):
        Job.objects.create(kind="tests.note", key=key, asked_by_name="x", **{ending: long_ago})
    Job.objects.create(kind="tests.note", key="recent", asked_by_name="x", finished_at=timezone.now())
    assert forget_old() == 2
    assert set(Job.objects.values_list("key", flat=True)) == {"waiting", "recent"}


def test_nobody_can_read_what_a_task_returned():
    assert app.conf.task_ignore_result and app.conf.result_backend is None


def test_a_queue_that_is_not_there_loses_nothing(council, kinds, monkeypatch):
    def nobody(*_: Any, **__: Any) -> None:
        raise ConnectionError

    jobs.job("tests.note")(lambda job: None)
    monkeypatch.setattr("hearth.celery.run.apply_async", nobody)
    working.send(jobs.enqueue("tests.note", key="a", by=SYSTEM))
    assert Job.objects.unfinished().count() == 1


def test_a_message_carries_an_id_and_a_tenant_and_nothing_else(council, kinds, monkeypatch):
    sent = []
    jobs.job("tests.note")(lambda job: None)
    monkeypatch.setattr("hearth.celery.run.apply_async", lambda *args, **options: sent.append((args, options)))
    job = jobs.enqueue("tests.note", key="Ada Okafor", by=DANA)
    working.send(job)
    assert sent == [(((str(job.pk),),), {"headers": {"_schema_name": "council_oakshire"}, "retry": False})]


def test_a_streamed_answer_is_finished_in_its_own_council(council, other_council):
    """The server reads it after the request's own visit is over, and may serve another council in between."""

    def parts() -> Iterator[bytes]:
        for number in range(3):
            yield f"{number}{current_schema()} ".encode()

    with in_tenant(other_council):
        answer = streamed_in(council, parts())
        assert b"".join(answer) == b"0council_oakshire 1council_oakshire 2council_oakshire "
        assert current_schema() == "council_riverton"


def test_a_streamed_answer_that_nobody_reads_to_its_end_is_tidied_up_in_its_own_council(council, other_council):
    tidied = []

    def parts() -> Iterator[bytes]:
        try:
            yield b"a"
            yield b"b"
        finally:
            tidied.append(current_schema())

    with in_tenant(other_council):
        answer = streamed_in(council, parts())
        assert next(answer) == b"a"
        answer.close()
    assert tidied == ["council_oakshire"]
