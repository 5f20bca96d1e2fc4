"""Who may call: by token, by session, of this council and no other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from hearth.identity.actions import close_account, issue_token, revoke_token
from hearth.identity.models import AccessToken, User
from tests.support.browsing import signed_in
from tests.support.programs import Program, a_program
from tests.support.staff import SYSTEM, a_user

OTHER_HOST = "riverton.localhost"


def test_a_program_is_told_who_it_is(dana):
    answer = a_program(dana).get("me")

    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["id"], told["name"], told["roles"]) == (str(dana.pk), "Dana Reed", ["supervising_social_worker"])
    assert told["council"] == {"slug": "oakshire", "name": "Oakshire County Council"}
    assert "supervision.record_visit" in told["capabilities"]
    assert answer["Cache-Control"] == "no-store"


def test_a_page_calls_with_its_session(dana):
    answer = signed_in(dana).get("/api/v1/me")

    assert answer.status_code == 200
    assert answer.json()["name"] == "Dana Reed"


def test_a_session_without_the_csrf_token_changes_nothing(dana):
    from django.test import Client

    client = Client(HTTP_HOST="oakshire.localhost", enforce_csrf_checks=True)
    client.force_login(dana)
    answer = client.post("/api/v1/enquiries", {}, "application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer hearth_guess", "Bearer a b", "Bearer \u00e9", "Basic ZDpk"])
def test_nobody_else_is_told_anything(council, header):
    program = Program("")
    headers = {"Authorization": header} if header else {}
    answer = program.client.get("/api/v1/households", headers=headers)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/api/problems/#not-signed-in"


def test_a_token_of_one_council_is_unknown_in_another(dana, other_council):
    secret = a_program(dana).secret

    assert Program(secret).get("me").status_code == 200
    assert Program(secret, host=OTHER_HOST).get("me").status_code == 401


def test_a_tokens_row_copied_to_another_council_opens_nothing_there(dana, other_council, in_tenant):
    secret = a_program(dana).secret
    row = AccessToken.objects.get(user=dana)
    with in_tenant(other_council):
        twin = a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER)
        AccessToken.objects.create(
            user=twin, name=row.name, digest=row.digest, hint=row.hint, expires_on=row.expires_on
        )

    assert Program(secret, host=OTHER_HOST).get("me").status_code == 401


def test_a_token_is_kept_as_a_digest_only(dana):
    secret = a_program(dana).secret
    kept = AccessToken.objects.get(user=dana)

    assert secret not in str(vars(kept))
    assert kept.hint == secret[-4:]
    entry = AuditEntry.objects.get(code="identity.token_issued")
    assert secret not in f"{entry.sentence} {entry.details}"


def test_a_token_works_through_its_last_day(dana, day):
    issued = issue_token(dana, name="Nightly export", by=SYSTEM, expires_on=day + timedelta(days=1))

    for later, status in ((1, 200), (2, 401)):
        with on_day(day + timedelta(days=later)):
            assert Program(issued.secret).get("me").status_code == status


def test_a_revoked_token_and_one_of_a_closed_account_are_worthless(dana, everybody):
    program, other = a_program(dana), a_program(dana)
    revoke_token(AccessToken.objects.order_by("id").filter(user=dana).first(), by=SYSTEM)
    assert [program.get("me").status_code, other.get("me").status_code] == [401, 200]

    close_account(dana, by=everybody.actor)
    assert other.get("me").status_code == 401
    assert not AccessToken.objects.open().filter(user=dana).exists()


def test_a_token_needs_a_name_and_a_day_within_a_year(dana, day):
    for given, code in (
        ({"name": " "}, "identity.token_without_name"),
        ({"name": "x", "expires_on": day - timedelta(days=1)}, "identity.token_expiry"),
        ({"name": "x", "expires_on": day + timedelta(days=367)}, "identity.token_expiry"),
    ):
        with pytest.raises(RuleBroken) as refused:
            issue_token(dana, by=SYSTEM, **given)
        assert refused.value.code == code


def test_a_persons_account_takes_no_token_and_a_programs_loses_it_when_somebody_signs_in(day, dana):
    """Whoever held it would act under that person's name, with that person's roles."""
    person = a_user("Max Orr", Role.DECISION_MAKER)
    person.set_password("a warm hearth")
    person.save()
    with pytest.raises(RuleBroken) as refused:
        issue_token(person, name="Mine", by=SYSTEM)
    assert refused.value.code == "identity.token_for_person"

    program = a_program(dana)
    assert program.get("me").status_code == 200
    signed_in(dana)
    assert program.get("me").status_code == 401
    with pytest.raises(RuleBroken):
        issue_token(User.objects.get(pk=dana.pk), name="Again", by=SYSTEM)


def test_only_administrators_issue_and_revoke(dana):
    with pytest.raises(NotPermitted):
        issue_token(dana, name="Mine", by=dana.actor)
    token = issue_token(dana, name="Mine", by=SYSTEM).token
    with pytest.raises(NotPermitted):
        revoke_token(token, by=dana.actor)
    revoke_token(token, by=SYSTEM)
    with pytest.raises(StateConflict):
        revoke_token(token, by=SYSTEM)


def test_the_day_of_use_is_kept_once_a_day(dana, day, django_assert_num_queries):
    program = a_program(dana)
    program.get("me")
    token = AccessToken.objects.get(user=dana)
    assert token.last_used_on == day

    version = token.version
    program.get("me")
    assert AccessToken.objects.get(user=dana).version == version


def test_acts_by_token_carry_the_accounts_name_in_the_audit(program, everybody):
    body = {"known_as": "Ada", "family_name": "Okafor", "channel": "phone", "phone": "01632 960001"}
    answer = program.post("enquiries", body)

    assert answer.status_code == 201, answer.content
    entry = AuditEntry.objects.get(code="recruitment.enquiry_received")
    assert (entry.actor_id, entry.actor_name) == (everybody.pk, "Eve Ryall")
    assert entry.request_id == answer["X-Request-ID"]
