"""A real worker, a real queue: jobs are done in their council, and survive the loss of either. R3 of the bars, T10."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth import embedded
from hearth.access import Actor
from hearth.celery import HearthApp, run
from hearth.jobs import enqueue
from hearth.jobs.models import Job
from hearth.jobs.reaping import send_overdue
from tenants.isolation.current import in_tenant
from tenants.isolation.tasks import HEADER
from tests.support import database

SYSTEM = Actor.system("tests")
KIND = "reporting.publish_to_hubs"  # with no hub and nothing to report, it is done at once
QUEUE_NUMBER = 9

pytestmark = [pytest.mark.services, pytest.mark.slow]


@pytest.fixture
def queue(own_database: Any, monkeypatch: Any) -> Iterator[str]:
    """The address of an empty queue, and this process sends to it rather than doing the work itself."""
    url = os.environ.get("REDIS_URL")
    if url is None:
        running = embedded.running(database.WHERE / "services")
        assert running is not None, "set REDIS_URL beside DATABASE_OWNER_URL"
        url = running.redis_url
    url = f"{url.rsplit('/', 1)[0]}/{QUEUE_NUMBER}"
    redis.Redis.from_url(url).flushdb()
    sender = HearthApp("sender", broker=url, set_as_current=False)

    def send(job: Job) -> None:
        sender.send_task(run.name, (str(job.pk),), headers={HEADER: job._state.tenant_schema})

    monkeypatch.setattr("hearth.jobs.working.send", send)
    monkeypatch.setattr("hearth.jobs.reaping.send", send)
    yield url
    sender.close()


@contextmanager
def a_worker(queue: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own process, killed at the end."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hearth.settings.local",
        "SECRET_KEY": settings.SECRET_KEY,
        "REDIS_URL": queue,
        "DATABASE_URL": _url("default"),
        "DATABASE_OWNER_URL": _url("owner"),
    }
    command = [
        "-m",
        "celery",
        "-A",
        "hearth.celery",
        "worker",
        "--pool",
        "solo",
        "--loglevel",
        "WARNING",
        "--without-mingle",
    ]
    with subprocess.Popen([sys.executable, "-W", "ignore", *command], env=environment, cwd=database.ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def _url(alias: str) -> str:
    place = settings.DATABASES[alias]
    login = f"{place['USER']}:{quote(place['PASSWORD'])}" if place["PASSWORD"] else place["USER"]
    return f"postgresql://{login}@{place['HOST']}:{place['PORT']}/{place['NAME']}"


def asked_for(schema: str, key: str) -> Job:
    with in_tenant(schema), transaction.atomic():
        return enqueue(KIND, key=key, by=SYSTEM)


def is_done(job: Job, schema: str) -> bool:
    with in_tenant(schema):
        return Job.objects.get(pk=job.pk).state == "done"


def test_jobs_are_done_by_a_worker_and_survive_the_loss_of_worker_and_queue(queue):
    one, other = "council_oakshire", "council_riverton"
    with a_worker(queue):
        first, second = asked_for(one, "first"), asked_for(other, "second")
        database.wait_until(lambda: is_done(first, one) and is_done(second, other), seconds=90)
    # The worker is dead, and then the queue forgets.
    third = asked_for(one, "third")
    assert redis.Redis.from_url(queue).llen("celery") == 1
    redis.Redis.from_url(queue).flushdb()
    assert send_overdue() == 0  # it has only just been asked for
    with in_tenant(one):
        Job.objects.filter(pk=third.pk).update(due_at=timezone.now() - timedelta(minutes=5))
    assert send_overdue() == 1
    assert send_overdue() == 1  # sent twice, it is done once
    with a_worker(queue):
        database.wait_until(lambda: is_done(third, one), seconds=90)
    with in_tenant(one):
        assert Job.objects.get(pk=third.pk).attempts == 1
