"""A request sent twice with one Idempotency-Key is done once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from api.idempotency import KEPT_HOURS
from api.jobs import forget_answers
from api.models import AnsweredRequest
from core.recruitment.models import Enquiry
from hearth.access import Role
from hearth.jobs.registry import kind_of
from tests.support.programs import Program, a_program
from tests.support.staff import a_user

ENQUIRY = {"known_as": "Ada", "family_name": "Okafor", "channel": "phone", "phone": "01632 960001"}


def test_the_second_is_given_the_answer_of_the_first(program, policy):
    first = program.post("enquiries", ENQUIRY, Idempotency_Key="one")
    second = program.post("enquiries", ENQUIRY, Idempotency_Key="one")

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert "Idempotency-Replayed" not in first.headers
    assert second["Idempotency-Replayed"] == "true"
    assert Enquiry.objects.count() == 1


def test_other_keys_and_none_are_other_requests(program, policy):
    for headers in ({"Idempotency_Key": "one"}, {"Idempotency_Key": "two"}, {}, {}):
        assert program.post("enquiries", ENQUIRY, **headers).status_code == 201
    assert Enquiry.objects.count() == 4


def test_the_same_key_with_another_body_is_refused(program, policy):
    program.post("enquiries", ENQUIRY, Idempotency_Key="one")
    answer = program.post("enquiries", ENQUIRY | {"known_as": "Ben"}, Idempotency_Key="one")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Enquiry.objects.count() == 1


def test_the_order_of_fields_is_no_other_body(program, policy):
    program.post("enquiries", ENQUIRY, Idempotency_Key="one")
    turned = dict(reversed(ENQUIRY.items()))
    assert program.post("enquiries", turned, Idempotency_Key="one")["Idempotency-Replayed"] == "true"


def test_a_refusal_is_not_kept(program, policy):
    wrong = {**ENQUIRY, "received_on": "2026-11-24"}
    assert program.post("enquiries", wrong, Idempotency_Key="one").status_code == 422
    assert not AnsweredRequest.objects.exists()
    assert program.post("enquiries", ENQUIRY, Idempotency_Key="one").status_code == 201


def test_keys_are_the_callers_own_and_the_addresss_own(program, policy, teams):
    other = a_program(a_user("Max Orr", Role.TEAM_MANAGER))
    first = program.post("enquiries", ENQUIRY, Idempotency_Key="one")
    second = other.post("enquiries", ENQUIRY, Idempotency_Key="one")
    assert first.json()["id"] != second.json()["id"]

    contact = {"event": "enquiry.replied", "made_on": "2026-11-23"}
    for answer in (first, second):
        made = program.post(f"enquiries/{answer.json()['id']}/contacts", contact, Idempotency_Key="one")
        assert made.status_code == 201, made.content


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "\x7f"])
def test_a_key_that_cannot_be_one(program, policy, key):
    answer = program.post("enquiries", ENQUIRY, Idempotency_Key=key)

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_malformed")
    assert not Enquiry.objects.exists()


def test_answers_are_forgotten_after_a_day(program, policy):
    program.post("enquiries", ENQUIRY, Idempotency_Key="old")
    AnsweredRequest.objects.update(created_at=timezone.now() - timedelta(hours=KEPT_HOURS, seconds=1))
    program.post("enquiries", ENQUIRY, Idempotency_Key="new")
    forget_answers(None)
    assert [row.key for row in AnsweredRequest.objects.all()] == ["new"]
    assert kind_of("api.forget_answers").daily.tenants == "council"

    AnsweredRequest.objects.update(created_at=timezone.now() - timedelta(hours=KEPT_HOURS, seconds=1))
    again = program.post("enquiries", ENQUIRY, Idempotency_Key="new")
    assert "Idempotency-Replayed" not in again.headers, "a key is free again after a day, cleared or not"


@pytest.mark.slow
def test_two_at_once_are_done_once(own_database, in_tenant):
    """Two threads, two connections: the second waits for the first and is given its answer."""
    with in_tenant("council_oakshire"):
        secret = a_program(a_user("Max Orr", Role.TEAM_MANAGER)).secret
    answers = []
    start = threading.Barrier(2)

    def send():
        start.wait()
        try:
            answers.append(Program(secret).post("enquiries", ENQUIRY, Idempotency_Key="one"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [201, 201], [answer.content for answer in answers]
    assert answers[0].content == answers[1].content
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 1
    with in_tenant("council_oakshire"):
        assert Enquiry.objects.count() == 1
