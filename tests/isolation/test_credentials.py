"""What was given out by one council is worth nothing at another. T2 and T14 of the bars, and the leaks once found.

The two accounts are as alike as they can be: same key, address, password hash and last sign-in. Each of these was seen
to open the other tenant's door with Django's and the libraries' own settings.
"""

from __future__ import annotations

import copy
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from hearth.dates import today
from hearth.identity.models import AccessToken, User
from hearth.identity.tokens import digest_of, new_secret
from tenants.isolation.current import in_tenant
from tenants.isolation.tokens import TenantTokenGenerator, token_generator
from tenants.models import Tenant

PASSWORD = "correct horse battery"
EMAIL = "dana.reed@example.org"
COUNCIL_URLS = "hearth.urls.council"


@pytest.fixture
def twins(council: Tenant, other_council: Tenant) -> tuple[User, User]:
    """One account in each of two councils, alike in everything."""
    one = User(email=EMAIL, name="Dana Reed")
    one.set_password(PASSWORD)
    one.save()
    with in_tenant(other_council):
        other = User.objects.create(pk=one.pk, email=EMAIL, name="Dana Reed", password=one.password)
    return one, other


@pytest.fixture
def at_home(twins: tuple[User, User]) -> Client:
    """Signed in at the first council."""
    client = Client(headers={"host": "oakshire.localhost"})
    assert client.post(path("account_login"), {"login": EMAIL, "password": PASSWORD}).status_code == 302
    assert is_signed_in(client)
    return client


def path(name: str, **kwargs: Any) -> str:
    return reverse(name, urlconf=COUNCIL_URLS, kwargs=kwargs or None)


def is_signed_in(client: Client) -> bool:
    """Whether a page for any member of staff opens, rather than asks for a sign-in."""
    return client.get(path("account_change_password")).status_code == 200


def elsewhere(client: Client) -> Client:
    """A browser at the other council, with all the cookies of the first."""
    other = Client(headers={"host": "riverton.localhost"})
    other.cookies = copy.deepcopy(client.cookies)
    return other


def test_a_session_of_one_council_opens_nothing_at_another(at_home):
    assert not is_signed_in(elsewhere(at_home))
    assert is_signed_in(at_home)


def test_a_session_copied_into_another_council_with_the_account_opens_nothing(at_home, council, other_council):
    """As a restore into the wrong schema would: same session key, same account, same password hash."""
    row = Session.objects.get(session_key=at_home.cookies[settings.SESSION_COOKIE_NAME].value)
    with in_tenant(other_council):
        Session.objects.create(session_key=row.session_key, session_data=row.session_data, expire_date=row.expire_date)
    assert not is_signed_in(elsewhere(at_home))


def test_what_a_session_holds_is_not_found_by_its_key_elsewhere(council, other_council):
    store = SessionStore()
    store["draft"] = "an address"
    store.save()
    with in_tenant(other_council):
        assert SessionStore(store.session_key).get("draft") is None
    assert SessionStore(store.session_key)["draft"] == "an address"


def test_session_cookies_stay_with_their_host(at_home):
    cookie = at_home.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["domain"], cookie["path"], cookie["httponly"], cookie["samesite"]) == ("", "/", True, "Lax")
    assert settings.SESSION_COOKIE_DOMAIN is None and settings.CSRF_COOKIE_DOMAIN is None
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert "django.contrib.sites" not in settings.INSTALLED_APPS


def test_a_form_of_one_council_is_refused_at_another(twins):
    """Its CSRF token, with the cookie that the other council itself gave."""
    home, other = (
        Client(headers={"host": f"{slug}.localhost"}, enforce_csrf_checks=True) for slug in ("oakshire", "riverton")
    )
    tokens = []
    for client in (home, other):
        page = client.get(path("account_login")).content.decode()
        tokens.append(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0])
    sent = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": tokens[0]}
    assert other.post(path("account_login"), sent).status_code == 403
    assert home.post(path("account_login"), sent).status_code == 302


