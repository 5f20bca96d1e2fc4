"""Signing in by password: what may be one, how often it is guessed at, and that nobody learns who has an account."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import time_machine
from allauth.core import context
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from hearth.identity import guesses
from hearth.identity.actions import close_account
from hearth.identity.adapters import AccountAdapter
from hearth.settings import base
from tenants.isolation.current import in_tenant
from tests.isolation.test_without_a_cache import AWAY
from tests.support.browsing import HOST
from tests.support.staff import SYSTEM, a_user

SIGN_IN, RESET = "/accounts/sign-in/", "/accounts/password/reset/"
PASSWORD = "seven yellow kettles"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dana(council):
    user = a_user("Dana Reed")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def argon2(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS


def tried(email, password="not the one", client=None, **more):
    return (client or Client(HTTP_HOST=HOST)).post(SIGN_IN, {"login": email, "password": password}, **more)


def test_passwords_are_hashed_by_argon2_and_older_hashes_are_renewed(argon2, dana):
    assert make_password("x").startswith("argon2$argon2id$")
    type(dana).objects.filter(pk=dana.pk).update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    assert tried(dana.email, PASSWORD).status_code == 302
    dana.refresh_from_db()
    assert dana.password.startswith("argon2$")


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("short words", "12 characters"),
        ("x y" * 100, "256 characters"),
        ("Password1234!", "first that people try"),
        ("p@ssw0rd12345", "first that people try"),
        ("passwordpassword", "first that people try"),
        ("aaaaaaaaaaaaaaa", "first that people try"),
        ("1q2w3e4r5t6y", "first that people try"),
        ("Dana Reed 2026", "similar"),
        ("colleague.one@example.org", "similar"),
        ("fostering2026!!", "about this service"),
        ("Oakshire Council", "about this service"),
    ],
)
def test_what_may_not_be_a_password(council, password, because):
    user = type(a_user())(email="colleague.one@example.org", name="Dana Reed")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert because in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "password", [PASSWORD, "correct horse battery", "ßçø long enough ☂", " spaces  count ", "x7" * 3 + "qwvzkm"]
)
def test_what_may_be_one(council, password):
    validate_password(password, a_user("Dana Reed"))


def test_a_password_is_never_cut_off(argon2, dana):
    long = "kettle " * 30
    dana.set_password(long + "a")
    dana.save()
    assert tried(dana.email, long + "b").status_code == 200
    assert tried(dana.email, long + "a").status_code == 302


@pytest.mark.slow
def test_ten_thousand_tries_reach_the_password_a_few_times_only(dana, monkeypatch, settings, rf):
    """A quarter of an hour of them, each from an address of its own, with the cache there."""
    checked = Counter()
    monkeypatch.setattr(type(dana), "check_password", lambda self, raw: checked.update(["password"]) or False)
    settings.TRUSTED_PROXIES = 1
    adapter, refused = AccountAdapter(), 0
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as clock:
        for number in range(10_000):
            if number % 100 == 0:
                clock.shift(9)  # seconds
            address = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
            request = rf.post(SIGN_IN, headers={"x-forwarded-for": address, "host": HOST})
            with context.request_context(request):
                try:
                    adapter.authenticate(request, email=dana.email, password=f"guess {number}")
                except ValidationError:
                    refused += 1
        assert 10_000 - refused == checked["password"] <= guesses.MOST
        assert tried(dana.email, PASSWORD).status_code == 200


def test_without_a_cache_the_guesses_are_counted_all_the_same(dana, settings, other_council):
    settings.CACHES = AWAY
    for _ in range(guesses.MOST):
        assert "not right" in tried(dana.email).content.decode()
    assert "Too many wrong passwords" in tried(dana.email, PASSWORD).content.decode()
    assert "Too many wrong passwords" in tried(dana.email.upper(), PASSWORD).content.decode()
    assert not guesses.are_too_many("kit@example.org")
    with in_tenant(other_council):
        assert not guesses.are_too_many(dana.email)
    with time_machine.travel("2030-01-01T00:00:00Z"):
        assert tried(dana.email, PASSWORD).status_code == 302
    assert guesses.Guesses.objects.count() == 0


def test_a_new_password_by_the_link_ends_the_waiting(dana, settings):
    settings.CACHES = AWAY
    for _ in range(guesses.MOST):
        guesses.count_one(dana.email)
    browser = Client(HTTP_HOST=HOST)
    browser.post(RESET, {"email": dana.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    form = browser.get(link.split(HOST)[1]).url
    sent = browser.post(form, {"password1": "three orange lanterns", "password2": "three orange lanterns"})
    assert sent.status_code == 302
    assert tried(dana.email, "three orange lanterns").status_code == 302


def test_what_is_kept_of_guesses_names_nobody(dana):
    tried(dana.email)
    row = guesses.Guesses.objects.get()
    assert len(row.address) == 64 and dana.email not in row.address


def page(answer):
    """What is shown, apart from what was typed and the form's token."""
    words = answer.content.decode()
    for part in ("csrfmiddlewaretoken", "value="):
        words = "\n".join(line for line in words.splitlines() if part not in line)
    return answer.status_code, words


