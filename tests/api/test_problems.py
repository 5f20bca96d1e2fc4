"""Whatever goes wrong is told as problem+json: what it is, which field, which rule, what to do. Never a page."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, OperationalError

from api.problems import KINDS
from hearth.access import Role
from hearth.errors import RuleBroken
from tests.support.browsing import signed_in
from tests.support.homes import a_person, an_approved_household
from tests.support.programs import a_program
from tests.support.staff import a_user


def problem(answer, status, slug, code=None):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert set(told) >= {"type", "title", "status", "detail", "code", "errors", "request_id"}
    assert (told["type"], told["title"]) == (f"/api/problems/#{slug}", KINDS[slug].title)
    assert told["status"] == status
    assert told["request_id"] == answer["X-Request-ID"]
    assert code is None or told["code"] == code
    return told


def fields(told):
    return {(one["field"], one["code"]) for one in told["errors"]}


def test_each_field_that_is_wrong_is_named_at_once(program, policy):
    household = an_approved_household(a_person())
    body = {
        "made_on": "23/11/2026",
        "kind": "surprise",
        "mood": "good",
        "seen_ids": ["x"],
        "actions": [{"what": "Call"}, {"what": " ", "due_on": "2026-02-30"}],
    }
    told = problem(program.post(f"households/{household.pk}/visits", body), 400, "invalid")

    assert fields(told) == {
        ("made_on", "invalid"),
        ("kind", "invalid_choice"),
        ("mood", "unknown_field"),
        ("summary", "required"),
        ("seen_ids.0", "invalid"),
        ("actions.1.what", "blank"),
        ("actions.1.due_on", "invalid"),
    }


@pytest.mark.parametrize("wrong", ["5", 5.5, True, None, []])
def test_numbers_are_numbers(program, policy, wrong):
    household = an_approved_household(a_person())
    body = {"from_on": "2026-11-02", "reason": "Panel", "skill_level": wrong}
    told = problem(program.post(f"households/{household.pk}/fee-standings", body), 400, "invalid")

    assert {field for field, _ in fields(told)} == {"skill_level"}


def test_a_rule_that_is_broken_comes_with_its_source(program, policy):
    household = an_approved_household(a_person())
    approval = household.approvals.get()
    body = {"decided_on": "2026-03-02", "outcome": "continue", "went_to_panel": False, "decided_by_name": "Ola Marsh"}
    told = problem(program.post(f"approvals/{approval.pk}/reviews", body), 422, "rule-broken")

    assert told["errors"][0]["source"] == told["source"] != ""
    assert told["errors"][0]["code"] == told["code"]


@pytest.mark.parametrize(
    ("body", "content_type", "status", "slug"),
    [
        ("{not json", "application/json", 400, "malformed"),
        (b"\xff\xfe", "application/json", 400, "malformed"),
        ('"words"', "application/json", 400, "invalid"),
        ("[1]", "application/json", 400, "invalid"),
        ("NaN", "application/json", 400, "malformed"),
        ("[" * 100_000, "application/json", 400, "malformed"),
        ("known_as=Ada", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        ("<a/>", "application/xml", 415, "unsupported-media-type"),
    ],
)
def test_a_body_that_cannot_be_read(program, policy, body, content_type, status, slug):
    headers = {"Authorization": f"Bearer {program.secret}"}
    answer = program.client.generic("POST", "/api/v1/enquiries", body, content_type, headers=headers)

    problem(answer, status, slug)


def test_a_body_that_is_too_large(program, policy, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    problem(program.post("enquiries", {"message": "x" * 2000}), 413, "too-large")


def test_other_methods_formats_and_addresses(program):
    headers = {"Authorization": f"Bearer {program.secret}"}
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        answer = program.client.generic(method, "/api/v1/households", headers=headers)
        problem(answer, 405, "method-not-allowed")
        assert answer["Allow"] == "GET, POST, HEAD" or set(answer["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    problem(program.get("households", Accept="text/html"), 406, "not-acceptable")
    problem(program.get("no-such-thing"), 404, "not-found")
    problem(program.get("households/not-a-key"), 404, "not-found")
    problem(program.get("households/"), 404, "not-found")
    for address in ("/api/v2/households", "/api/v1", "/api/nothing"):
        problem(program.client.get(address), 404, "not-found")
        problem(program.client.post(address, {}, "application/json"), 404, "not-found")


def test_what_may_not_be_seen_is_not_found_and_what_may_not_be_done_is_refused(policy, program):
    finance = a_program(a_user("Fay Cole", Role.FINANCE_OFFICER))
    child = program.post(
        "children",
        {
            "known_as": "Kit",
            "family_name": "Vane",
            "born_on": "2018-05-01",
            "looked_after_from_on": "2026-03-02",
            "social_worker_name": "Jo Hale",
        },
    ).json()
    problem(finance.get(f"people/{child['person_id']}"), 404, "not-found")
    problem(finance.get(f"people/{uuid4()}"), 404, "not-found")

    household = an_approved_household(a_person())
    assert finance.get(f"households/{household.pk}").status_code == 200
    body = {"made_on": "2026-11-19", "summary": "Visit"}
    told = problem(finance.post(f"households/{household.pk}/visits", body), 403, "not-permitted")
    assert told["capability"] == "supervision.record_visit"
    assert "supervising social worker" in told["roles"]
    assert "supervising social worker" in told["detail"]
    same = problem(finance.post(f"households/{uuid4()}/visits", body), 403, "not-permitted")
    assert same["detail"] == told["detail"], "whether the record is there is not told"


def test_a_fault_of_ours_is_told_without_its_insides(program, monkeypatch):
    def fails(*args, **kwargs):
        raise ValueError("Ada Okafor's row")

    monkeypatch.setattr("api.v1.me.known", fails)
    program.client.raise_request_exception = False
    told = problem(program.get("me"), 500, "fault")
    assert "Okafor" not in str(told)


def test_a_database_that_does_not_answer_is_said_so(program, monkeypatch):
    def fails(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("api.v1.me.known", fails)
    told = problem(program.get("me"), 503, "unavailable")
    assert "server closed" not in str(told)


def test_two_who_did_the_same_at_one_moment_are_told_so(program, monkeypatch):
    def fails(*args, **kwargs):
        raise IntegrityError("duplicate key: (email)=(ada@example.org)")

    monkeypatch.setattr("api.v1.me.known", fails)
    told = problem(program.get("me"), 409, "state-conflict", "done_meanwhile")
    assert "ada" not in str(told)


def test_a_refused_act_leaves_nothing_behind(program, policy, monkeypatch):
    from core.recruitment.models import Enquiry
    from hearth.audit.models import AuditEntry

    def refuses(*args, **kwargs):
        raise RuleBroken("tests.refused", "Not today")

    monkeypatch.setattr("core.recruitment.actions.refresh", refuses)
    acts = AuditEntry.objects.acts().count()
    body = {"known_as": "Ada", "family_name": "Okafor", "channel": "phone", "phone": "01632 960001"}
    problem(program.post("enquiries", body), 422, "rule-broken", "tests.refused")
    assert not Enquiry.objects.exists()
    assert AuditEntry.objects.acts().count() == acts


def test_a_session_meets_the_same_problems(dana):
    problem(signed_in(dana).get("/api/v1/audit-entries"), 403, "not-permitted", "access.not_permitted")
