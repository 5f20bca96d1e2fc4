"""Carrying a rehearsal out: it only reads, it can be stopped and begun again, and it says when it is out of date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import InternalError, connection

from config_per_tenant.versions import actions as policy
from core.duties import catalogue
from core.duties.models import Duty
from core.rehearsal import jobs, reading, running
from core.rehearsal.actions import ask_for_rehearsal
from core.rehearsal.comparing import total
from core.rehearsal.models import Rehearsal, RehearsedChange, RehearsedPay
from core.rehearsal.reading import facts_on_demand, reading_only
from core.rehearsal.running import carry_out
from core.rehearsal.staleness import why_stale
from core.supervision.models import Visit
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from hearth.jobs import JobStopped, request_stop
from hearth.jobs.models import Job
from hearth.jobs.working import work_on
from tests.core.rehearsal.conftest import TAKES_EFFECT, TODAY
from tests.core.rehearsal.test_equals_reality import a_dearer_tier
from tests.support.half_way import HalfWay
from tests.support.rehearsals import a_draft, put_in_force, rehearsed
from tests.support.staff import SYSTEM, a_user

OFTENER = {"supervision.visit_interval": {"least": "2 weeks", "most": "4 weeks"}, "review.interval": "8 months"}
OWN = {"rehearsal_rehearsal", "rehearsal_rehearsedchange", "rehearsal_rehearsedpay"}


@pytest.fixture
def draft(service):
    return a_draft(OFTENER, title="Visit more often")


def contents() -> dict[str, Any]:
    """Every table of the council with all that is in it, in short."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            " AND relkind IN ('r', 'p') AND NOT relispartition AND has_table_privilege(oid, 'SELECT')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*), md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"{table}\" t"
            )
            found[table] = cursor.fetchone()
    return found


@pytest.mark.parametrize("values", [OFTENER, a_dearer_tier], ids=["duties", "money"])
def test_nothing_changes_but_the_rehearsals_own_rows(service, values):
    draft = a_draft(values() if callable(values) else values)
    asked = ask_for_rehearsal(draft, on=TAKES_EFFECT, by=SYSTEM)
    before = contents()

    carry_out(asked)

    after = contents()
    assert len(before) > 40
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= OWN
    assert "rehearsal_rehearsal" in changed


def test_the_database_refuses_whatever_a_rule_or_a_loader_would_write(draft, monkeypatch):
    def writing(ids: Any) -> Any:
        Visit.objects.update(summary="Overwritten")
        return {}

    asked = ask_for_rehearsal(draft, by=SYSTEM)
    monkeypatch.setitem(catalogue._loaders["household"], "supervision", writing)

    with pytest.raises(InternalError, match="read-only transaction"):
        carry_out(asked)
    assert not Visit.objects.filter(summary="Overwritten").exists()


def test_after_reading_the_callers_own_transaction_goes_on_writing(draft):
    with reading_only():
        assert Duty.objects.count() >= 0

    assert a_draft({"review.interval": "9 months"}).values.count() == 1


def test_a_part_that_no_rule_asks_for_is_not_read(service, monkeypatch):
    read = []
    loaders = {part: lambda ids, part=part: read.append(part) or {} for part in catalogue.loaders_of("household")}
    monkeypatch.setitem(catalogue._loaders, "household", loaders)

    for facts in facts_on_demand("household", [home.pk for home in service.homes]):
        assert facts.supervision is None
        assert facts["nothing of the kind"] is None

    assert read == ["supervision"]


def test_a_second_rehearsal_takes_the_place_of_the_first(draft):
    first = rehearsed(draft, on=TAKES_EFFECT)
    second = rehearsed(draft, on=TAKES_EFFECT)

    assert [row.pk for row in Rehearsal.objects.of(draft)] == [second.pk]
    assert not RehearsedChange.objects.filter(rehearsal_id=first.pk).exists()
    assert RehearsedChange.objects.filter(rehearsal=second).exists()


