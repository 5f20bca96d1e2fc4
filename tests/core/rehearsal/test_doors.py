"""The same rehearsal by the terminal and by the API."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.rehearsal.models import RehearsedChange
from hearth.access import Role
from hearth.jobs.working import work_on
from tests.core.rehearsal.conftest import TAKES_EFFECT
from tests.core.rehearsal.test_equals_reality import a_dearer_tier
from tests.support.programs import a_program
from tests.support.rehearsals import a_draft, rehearsed
from tests.support.staff import a_user

OFTENER = {"supervision.visit_interval": {"least": "2 weeks", "most": "4 weeks"}, "review.interval": "8 months"}


@pytest.fixture
def draft(service):
    return a_draft(OFTENER | a_dearer_tier(), title="Visit more often")


def said(council, *args):
    out = StringIO()
    call_command("policy", "rehearse", council.slug, *args, stdout=out)
    return out.getvalue()


def test_the_terminal_tells_what_it_found(council, draft):
    words = said(council, str(draft.number), "--on", TAKES_EFFECT.isoformat())

    assert "Version 2, as though in force from 7 December 2026" in words
    assert "overdue on 7 December 2026" in words
    assert "Dana Reed: " in words
    assert "hours a week become" in words
    assert "more a year" in words
    assert not any(row.subject_name in words for row in RehearsedChange.objects.all())


def test_the_terminal_gives_it_as_json(council, draft):
    plain = json.loads(said(council, str(draft.number), "--on", TAKES_EFFECT.isoformat(), "--json"))

    assert (plain["version"], plain["effective_on"], plain["stale"]) == (2, "2026-12-07", [])
    assert {kind["kind"] for kind in plain["kinds"]} >= {"supervision.visit", "review.next"}
    assert sum(team["nearer"] for team in plain["teams"]) == RehearsedChange.objects.filter(change="nearer").count()
    assert plain["cost"]["after_pence_a_year"] > plain["cost"]["before_pence_a_year"]
    assert plain["hours_a_week"][0]["fte_after"]


def test_the_terminal_refuses_what_cannot_be_rehearsed(council, service):
    with pytest.raises(CommandError, match="in force"):
        said(council, "1")
    with pytest.raises(CommandError, match="no version 9"):
        said(council, "9")


def test_a_program_asks_for_one_and_reads_it(draft):
    program = a_program(a_user("Ana Lund", Role.TENANT_ADMINISTRATOR))
    address = f"policy-versions/{draft.pk}/rehearsal"

    assert program.get(address).status_code == 404
    asked = program.post(address, {"on": "2026-12-07"})
    assert asked.status_code == 202
    assert (asked.json()["state"], asked.json()["result"]) == ("waiting", None)

    work_on(str(draft.rehearsals.get().job_id))

    found = program.get(address).json()
    assert (found["state"], found["effective_on"]) == ("done", "2026-12-07")
    assert "Supervision visit" in found["result"]["headline"]
    assert found["result"]["cost"]["households_changed"] > 0
    changes = program.get(f"{address}/changes").json()
    assert len(changes["results"]) == RehearsedChange.objects.count()
    assert all(row["subject_id"] is None and row["subject_name"].startswith("F") for row in changes["results"])


def test_a_program_reads_both_traces_of_one_change(draft):
    rehearsed(draft, on=TAKES_EFFECT)
    row = RehearsedChange.objects.filter(change="nearer").first()
    address = f"rehearsed-changes/{row.pk}"

    full = a_program(a_user("", Role.TEAM_MANAGER)).get(address).json()
    assert full["subject_name"] == row.subject_name
    assert full["trace_before"]["rule"]
    assert full["trace_after"]["settings"][0]["version"] == "Version 2"
    assert a_program(a_user("", Role.TENANT_ADMINISTRATOR)).get(address).status_code == 404


def test_a_past_day_is_a_problem_that_names_its_field(draft):
    program = a_program(a_user("", Role.TENANT_ADMINISTRATOR))

    answer = program.post(f"policy-versions/{draft.pk}/rehearsal", {"on": "2025-12-07"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "on"
