"""A change of policy, approved by a second person, moves due dates by a job that can be watched."""

import pytest

from config_per_tenant.versions import actions
from core.duties.models import Duty
from core.duties.rebuilding import ask_for_rebuild
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted
from hearth.jobs.models import Job
from hearth.jobs.working import work_on
from tests.support.staff import a_user
from tests.support.visits import a_visit, an_approved_household


@pytest.fixture
def administrator(day):
    return a_user("Ada Min", Role.TENANT_ADMINISTRATOR)


@pytest.fixture
def approver(day):
    return a_user("Morgan Bell", Role.POLICY_APPROVER)


def changed(key, value, day, administrator, approver):
    draft = actions.open_draft(title="Visit more often", by=administrator.actor)
    actions.change_value(draft, key, state="set", value=value, by=administrator.actor)
    submitted = actions.submit(draft, effective_from=day, reason="Decided by the board.", by=administrator.actor)
    return actions.approve(submitted, by=approver.actor)


def test_due_dates_follow_an_approved_interval(day, dana, administrator, approver):
    household = an_approved_household(worker=dana)
    a_visit(household, day, worker=dana)
    before = Duty.objects.get(kind="supervision.visit")

    changed("supervision.visit_interval", {"most": "4 weeks"}, day, administrator, approver)
    job = Job.objects.get(kind="duties.rebuild")
    assert work_on(str(job.pk))

    after = Duty.objects.get(kind="supervision.visit")
    job.refresh_from_db()
    assert ((before.due_on - day).days, (after.due_on - day).days) == (42, 28)
    assert after.why.settings[0].approved_by == "Morgan Bell"
    assert after.policy_stamp != before.policy_stamp
    assert (job.state, job.progress_done) == ("done", job.progress_total)


def test_a_setting_that_moves_no_date_asks_for_nothing(day, dana, administrator, approver):
    an_approved_household(worker=dana)

    brand = {"name": "Oakshire", "short_name": "Oakshire", "service_name": "Fostering", "colour": "#1d5c63"}
    changed("brand.identity", brand, day, administrator, approver)

    assert not Job.objects.filter(kind="duties.rebuild").exists()


def test_a_job_done_twice_does_no_harm(day, dana, administrator):
    an_approved_household(worker=dana)
    job = ask_for_rebuild(by=administrator.actor)
    assert ask_for_rebuild(by=administrator.actor) == job, "asked for twice while it waits is asked for once"
    before = list(Duty.objects.order_by("pk").values())

    assert work_on(str(job.pk))
    assert not work_on(str(job.pk))

    assert list(Duty.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.filter(code="duties.rebuild_started").count() == 2


def test_others_may_not_ask_for_it(dana):
    with pytest.raises(NotPermitted):
        ask_for_rebuild(by=dana.actor)


def test_it_is_done_every_night():
    from hearth.jobs.registry import kind_of

    assert kind_of("duties.rebuild").daily is not None
    assert kind_of("duties.rebuild").daily.tenants == "council"
