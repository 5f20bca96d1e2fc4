"""The sign-in pages in a real Chromium: passkeys by its virtual authenticator, the warning, wide and at 375 pixels."""

import os
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import expect, sync_playwright

from hearth.access import Role
from hearth.identity import security
from hearth.identity.models import User
from tenants.isolation.current import in_tenant
from tests.support.staff import a_user
from tests.ui.test_in_a_browser import RULES, RUN_AXE, chromium

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", ROOT / "var" / "screenshots"))
PASSWORD = "seven yellow kettles"
SIZES = ((1280, 900), (375, 720))


@pytest.fixture(scope="module")
def dana(module_database):
    with in_tenant("council_oakshire"):
        user = a_user("Dana Reed", Role.TENANT_ADMINISTRATOR)
        user.set_password(PASSWORD)
        user.save()
        return user.email


@pytest.fixture(scope="module")
def address(module_database):
    """A server in a thread of its own, with connections of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", True, raising=False)
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None, server.error
        yield f"http://oakshire.localhost:{server.port}"
        server.terminate()


@pytest.fixture(scope="module")
def browser():
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def page(browser, address):
    """A page that fails the test when the console says anything wrong."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened, wrong = context.new_page(), []
    opened.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert [text for text in wrong if "422" not in text and "favicon" not in text] == []


def sign_in(page, email):
    page.goto("/accounts/sign-in/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def looked_at(page, name):
    """Wide and narrow: axe finds nothing and nothing scrolls sideways."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SCREENSHOTS / f"identity-{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, name
        page.evaluate(AXE.read_text() + ";null")
        assert page.evaluate(RUN_AXE, RULES) == [], name
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_passkey_is_added_and_signs_in_alone(page, dana):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/accounts/sign-in/")
    looked_at(page, "sign-in")
    sign_in(page, dana)
    page.goto("/accounts/second-step/")
    looked_at(page, "second-step-none")
    page.get_by_role("button", name="Add a passkey").click()
    looked_at(page, "add-passkey")
    page.get_by_label("Name of this passkey").fill("Work laptop")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    looked_at(page, "recovery-codes")
    page.goto("/accounts/second-step/")
    expect(page.get_by_text("Work laptop").first).to_be_visible()
    looked_at(page, "second-step")

    page.context.clear_cookies()
    page.goto("/accounts/sign-in/?next=/accounts/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/accounts/sessions/")
    expect(page.get_by_text("This one")).to_be_visible()
    looked_at(page, "sessions")

    page.context.clear_cookies()
    sign_in(page, dana)
    looked_at(page, "second-step-asked")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "second-step" not in url)


def test_an_app_is_set_up_from_its_picture(page, module_database):
    with in_tenant("council_oakshire"):
        user = a_user("Kit Vane", Role.TENANT_ADMINISTRATOR)
        user.set_password(PASSWORD)
        user.save()
    sign_in(page, user.email)
    page.goto("/accounts/second-step/app/")
    assert page.evaluate("document.querySelector('.app-qr').naturalWidth") > 0
    looked_at(page, "app")
    secret = page.locator("code").inner_text()
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    for name, at in (("service", "/people-and-roles/sign-in-service"), ("people", "/people-and-roles/")):
        page.goto(at)
        looked_at(page, name)
    with in_tenant("council_oakshire"):
        other = User.objects.exclude(pk=user.pk).first()
    page.goto(f"/people-and-roles/{other.pk}")
    looked_at(page, "person")


def test_the_warning_keeps_the_session_and_says_when_it_cannot(page, dana, monkeypatch):
    rules = security.SecurityRules(idle_minutes=4, absolute_hours=12)  # below the five minutes of the warning
    monkeypatch.setitem(security._sources, "council", lambda: rules)
    with in_tenant("council_oakshire"):
        user = a_user("Jo Marsh", Role.TEAM_MANAGER)
        user.set_password(PASSWORD)
        user.save()
    page.clock.install()
    sign_in(page, user.email)
    page.goto("/accounts/sessions/")
    page.clock.fast_forward(16_000)
    expect(page.locator("#session-warning")).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_visible()
    expect(page.get_by_role("button", name="Go back to my work")).to_be_hidden()
    looked_at(page, "warning")
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.locator("#session-warning")).to_be_hidden()


def test_the_warning_of_the_longest_time_says_that_staying_is_no_use(page, module_database, monkeypatch):
    rules = security.SecurityRules(idle_minutes=60, absolute_hours=0.05)  # three minutes
    monkeypatch.setitem(security._sources, "council", lambda: rules)
    with in_tenant("council_oakshire"):
        user = a_user("Sam Ford", Role.TEAM_MANAGER)
        user.set_password(PASSWORD)
        user.save()
    page.clock.install()
    sign_in(page, user.email)
    page.goto("/accounts/sessions/")
    page.clock.fast_forward(16_000)
    expect(page.get_by_text("for the longest time allowed")).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    page.get_by_role("button", name="Go back to my work").click()
    expect(page.locator("#session-warning")).to_be_hidden()
    page.clock.fast_forward(16_000)
    expect(page.locator("#session-warning")).to_be_hidden()  # told once