def test_one_that_is_stopped_leaves_nothing_and_can_be_begun_again(draft):
    asked = ask_for_rehearsal(draft, by=SYSTEM)
    job = Job.objects.get(pk=asked.job_id)
    job.progress = lambda done, total, words: request_stop(Job.objects.get(pk=job.pk), by=SYSTEM) and _stopped()

    with pytest.raises(JobStopped):
        jobs.carry_out_rehearsal(job)

    assert not RehearsedChange.objects.exists()
    asked = Rehearsal.objects.get(pk=asked.pk)
    assert not asked.is_finished
    carry_out(asked)
    assert RehearsedChange.objects.exists()


def _stopped() -> None:
    raise JobStopped


def test_one_that_fails_half_way_leaves_the_earlier_result_as_it_was(draft, monkeypatch):
    earlier = rehearsed(draft)
    kept = RehearsedChange.objects.count()
    asked = ask_for_rehearsal(draft, by=SYSTEM)

    def fails(*_: Any) -> Any:
        raise HalfWay

    monkeypatch.setattr(running, "called", fails)
    with pytest.raises(HalfWay):
        carry_out(asked)

    assert RehearsedChange.objects.filter(rehearsal=earlier).count() == RehearsedChange.objects.count() == kept


def test_the_job_tells_how_far_it_is_and_ends(draft):
    asked = ask_for_rehearsal(draft, by=SYSTEM)

    assert work_on(str(asked.job_id))

    job = Job.objects.get(pk=asked.job_id)
    assert (job.state, job.title) == ("done", "Rehearsal of policy")
    assert job.progress_done == job.progress_total > 12
    assert Rehearsal.objects.get(pk=asked.pk).is_finished


def test_done_twice_it_is_done_once(draft):
    finished = rehearsed(draft)
    written = RehearsedChange.objects.count()

    jobs.carry_out_rehearsal(Job.objects.get(pk=finished.job_id))

    assert RehearsedChange.objects.count() == written


@pytest.mark.parametrize("batch", [1, 5, 250])
def test_it_finds_the_same_in_batches_of_any_size(draft, monkeypatch, batch):
    monkeypatch.setattr(reading, "BATCH", batch)
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)

    assert total(rehearsal.counts, "nearer") == RehearsedChange.objects.filter(change="nearer").count() > 5
    assert rehearsal.records_read > 12


def test_an_edit_or_another_day_makes_it_stale_and_says_so(draft):
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)
    assert why_stale(rehearsal) == []

    author = a_user("", Role.TENANT_ADMINISTRATOR).actor
    policy.change_value(draft, "review.interval", state="set", value="7 months", by=author)
    assert why_stale(rehearsal) == ["What it changes has been edited since."]

    policy.submit(draft, effective_from=TAKES_EFFECT + timedelta(days=30), reason="Later.", by=author)
    rehearsal.of_version.refresh_from_db()
    assert "It is now to take effect on 6 January 2027" in why_stale(rehearsal)[1]


def test_other_policy_that_is_approved_meanwhile_makes_it_stale(draft):
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)

    put_in_force(a_draft({"review.first_within": "10 months"}), on=TODAY + timedelta(days=1))

    assert why_stale(rehearsal) == ["Other policy that is in force by its day has changed since."]


def test_hours_follow_the_interval_and_not_the_transition(service):
    """Twice the visits are twice the hours in the long run, whatever days of grace those under way have."""
    standing = rehearsed(a_draft({"workload.hours_per_review": 20})).workload
    draft = a_draft({"workload.hours_per_visit": 8})
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)
    hours = {team["name"]: team["hours"] for team in rehearsal.workload["teams"]}

    assert set(hours) >= {"Support Team", "Kinship Team"}
    assert all(before < after < before * 2.01 for before, after in hours.values())
    assert rehearsal.counts == {}, "hours move no date"
    assert standing["direct_hours"] == [18, 18]


def test_posts_are_compared_as_the_drafts_own_structure_has_them(service):
    from config_per_tenant.policy import policy_on

    plain = policy_on(TODAY).entry("teams.structure").plain
    draft = a_draft({"teams.structure": {**plain, "teams": [a_support_team(fte=5), *plain["teams"]]}})
    support = next(team for team in rehearsed(draft).workload["teams"] if team["name"] == "Support Team")

    assert support["fte"] == [3.5, 5.0]


