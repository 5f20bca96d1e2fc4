"""The second step: app, passkeys, recovery codes; sealed per tenant, asked by role, guessed at in vain."""

import json
import re
import time

import pytest
import time_machine
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted, StateConflict
from hearth.identity import guesses, sealing, security
from hearth.identity.actions import reset_second_step
from hearth.identity.models import AccessToken
from hearth.identity.sealing import CannotOpen, opened, sealed
from tenants.isolation.current import in_tenant
from tests.identity.softkey import SoftKey
from tests.isolation.test_without_a_cache import AWAY
from tests.support.browsing import HOST, signed_in
from tests.support.staff import a_user

PASSWORD = "seven yellow kettles"
SIGN_IN, SECOND, APP = "/accounts/sign-in/", "/accounts/second-step/code/", "/accounts/second-step/app/"
ORIGIN = f"https://{HOST}"


@pytest.fixture
def dana(council):
    return with_password("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER)


def with_password(name, *roles):
    user = a_user(name, *roles)
    user.set_password(PASSWORD)
    user.save()
    return user


def by_password(user, browser=None):
    browser = browser or Client(HTTP_HOST=HOST, SERVER_PORT="443", **{"wsgi.url_scheme": "https"})
    answer = browser.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return browser, answer


def code_of(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def with_app(user):
    """The app is set up, by the pages. The person, the app's key and the recovery codes."""
    browser, _ = by_password(user)
    page = browser.get(APP)
    secret = browser.session["mfa.totp.secret"]
    assert f">{secret}</code>" in page.content.decode()
    done = browser.post(APP, {"code": code_of(secret)})
    assert done.status_code == 302, done.content.decode()
    shown = browser.get(done.url).content.decode()
    return browser, secret, re.findall(r"<code>(\d{8})</code>", shown)


def js_data(page):
    return json.loads(re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page, re.S)[1])


def is_in(browser):
    return browser.get("/accounts/sessions/").status_code == 200


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(dana):
    _, secret, codes = with_app(dana)
    assert len(codes) == 10
    browser, answer = by_password(dana)
    assert answer.url == SECOND and not is_in(browser)
    wrong = browser.post(SECOND, {"code": "000000"})
    assert "not right" in wrong.content.decode() and not is_in(browser)
    with time_machine.travel(time.time() + 60):
        assert browser.post(SECOND, {"code": code_of(secret)}).status_code == 302
        assert is_in(browser)
    assert AuditEntry.objects.filter(code="identity.second_step_failed").count() == 1


def test_what_is_set_up_and_removed_is_in_the_audit(dana):
    """The library tells of it when its transaction commits, which a test's never does."""
    for kind, signal in (("totp", "authenticator_added"), ("webauthn", "authenticator_removed")):
        row = Authenticator(user=dana, type=kind, data={})
        getattr(signals, signal).send(sender=Authenticator, request=None, user=dana, authenticator=row)
    signals.authenticator_reset.send(sender=Authenticator, request=None, user=dana, authenticator=row)
    entries = AuditEntry.objects.filter(subject_id=dana.pk).order_by("id")
    assert [entry.sentence for entry in entries][-3:] == [
        "Dana Reed set up an authenticator app for signing in.",
        "Dana Reed removed a passkey for signing in.",
        "Dana Reed made new recovery codes.",
    ]


def test_a_code_works_once(dana):
    _, secret, _ = with_app(dana)
    with time_machine.travel(time.time() + 60, tick=False):
        first, second = by_password(dana)[0], by_password(dana)[0]
        assert first.post(SECOND, {"code": code_of(secret)}).status_code == 302
        assert second.post(SECOND, {"code": code_of(secret)}).status_code == 200
        assert not is_in(second)


def test_a_recovery_code_works_once_and_codes_are_shown_once(dana):
    mine, _, codes = with_app(dana)
    assert codes[0] not in mine.get("/accounts/second-step/recovery-codes/").content.decode()
    first, second = by_password(dana)[0], by_password(dana)[0]
    assert first.post(SECOND, {"code": codes[0]}).status_code == 302 and is_in(first)
    assert second.post(SECOND, {"code": codes[0]}).status_code == 200 and not is_in(second)


def test_what_is_kept_is_sealed_for_this_tenant(dana, other_council):
    _, secret, codes = with_app(dana)
    rows = {row.type: row for row in Authenticator.objects.filter(user=dana)}
    kept = json.dumps([row.data for row in rows.values()])
    assert secret not in kept and not any(code in kept for code in codes)
    sealed_secret = rows["totp"].data["secret"]
    assert opened(sealed_secret, purpose="identity.second_step") == secret
    with in_tenant(other_council), pytest.raises(CannotOpen):
        opened(sealed_secret, purpose="identity.second_step")
    with pytest.raises(CannotOpen):
        opened(sealed_secret, purpose="identity.sign_in_service")


def test_keys_are_changed_without_losing_what_was_sealed(council, settings):
    settings.FIELD_KEYS = ["the first key"]
    kept = sealed("secret", purpose="p")
    settings.FIELD_KEYS = ["the second key", "the first key"]
    assert opened(kept, purpose="p") == "secret"
    settings.FIELD_KEYS = ["the second key"]
    with pytest.raises(CannotOpen):
        opened(kept, purpose="p")
    settings.FIELD_KEYS = []
    assert sealing.opened(sealed("x", purpose="p"), purpose="p") == "x"


def test_a_key_that_cannot_be_opened_says_who_can_help(dana):
    with_app(dana)
    row = Authenticator.objects.get(user=dana, type="totp")
    row.data = {"secret": "gAAAAAB-tampered"}
    row.save()
    browser, _ = by_password(dana)
    assert "ask your administrator" in browser.post(SECOND, {"code": "123456"}).content.decode()


def test_codes_are_guessed_at_a_few_times_only_with_and_without_the_cache(dana, settings):
    _, secret, _ = with_app(dana)
    settings.CACHES = AWAY
    browser, _ = by_password(dana)
    for number in range(guesses.MOST):
        assert "not right" in browser.post(SECOND, {"code": f"{number:06}"}).content.decode()
    with time_machine.travel(time.time() + 60):
        assert "Too many wrong codes" in browser.post(SECOND, {"code": code_of(secret)}).content.decode()
    assert not is_in(browser)


def test_a_passkey_is_added_used_as_second_step_and_alone(dana):
    key = SoftKey(ORIGIN)
    browser, _ = by_password(dana)
    page = browser.get("/accounts/second-step/passkeys/new/").content.decode()
    given = key.created(js_data(page)["creation_options"])
    sent = {"name": "Work laptop", "credential": json.dumps(given), "passwordless": "on"}
    done = browser.post("/accounts/second-step/passkeys/new/", sent)
    assert done.status_code == 302, done.content.decode()
    assert "Work laptop" in browser.get("/accounts/second-step/").content.decode()

    again, answer = by_password(dana)
    options = js_data(again.get(answer.url).content.decode())["request_options"]
    assert again.post(SECOND, {"credential": json.dumps(key.got(options))}).status_code == 302
    assert is_in(again)

    alone = Client(HTTP_HOST=HOST, SERVER_PORT="443", **{"wsgi.url_scheme": "https"})
    address = "/accounts/sign-in/passkey/"
    options = alone.get(address, headers={"accept": "application/json"}).json()["request_options"]
    assert alone.post(address, {"credential": json.dumps(key.got(options))}).status_code == 302
    assert is_in(alone)


def test_a_passkey_of_one_council_opens_nothing_at_another(dana, other_council):
    """Its address is part of what it signs; and the other council does not know it."""
    key = SoftKey(ORIGIN)
    browser, _ = by_password(dana)
    page = browser.get("/accounts/second-step/passkeys/new/").content.decode()
    sent = {"name": "Key", "credential": json.dumps(key.created(js_data(page)["creation_options"]))}
    browser.post("/accounts/second-step/passkeys/new/", sent)
    row = Authenticator.objects.get(type="webauthn")
    with in_tenant(other_council):
        twin = type(dana).objects.create(pk=dana.pk, email=dana.email, name=dana.name, password=dana.password)
        Authenticator.objects.create(user=twin, type="webauthn", data=row.data)  # even with the row copied there
    other = Client(HTTP_HOST="riverton.localhost", SERVER_PORT="443", **{"wsgi.url_scheme": "https"})
    address = "/accounts/sign-in/passkey/"
    options = other.get(address, headers={"accept": "application/json"}).json()["request_options"]
    other.post(address, {"credential": json.dumps(key.got(options))})
    assert not is_in(other)


def test_a_tampered_or_empty_passkey_answer_is_refused_politely(dana):
    browser = Client(HTTP_HOST=HOST)
    for credential in ("", "{}", "[]", "nonsense", json.dumps({"id": "x", "response": {}}), '"x"', "null"):
        answer = browser.post("/accounts/sign-in/passkey/", {"credential": credential})
        assert answer.status_code in (302, 429), credential
    assert not is_in(browser)


@pytest.fixture
def required(monkeypatch):
    rules = security.SecurityRules(mfa_required_roles=frozenset({Role.TENANT_ADMINISTRATOR}))
    monkeypatch.setitem(security._sources, "council", lambda: rules)


def test_who_must_is_led_there_before_anything_else(council, required):
    administrator, worker = with_password("Ade Bello", Role.TENANT_ADMINISTRATOR), with_password("Kit Vane")
    browser, _ = by_password(administrator)
    for address in ("/", "/people-and-roles/", "/accounts/password/change/", "/audit/", "/accounts/sessions/"):
        answer = browser.get(address)
        assert answer.status_code == 302 and answer.url == "/accounts/second-step/", address
    refused = browser.get("/api/v1/me")
    assert refused.status_code == 403 and "second step" in refused.json()["title"]
    assert "Set up a second step first" in browser.get("/accounts/second-step/").content.decode()
    browser.get(APP)
    browser.post(APP, {"code": code_of(browser.session["mfa.totp.secret"])})
    assert browser.get("/people-and-roles/").status_code == 200
    assert is_in(by_password(worker)[0])


def test_who_must_have_one_does_not_remove_the_last(council, required):
    administrator = with_password("Ade Bello", Role.TENANT_ADMINISTRATOR)
    browser, _, _ = with_app(administrator)
    page = browser.post("/accounts/second-step/app/removal/")
    assert "Set up another before" in page.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_role_given_later_asks_within_a_minute(council, required):
    from hearth.identity.actions import grant_role
    from tests.support.staff import SYSTEM

    worker = with_password("Kit Vane")
    with time_machine.travel(time.time(), tick=False) as clock:
        browser, _ = by_password(worker)
        assert is_in(browser)
        grant_role(worker, Role.TENANT_ADMINISTRATOR, by=SYSTEM)
        clock.shift(61)
        browser.get("/accounts/sessions/")
        assert browser.get("/people-and-roles/").url == "/accounts/second-step/"


def test_an_administrator_removes_somebodys_second_step_and_nobody_else_does(dana):
    mine, _, _ = with_app(dana)
    manager, administrator = a_user("Kit Vane", Role.TEAM_MANAGER), a_user("Ade Bello", Role.TENANT_ADMINISTRATOR)
    with pytest.raises(NotPermitted):
        reset_second_step(dana, by=manager.actor)
    page = signed_in(administrator).get(f"/people-and-roles/{dana.pk}").content.decode()
    assert "Remove their second step" in page
    assert signed_in(administrator).post(f"/people-and-roles/{dana.pk}/second-step/reset").status_code == 302
    assert not Authenticator.objects.filter(user=dana).exists() and not is_in(mine)
    assert AuditEntry.objects.filter(code="identity.second_step_reset").count() == 1
    with pytest.raises(StateConflict):
        reset_second_step(administrator, by=administrator.actor)


def test_a_reset_password_does_not_pass_by_the_second_step(dana):
    """Recovery cannot bypass it: S6 of the bars."""
    with_app(dana)
    browser, answer = by_password(dana)
    assert answer.url == SECOND
    assert browser.get("/").url.startswith(SIGN_IN)


def test_sensitive_acts_ask_again_a_while_after_signing_in(council):
    administrator, colleague = with_password("Ade Bello", Role.TENANT_ADMINISTRATOR), a_user("Kit Vane")
    with time_machine.travel(time.time(), tick=False) as clock:
        browser, _ = by_password(administrator)
        address = f"/people-and-roles/{colleague.pk}/roles"
        assert browser.post(address, {"role": Role.AUDITOR}).url == f"/people-and-roles/{colleague.pk}"
        clock.shift(15 * 60 + 1)
        asked = browser.post(address, {"role": Role.TEAM_MANAGER})
        assert asked.status_code == 302 and asked.url.startswith("/accounts/again/")
        assert colleague.actor.roles == {Role.AUDITOR}
        wrong = browser.post(asked.url, {"password": "wrong"})
        assert "not right" in wrong.content.decode()
        done = browser.post(asked.url, {"password": PASSWORD, "next": address})
        assert done.status_code == 302 and colleague.actor.roles == {Role.AUDITOR, Role.TEAM_MANAGER}
        for page in (f"/people-and-roles/{colleague.pk}/tokens", "/people-and-roles/new"):
            assert browser.get(page).status_code == 200
        clock.shift(15 * 60 + 1)
        for page in (f"/people-and-roles/{colleague.pk}/tokens", "/people-and-roles/new", APP):
            assert browser.get(page).url.startswith("/accounts/again/"), page
    assert AccessToken.objects.count() == 0


def test_the_picture_is_the_sessions_own(dana):
    browser, _ = by_password(dana)
    address = "/accounts/second-step/app/picture.svg"
    assert browser.get(address).status_code == 404
    browser.get(APP)
    answer = browser.get(address)
    assert answer["Content-Type"] == "image/svg+xml" and "no-store" in answer["Cache-Control"]
    assert b"<svg" in answer.content and browser.session["mfa.totp.secret"].encode() not in answer.content
    assert len(generate_totp_secret()) >= 32
