"""An act and a rebuild at the same time: neither waits for ever, and what the act recorded is what counts."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from core.duties.derive import rebuild
from core.duties.jobs import rebuild_duties
from core.duties.models import Duty
from hearth.dates import on_day
from tests.support.staff import a_supervising_social_worker, two_teams
from tests.support.visits import a_visit, an_approved_household

DAY = date(2026, 11, 23)


def in_oakshire(work):
    """Run `work` in a thread with a connection of its own, inside the council, on the day."""

    def run():
        from tenants.isolation.current import in_tenant
        from tenants.models import Tenant

        try:
            with in_tenant(Tenant.objects.get(slug="oakshire")), on_day(DAY):
                work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.slow
def test_a_rebuild_does_not_write_over_an_act(own_database):
    made, may_commit = threading.Event(), threading.Event()
    kept = {}

    def prepare():
        team, _ = two_teams()
        kept["dana"] = a_supervising_social_worker(team=team)
        kept["households"] = [an_approved_household(worker=kept["dana"]) for _ in range(3)]

    def act():
        with transaction.atomic():
            a_visit(kept["households"][1], DAY, worker=kept["dana"])
            made.set()
            assert may_commit.wait(30)

    def work_out():
        rebuild(progress=lambda done, total: kept.update(progress=(done, total)))

    in_oakshire(prepare).join(60)
    acting = in_oakshire(act)
    assert made.wait(30)
    rebuilding = in_oakshire(work_out)
    rebuilding.join(1.0)
    assert rebuilding.is_alive(), "it waits for the act that holds a household"
    may_commit.set()
    acting.join(30)
    rebuilding.join(30)
    assert not rebuilding.is_alive()

    found = {}

    def look():
        found["due"] = Duty.objects.get(kind="supervision.visit", subject_id=kept["households"][1].pk).due_on
        found["changes"] = rebuild()

    in_oakshire(look).join(30)
    assert found["due"] == DAY + timedelta(weeks=6)
    assert not found["changes"].any
    assert kept["progress"][0] == kept["progress"][1]


@pytest.mark.slow
def test_a_second_rebuild_waits_for_the_first(own_database):
    """Whoever asked, and by whatever key: the one that read policy last is the one that writes last."""
    begun, may_end = threading.Event(), threading.Event()
    told = []

    class Job:
        def __init__(self, name):
            self.name = name

        def progress(self, done, total, words):
            told.append(self.name)
            if self.name == "first":
                begun.set()
                assert may_end.wait(30)

    in_oakshire(lambda: an_approved_household(worker=a_supervising_social_worker())).join(60)
    first = in_oakshire(lambda: rebuild_duties(Job("first")))
    assert begun.wait(30)
    second = in_oakshire(lambda: rebuild_duties(Job("second")))
    second.join(1.0)
    assert second.is_alive() and "second" not in told
    may_end.set()
    first.join(30)
    second.join(30)
    assert told[-1] == "second" and not second.is_alive()