def a_support_team(fte: float) -> dict[str, Any]:
    post = {"title": "Supervising Social Worker", "role": "supervising_social_worker", "headcount": 5, "fte": fte}
    return {"code": "support", "name": "Support Team", "responsibilities": [], "posts": [post]}


def test_rows_go_long_after_the_version_was_decided_on(draft):
    rehearsal = rehearsed(draft, on=TODAY)
    put_in_force(draft, on=TODAY)
    job = Job.objects.get(pk=rehearsal.job_id)
    jobs.forget_old_rows(job)
    assert RehearsedChange.objects.exists()

    draft.refresh_from_db()
    long_ago = draft.applied_at + timedelta(days=jobs.KEPT_DAYS + 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jobs.timezone, "now", lambda: long_ago)
        jobs.forget_old_rows(job)

    assert not RehearsedChange.objects.exists()
    rehearsal.refresh_from_db()
    assert rehearsal.counts
    assert rehearsal.emptied_at


# --- asking


def test_who_may_ask(draft):
    for role in (Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER, Role.TEAM_MANAGER):
        assert ask_for_rehearsal(draft, by=a_user("", role).actor)
    with pytest.raises(NotPermitted):
        ask_for_rehearsal(draft, by=a_user("", Role.SUPERVISING_SOCIAL_WORKER).actor)


def test_asking_again_while_it_is_under_way_gives_the_same(draft):
    first = ask_for_rehearsal(draft, by=SYSTEM)

    assert ask_for_rehearsal(draft, by=SYSTEM).pk == first.pk
    with pytest.raises(StateConflict, match="under way"):
        ask_for_rehearsal(draft, on=TAKES_EFFECT, by=SYSTEM)
    assert AuditEntry.objects.filter(code="rehearsal.asked").count() == 1


def test_a_draft_that_changes_nothing_and_one_in_force_are_refused(draft):
    empty = policy.open_draft(title="Nothing", by=SYSTEM)
    with pytest.raises(StateConflict, match="changes nothing yet"):
        ask_for_rehearsal(empty, by=SYSTEM)

    put_in_force(draft, on=TODAY)
    with pytest.raises(StateConflict, match="in force"):
        ask_for_rehearsal(draft, by=SYSTEM)


def test_an_approved_version_is_rehearsed_for_its_own_day(draft):
    put_in_force(draft, on=TAKES_EFFECT)

    with pytest.raises(RuleBroken) as refused:
        ask_for_rehearsal(draft, on=TODAY, by=SYSTEM)
    assert refused.value.field == "on"
    assert rehearsed(draft).effective_on == TAKES_EFFECT
    assert RehearsedChange.objects.exists(), "compared with what there would be without it"


def test_a_past_day_is_refused(draft):
    with on_day(TODAY), pytest.raises(RuleBroken):
        ask_for_rehearsal(draft, on=TODAY - timedelta(days=1), by=SYSTEM)


def test_only_money_is_touched_by_a_money_setting(service):
    rehearsal = rehearsed(a_draft(a_dearer_tier()), on=TAKES_EFFECT)

    assert rehearsal.counts == {}
    assert rehearsal.workload == {}
    assert RehearsedPay.objects.count() > 5
    assert all(row.weekly_pence % 1_234 == 0 for row in RehearsedPay.objects.all())


def test_its_own_approval_does_not_make_it_stale(draft):
    author, approver = a_user("", Role.TENANT_ADMINISTRATOR).actor, a_user("", Role.POLICY_APPROVER).actor
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)
    submitted = policy.submit(draft, effective_from=TAKES_EFFECT, reason="Agreed.", by=author)
    policy.approve(submitted, by=approver)
    rehearsal.of_version.refresh_from_db()

    assert rehearsal.of_version.state == "scheduled"
    assert why_stale(rehearsal) == []