def test_an_access_token_of_one_council_is_unknown_at_another(twins, other_council):
    secret = new_secret()
    details = {"name": "Reports", "hint": secret[-4:], "expires_on": today() + timedelta(days=30)}
    AccessToken.objects.create(user=twins[0], digest=digest_of(secret), **details)
    headers = {"authorization": f"Bearer {secret}"}
    me = "/api/v1/me"
    assert Client(headers={"host": "oakshire.localhost", **headers}).get(me).status_code == 200
    assert Client(headers={"host": "riverton.localhost", **headers}).get(me).status_code == 401
    with in_tenant(other_council):  # not even with the row copied there
        AccessToken.objects.create(
            user=twins[1], digest=AccessToken.objects.model(digest=_digest_at_home(secret)).digest, **details
        )
    assert Client(headers={"host": "riverton.localhost", **headers}).get(me).status_code == 401


def _digest_at_home(secret: str) -> str:
    with in_tenant("council_oakshire"):
        return digest_of(secret)


def test_a_reset_link_of_one_council_is_refused_at_another(twins, other_council):
    one, other = twins
    link = token_generator.make_token(one)
    assert token_generator.check_token(one, link)
    with in_tenant(other_council):
        assert not token_generator.check_token(other, link)
        assert default_token_generator.check_token(other, default_token_generator.make_token(other))
    assert f"{TenantTokenGenerator.__module__}.TenantTokenGenerator" == settings.ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR


def test_a_reset_mail_names_its_own_council_and_its_link_works_there_only(twins, settings):
    """Whatever hosts a forger names in other headers."""
    home = Client(
        headers={
            "host": "oakshire.localhost",
            "x-forwarded-host": "riverton.localhost",
            "origin": "http://evil.example",
        }
    )
    home.post(path("account_reset_password"), {"email": EMAIL})
    assert len(mail.outbox) == 1
    words = mail.outbox[0].body
    assert "oakshire.localhost" in words and "riverton" not in words and "evil" not in words
    link = re.search(r"https?://oakshire\.localhost(/\S+)", words)
    assert link is not None
    opened = {
        host: Client(headers={"host": host}).get(link[1]).headers.get("Location", "")
        for host in ("oakshire.localhost", "riverton.localhost")
    }
    assert opened["oakshire.localhost"].endswith(
        "-set-password/"
    )  # the link is good, and takes its key out of the address
    assert not opened["riverton.localhost"]


def test_an_email_address_is_confirmed_by_a_row_and_not_by_a_signed_key(twins):
    """The signed form names a primary key alone, which is somebody else's at another council."""
    assert settings.ACCOUNT_EMAIL_CONFIRMATION_HMAC is False
    assert EmailAddress.objects.filter(verified=True).count() == 0


def test_too_many_wrong_passwords_at_one_council_bar_nobody_at_another(twins):
    """Rate limits live in the cache, which is keyed by tenant."""
    home, other = (Client(headers={"host": f"{slug}.localhost"}) for slug in ("oakshire", "riverton"))
    for _ in range(20):
        blocked = home.post(path("account_login"), {"login": EMAIL, "password": "wrong"})
    assert blocked.status_code == 429 or b"too many" in blocked.content.lower()
    assert home.post(path("account_login"), {"login": EMAIL, "password": PASSWORD}).status_code != 302
    assert other.post(path("account_login"), {"login": EMAIL, "password": PASSWORD}).status_code == 302


def test_an_answer_kept_by_one_councils_browser_is_not_taken_for_anothers(at_home, twins):
    """ETag and If-Modified-Since of one council, sent to another: its own answer, or none."""
    kept = at_home.get(path("account_change_password"))
    other = Client(headers={"host": "riverton.localhost", "if-none-match": kept.headers.get("ETag", '"x"')})
    assert other.get(path("account_change_password")).status_code == 302
    assert "no-store" in kept["Cache-Control"]


@override_settings(ALLOWED_HOSTS=["*"])
def test_even_with_any_host_allowed_only_registered_hosts_answer(db):
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 404
