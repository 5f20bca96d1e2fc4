"""The pages of a rehearsal: asked for, watched, read; names only for those who may open the record."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from config_per_tenant.versions.beside import said_beside
from core.rehearsal.actions import ask_for_rehearsal
from core.rehearsal.models import RehearsedChange, RehearsedPay
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.jobs import request_stop
from hearth.jobs.models import Job
from tests.core.rehearsal.conftest import TAKES_EFFECT
from tests.core.rehearsal.test_equals_reality import a_dearer_tier, redrawn
from tests.support.browsing import signed_in
from tests.support.rehearsals import a_draft, rehearsed
from tests.support.staff import SYSTEM, a_user

OFTENER = {"supervision.visit_interval": {"least": "2 weeks", "most": "4 weeks"}, "review.interval": "8 months"}
SELDOMER = {"supervision.visit_interval": {"least": "6 weeks", "most": "10 weeks"}}


@pytest.fixture
def draft(service):
    return a_draft(OFTENER, title="Visit more often")


@pytest.fixture
def manager(service):
    return signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))


@pytest.fixture
def administrator(service):
    return signed_in(a_user("Ana Lund", Role.TENANT_ADMINISTRATOR))


def page_of(browser, name, *keys, **query):
    answer = browser.get(reverse(f"rehearsal:{name}", args=keys), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_version_that_nobody_rehearsed_says_so_and_offers_it(draft, manager):
    page = page_of(manager, "of_version", draft.pk)

    assert "Not rehearsed yet" in page
    assert reverse("rehearsal:ask", args=[draft.pk]) in page


def test_it_is_asked_for_with_a_day_and_then_watched(draft, administrator):
    address = reverse("rehearsal:ask", args=[draft.pk])
    answer = administrator.post(address, {"on_day": "7", "on_month": "12", "on_year": "2026"})

    assert answer.status_code == 302
    rehearsal = draft.rehearsals.get()
    assert rehearsal.effective_on == date(2026, 12, 7)
    page = page_of(administrator, "of_version", draft.pk)
    assert "waiting to start" in page
    assert reverse("jobs:stop", args=[rehearsal.job_id]) in page
    assert AuditEntry.objects.get(code="rehearsal.asked").sentence == (
        "Ana Lund asked for a rehearsal of Version 2, as though in force from 7 December 2026."
    )


def test_a_day_that_is_past_is_refused_beside_its_field(draft, administrator):
    answer = administrator.post(
        reverse("rehearsal:ask", args=[draft.pk]), {"on_day": "7", "on_month": "12", "on_year": "2025"}
    )

    assert answer.status_code == 422
    assert not draft.rehearsals.exists()


def test_when_the_work_is_over_the_page_is_read_again(draft, manager):
    rehearsal = ask_for_rehearsal(draft, by=SYSTEM)
    job = Job.objects.get(pk=rehearsal.job_id)
    address = reverse("rehearsal:progress", args=[rehearsal.pk])
    assert "HX-Refresh" not in manager.get(address)

    request_stop(job, by=SYSTEM)

    assert manager.get(address)["HX-Refresh"] == "true"
    assert "was stopped or could not finish" in page_of(manager, "of_version", draft.pk)


def test_the_result_tells_what_moves_and_for_whom(draft, manager):
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)
    page = page_of(manager, "of_version", draft.pk)

    assert "Supervision visit: " in page
    assert "overdue on 7 December 2026" in page
    assert "By team" in page
    assert "Support Team" in page
    assert "Dana Reed" in page
    assert "Nobody allocated" in page
    assert "Work under way: open work too, but no date comes nearer than the days of grace" in page
    assert "hours of 3.5 FTE" in page
    assert "No amount of money is touched" in page
    assert rehearsal.money == {}


def test_a_change_of_fees_shows_money_and_no_moves(service, manager):
    draft = a_draft(a_dearer_tier())
    rehearsed(draft, on=TAKES_EFFECT)
    page = page_of(manager, "of_version", draft.pk)

    assert "What it costs a year" in page
    assert "No due date changes." in page
    assert "The hours of teams are not touched" in page


@pytest.mark.parametrize("name", ["changes", "payments"])
def test_lists_need_a_finished_rehearsal(draft, manager, name):
    ask_for_rehearsal(draft, by=SYSTEM)

    assert manager.get(reverse(f"rehearsal:{name}", args=[draft.pk])).status_code == 404


def test_the_changes_are_filtered_by_kind_team_and_worker(service, manager):
    draft = a_draft(SELDOMER | {"review.interval": "8 months"})
    rehearsed(draft, on=TAKES_EFFECT)
    rows = RehearsedChange.objects.all()
    one, kinship = rows.filter(owner=service.dana)[0], rows.filter(owner=service.sam)[0]

    page = page_of(manager, "changes", draft.pk, worker=str(service.dana.pk))
    assert one.subject_name in page
    assert kinship.subject_name not in page
    page = page_of(manager, "changes", draft.pk, team=str(service.kinship.pk))
    assert one.subject_name not in page
    assert kinship.subject_name in page
    assert "Nothing here changes" in page_of(manager, "changes", draft.pk, change="vanishes")
    page = page_of(manager, "changes", draft.pk, worker="nobody")
    assert rows.filter(owner=None).first().subject_name in page
    overdue = page_of(manager, "changes", draft.pk, view="overdue")
    assert f"{rows.filter(becomes_overdue=True).count()}</strong> change" in overdue


def test_a_row_opens_both_traces_with_what_differs_in_words(draft, manager):
    rehearsed(draft, on=TAKES_EFFECT)
    row = RehearsedChange.objects.filter(change="nearer", kind="supervision.visit").first()

    page = page_of(manager, "change", row.pk)

    assert "Differs" in page
    assert "2 to 4 weeks (Version 2, in force from 7 December 2026)" in page
    assert "Why this date, without it?" in page
    assert "Why this date, with it?" in page
    assert AuditEntry.objects.filter(code="household.read", subject_id=row.subject_id).exists()


def test_a_household_shows_the_lines_that_differ(service, manager):
    draft = a_draft(a_dearer_tier())
    rehearsed(draft, on=TAKES_EFFECT)
    row = RehearsedPay.objects.first()

    assert row.household_name in page_of(manager, "payments", draft.pk)
    page = page_of(manager, "payment", row.pk)
    assert "£12.34 more a week" in page
    assert page.count("Why this amount?") == 2
    assert "Allowance" not in page


def test_who_may_not_open_households_sees_references_and_counts(draft, administrator):
    rehearsed(draft, on=TAKES_EFFECT)
    row = RehearsedChange.objects.filter(change="nearer").first()

    page = page_of(administrator, "changes", draft.pk)

    assert row.subject_reference in page
    assert row.subject_name not in page
    assert reverse("rehearsal:change", args=[row.pk]) not in page
    assert administrator.get(reverse("rehearsal:change", args=[row.pk])).status_code == 404
    assert "Support Team" in page_of(administrator, "of_version", draft.pk)
    assert not AuditEntry.objects.filter(code="list.read").exists()


def test_single_payments_are_for_those_who_see_payments(service):
    draft = a_draft(a_dearer_tier())
    rehearsed(draft, on=TAKES_EFFECT)
    approver = signed_in(a_user("", Role.POLICY_APPROVER))
    row = RehearsedPay.objects.first()

    page = page_of(approver, "payments", draft.pk)

    assert "What it costs a year" in page
    assert row.household_name not in page
    assert row.household_reference not in page
    assert approver.get(reverse("rehearsal:payment", args=[row.pk])).status_code == 404


def test_reading_names_is_noted(draft, manager):
    rehearsed(draft, on=TAKES_EFFECT)
    page_of(manager, "changes", draft.pk)

    entry = AuditEntry.objects.get(code="list.read")
    assert set(entry.seen) == set(RehearsedChange.objects.values_list("subject_id", flat=True))


@pytest.mark.parametrize("role", [Role.SUPERVISING_SOCIAL_WORKER, Role.RECRUITMENT_OFFICER])
def test_others_do_not_see_it(draft, role):
    browser = signed_in(a_user("", role))

    assert browser.get(reverse("rehearsal:of_version", args=[draft.pk])).status_code == 403
    assert browser.get(reverse("rehearsal:ask", args=[draft.pk])).status_code == 403


@pytest.mark.parametrize("name", ["of_version", "changes", "payments"])
def test_pages_ask_the_same_of_few_rows_and_of_many(service, manager, name, django_assert_max_num_queries):
    draft = a_draft({**OFTENER, **a_dearer_tier()})
    rehearsed(draft, on=TAKES_EFFECT)
    page_of(manager, name, draft.pk)
    with django_assert_max_num_queries(15):
        page_of(manager, name, draft.pk)


def test_a_draft_says_what_its_rehearsal_found(draft, service):
    actor = a_user("", Role.POLICY_APPROVER).actor
    assert said_beside(draft, actor)[0].state == "none"

    rehearsed(draft, on=TAKES_EFFECT)

    said = said_beside(draft, actor)[0]
    assert said.state == ""
    assert "Supervision visit" in said.words
    assert said_beside(draft, service.dana.actor) == []


def test_a_team_that_does_not_exist_yet_is_shown_and_filtered_by_its_name(service, manager):
    draft = a_draft(redrawn(service))
    rehearsed(draft, on=TAKES_EFFECT)
    row = RehearsedChange.objects.filter(team_name="Family Network Team", owner=service.sam)[0]

    page = page_of(manager, "of_version", draft.pk)
    assert "go to another team or worker" in page
    assert "team=new%3AFamily+Network+Team" in page
    page = page_of(manager, "changes", draft.pk, team="new:Family Network Team", worker=str(service.sam.pk))
    assert row.subject_name in page
    assert "Handed over from Sam Hill, Kinship Team" in page
    page = page_of(manager, "change", row.pk)
    assert "Sam Hill, Family Network Team" in page