def test_a_wrong_password_an_unknown_address_and_an_account_without_one_are_answered_alike(dana, council):
    invited, gone = a_user("Kit Vane"), a_user("Jo Marsh")
    gone.set_password(PASSWORD)
    gone.save()
    close_account(gone, by=SYSTEM)
    answers = {page(tried(email)) for email in (dana.email, invited.email, gone.email, "nobody@example.org")}
    assert len(answers) == 1


def test_and_cost_the_same_work(argon2, dana, monkeypatch):
    """One hash each, whether there is somebody to compare with or not; a clock would measure the machine."""
    invited, work = a_user("Kit Vane"), []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda *a, _real=real, _name=name, **k: work.append(_name) or _real(*a, **k)
        )
    costs = []
    for email in (dana.email, invited.email, "nobody@example.org"):
        work.clear()
        tried(email)
        costs.append(len(work))
    assert costs == [1, 1, 1]


def test_asking_for_a_new_password_says_the_same_of_everybody_and_sends_one_letter_each(dana, council):
    answers = []
    for email in (dana.email, "nobody@example.org"):
        browser = Client(HTTP_HOST=HOST)
        sent = browser.post(RESET, {"email": email})
        answers.append((sent.status_code, sent.url, page(browser.get(sent.url))))
    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [[dana.email], ["nobody@example.org"]]
    assert "/reset/key/" in mail.outbox[0].body and "no account" in mail.outbox[1].body
    assert all("sign up" not in letter.body and "example.com" not in letter.body for letter in mail.outbox)


def test_a_reset_link_works_once_and_not_after_its_time(dana):
    browser = Client(HTTP_HOST=HOST)
    browser.post(RESET, {"email": dana.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word).split(HOST)[1]
    with time_machine.travel("2030-01-01T00:00:00Z"):
        assert "no longer works" in Client(HTTP_HOST=HOST).get(link).content.decode()
    new = {"password1": "three orange lanterns", "password2": "three orange lanterns"}
    assert browser.post(browser.get(link).url, new).status_code == 302
    assert "no longer works" in Client(HTTP_HOST=HOST).get(link).content.decode()
    assert "no longer works" in Client(HTTP_HOST=HOST).get(link.replace("-", "-x", 1)).content.decode()


def test_the_owner_is_told_when_the_password_changes(dana):
    browser = Client(HTTP_HOST=HOST)
    tried(dana.email, PASSWORD, browser)
    new = "three orange lanterns"
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert mail.outbox[-1].to == [dana.email] and "administrator at once" in mail.outbox[-1].body
    assert new not in mail.outbox[-1].body


def test_a_reset_link_lasts_an_hour():
    assert django_settings.PASSWORD_RESET_TIMEOUT == 3600


def test_production_signs_in_as_these_tests_do():
    """The quick hashing of tests is the tests' own."""
    asked = "import hearth.settings.local as s; print(s.PASSWORD_HASHERS[0])"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Argon2" in done.stdout
