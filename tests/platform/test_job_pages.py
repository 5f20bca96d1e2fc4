"""People can see how far long work is, and stop what they asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from hearth import jobs
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.jobs import registry
from hearth.jobs.models import Job
from hearth.ui import navigation
from tests.support.staff import a_user

URLS = "hearth.urls.council"


@pytest.fixture
def asked(council: Any) -> Iterator[tuple[Any, Job]]:
    """Somebody, and the job that they asked for."""
    before = dict(registry._kinds)
    jobs.job("tests.count", title="Count the households")(lambda job: None)
    dana = a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER)
    yield dana, jobs.enqueue("tests.count", key="all", by=dana.actor)
    registry._kinds.clear()
    registry._kinds.update(before)


def page(name: str, *args: Any) -> str:
    return reverse(f"jobs:{name}", args=args, urlconf=URLS)


def test_the_list_and_the_page_say_what_was_asked_for_and_by_whom(asked, client_for):
    dana, job = asked
    browser = client_for(dana)
    for address in (page("list"), page("job", job.pk)):
        words = browser.get(address).content.decode()
        assert "Count the households" in words
        assert "Dana Reed" in words


def test_the_page_asks_again_until_the_job_is_over(asked, client_for):
    dana, job = asked
    browser = client_for(dana)
    waiting = browser.get(page("progress", job.pk)).content.decode()
    assert f'hx-get="{page("progress", job.pk)}"' in waiting
    assert "waiting to start" in waiting
    Job.objects.filter(pk=job.pk).update(started_at=job.queued_at, progress_done=160, progress_total=217)
    assert "160 of 217" in browser.get(page("progress", job.pk)).content.decode()
    Job.objects.filter(pk=job.pk).update(finished_at=job.queued_at)
    assert "hx-get" not in browser.get(page("progress", job.pk)).content.decode()
    told = browser.get(page("progress", job.pk), headers={"accept": "application/json"}).json()
    assert (told["state"], told["is_over"], told["percent"]) == ("done", True, 100)


def test_whoever_asked_may_stop_it_and_that_is_recorded(asked, client_for):
    dana, job = asked
    browser = client_for(dana)
    assert browser.get(page("stop", job.pk)).status_code == 405
    answer = browser.post(page("stop", job.pk), follow=True)
    assert "will stop at its next step" in answer.content.decode()
    assert Job.objects.get().state == "stopped"
    assert AuditEntry.objects.filter(code="jobs.stop_requested", sentence__contains="Count the households").count() == 1
    again = browser.post(page("stop", job.pk), follow=True).content.decode()
    assert "already finished" in again


def test_a_colleague_may_look_and_only_an_administrator_may_stop(asked, client_for):
    _, job = asked
    colleague = client_for(a_user("Marcus Bell", Role.TEAM_MANAGER))
    assert colleague.get(page("job", job.pk)).status_code == 200
    assert colleague.post(page("stop", job.pk)).status_code == 403
    assert Job.objects.get().state == "waiting"
    administrator = client_for(a_user("Grace Hill", Role.TENANT_ADMINISTRATOR))
    assert administrator.post(page("stop", job.pk)).status_code == 302
    assert Job.objects.get().state == "stopped"


def test_jobs_are_in_the_account_menu():
    assert [item.place for item in navigation.items() if item.url_name == "jobs:list"] == ["account"]
