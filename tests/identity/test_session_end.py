"""When a session ends, whatever is written in it: ASVS 5.0 7.3.1, 7.3.2, 7.4.2, 7.4.3; S5 of the bars."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.identity import security
from hearth.identity.actions import close_account, end_sessions_of
from hearth.identity.sessions import device_in_words
from tenants.isolation.current import in_tenant
from tests.support.browsing import HOST, signed_in
from tests.support.staff import SYSTEM, a_user

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))
PAGE = "/accounts/sessions/"
PASSWORD = "seven yellow kettles"


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def dana(council):
    user = a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER)
    user.set_password(PASSWORD)
    user.save()
    return user


def is_in(browser):
    return browser.get(PAGE).status_code == 200


def by_password(user, **headers):
    browser = Client(HTTP_HOST=HOST, **headers)
    assert browser.post("/accounts/sign-in/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return browser


def test_nothing_done_for_half_an_hour_ends_it_and_its_row(clock, dana):
    browser = signed_in(dana)
    clock.shift(timedelta(minutes=29))
    assert is_in(browser)
    clock.shift(timedelta(minutes=29))
    assert is_in(browser)
    clock.shift(timedelta(minutes=30))
    answer = browser.get(PAGE)
    assert answer.status_code == 302 and answer.url.startswith("/accounts/sign-in/?next=")
    assert Session.objects.count() == 0 and UserSession.objects.count() == 0


def test_twelve_hours_end_it_however_busy_one_is(clock, dana):
    browser = signed_in(dana)
    for _ in range(12 * 60 // 20 - 1):
        clock.shift(timedelta(minutes=20))
        assert browser.post("/session").status_code == 200  # "stay signed in", and every time the session is written
    clock.shift(timedelta(minutes=20))
    assert not is_in(browser)


def test_the_warning_is_told_when_staying_is_no_use(clock, dana):
    browser = signed_in(dana)
    assert browser.post("/session").json() == {"seconds": 1800, "final": False}
    for _ in range(25):
        clock.shift(timedelta(minutes=28))
        assert is_in(browser)
    clock.shift(timedelta(minutes=10))  # eleven hours and fifty minutes in all
    assert browser.post("/session").json() == {"seconds": 600, "final": True}
    assert b"data-final" in browser.get(PAGE).content
    assert b'data-session-seconds="600"' in browser.get(PAGE).content


def test_a_council_decides_and_its_decision_holds_for_sessions_that_are_open(clock, dana, monkeypatch):
    browser = signed_in(dana)
    rules = security.SecurityRules(idle_minutes=10, absolute_hours=1)
    monkeypatch.setitem(security._sources, "council", lambda: rules)
    clock.shift(timedelta(minutes=2))
    assert browser.post("/session").json()["seconds"] == 600
    clock.shift(timedelta(minutes=10))
    assert not is_in(browser)


def test_a_councils_policy_is_what_is_asked(council):
    assert security.rules() == security.SecurityRules(30, 12, frozenset())
    assert security._sources["council"]() == security.rules()


def test_hubs_and_operators_have_the_platforms_times(hub, platform_tenant, settings):
    settings.SECOND_STEP_OUTSIDE_COUNCILS = ("operator",)
    for tenant in (hub, platform_tenant):
        with in_tenant(tenant):
            assert security.rules() == security.SecurityRules(30, 12, frozenset({"operator"}))


def test_a_session_whose_times_were_taken_out_is_over(dana):
    browser = signed_in(dana)
    store = browser.session
    del store["hearth_times"]
    store.save()
    assert not is_in(browser)


def test_last_seen_is_written_once_a_minute_at_most(clock, dana, django_assert_num_queries):
    browser = signed_in(dana)
    seen = UserSession.objects.get().last_seen_at
    clock.shift(timedelta(seconds=59))
    is_in(browser)
    assert UserSession.objects.get().last_seen_at == seen
    clock.shift(timedelta(seconds=1))
    is_in(browser)
    assert UserSession.objects.get().last_seen_at == NINE + timedelta(minutes=1)


def test_a_session_that_was_ended_does_not_come_back_by_being_written(dana):
    """Two requests at once: one signs out everywhere, the other then saves its session."""
    browser = signed_in(dana)
    store = browser.session
    assert store["hearth_times"]  # it has been read
    end_sessions_of(dana, by=SYSTEM)
    store["late"] = True
    with pytest.raises(UpdateError), transaction.atomic():
        store.save()
    assert Session.objects.count() == 0


def test_one_sees_ones_sessions_and_ends_them_one_by_one(dana):
    at_desk = by_password(
        dana, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0"
    )
    on_phone = by_password(dana, HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1")
    page = at_desk.get(PAGE).content.decode()
    assert "Firefox on a Windows computer" in page and "Safari on an iPhone" in page and "This one" in page

    phone = UserSession.objects.get(session_key=on_phone.cookies[settings.SESSION_COOKIE_NAME].value)
    assert at_desk.post("/accounts/sessions/ending/", {"session": phone.pk}).status_code == 302
    assert is_in(at_desk) and not is_in(on_phone)
    assert at_desk.post("/accounts/sessions/ending/", {"session": phone.pk}).status_code == 409


def test_one_signs_out_everywhere_else_and_ends_nobody_elses_session(dana):
    here, there, colleagues = signed_in(dana), signed_in(dana), signed_in(a_user("Kit Vane"))
    theirs = UserSession.objects.exclude(user=dana).get()
    assert here.post("/accounts/sessions/ending/", {"session": theirs.pk}).status_code == 409
    assert here.post("/accounts/sessions/ending/").status_code == 302
    assert is_in(here) and is_in(colleagues) and not is_in(there)


def test_a_closed_account_and_a_new_password_end_sessions_at_once(dana):
    here = by_password(dana)
    there = Client(HTTP_HOST=HOST)
    there.post("/accounts/sign-in/", {"login": dana.email, "password": PASSWORD})
    new = "three orange lanterns"
    changed = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert changed.status_code == 302
    assert is_in(here) and not is_in(there)
    assert UserSession.objects.filter(user=dana).count() == 1
    dana.refresh_from_db()
    close_account(dana, by=SYSTEM)
    assert not is_in(here)
    assert Session.objects.count() == 0


def test_an_administrator_signs_somebody_out_and_others_may_not(dana):
    browser, administrator = signed_in(dana), signed_in(a_user("Ade Bello", Role.TENANT_ADMINISTRATOR))
    address = f"/people-and-roles/{dana.pk}/sessions/ending"
    assert signed_in(a_user("Kit Vane", Role.TEAM_MANAGER)).post(address).status_code == 403
    assert is_in(browser)
    assert administrator.post(address).status_code == 302
    assert not is_in(browser)
    assert (
        AuditEntry.objects.get(code="identity.sessions_ended").sentence == "Ade Bello signed Dana Reed out everywhere."
    )


def test_signing_in_failing_and_signing_out_are_in_the_audit(dana):
    browser = by_password(dana)
    browser.post("/accounts/sign-out/")
    stranger = Client(HTTP_HOST=HOST)
    stranger.post("/accounts/sign-in/", {"login": dana.email, "password": "wrong"})
    stranger.post("/accounts/sign-in/", {"login": "nobody@example.org", "password": "wrong"})
    said = list(
        AuditEntry.objects.filter(code__startswith="identity.sign").order_by("id").values_list("sentence", flat=True)
    )
    assert said == [
        "Dana Reed signed in.",
        "Dana Reed signed out.",
        "Somebody tried to sign in as Dana Reed and could not.",
        "Somebody tried to sign in with an address that has no account here.",
    ]
    assert not AuditEntry.objects.filter(details__icontains="nobody@").exists()


def test_a_sign_in_gets_a_new_session_key(dana):
    """ASVS 5.0 7.2.4: nobody can plant a session and wait."""
    browser = Client(HTTP_HOST=HOST)
    session = browser.session
    session["before"] = True
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    browser.post("/accounts/sign-in/", {"login": dana.email, "password": PASSWORD})
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on a Mac"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on an Android device"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_told_in_words(told, words):
    assert device_in_words(told) == words
