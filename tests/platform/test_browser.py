"""What browsers are told on every answer; S1 of the security bars, and what the header observatory asks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import clear_url_caches, path

from hearth.access import PUBLIC, Role, needs
from hearth.browser.headers import HEADERS, PERMISSIONS
from tests.support.browsing import signed_in
from tests.support.staff import a_user

ROOT = Path(__file__).resolve().parents[2]
HOST = "oakshire.localhost"
ALWAYS = {
    **HEADERS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "hearth.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
    "DATABASE_URL": "postgres://hearth_app@127.0.0.1:1/hearth",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "HEARTH_BASE_DOMAIN": "hearth.example",
    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
}


@needs(PUBLIC)
def fails(request: Any) -> Any:
    raise ZeroDivisionError("Ada Okafor")


class Faulty:
    """A council's addresses, and one behind which something breaks."""

    from hearth.urls.council import handler404, handler500
    from hearth.urls.council import urlpatterns as council

    urlpatterns = [*council, path("breaks", fails)]


def answers(client: Client) -> dict[str, Any]:
    """One answer of each sort that goes out: a page, a refusal, a file, plain text, JSON, a redirect."""
    asked = {
        "sign-in page": (HOST, "/accounts/sign-in/"),
        "redirect": (HOST, "/households"),
        "nothing there": (HOST, "/nothing-here"),
        "style sheet of a council": (HOST, "/theme-x.css"),
        "API, not signed in": (HOST, "/api/v1/me"),
        "host of nobody": ("nobody.localhost", "/"),
        "front page": ("localhost", "/"),
        "probe": ("127.0.0.1", "/livez"),
        "where to report": (HOST, "/.well-known/security.txt"),
    }
    return {what: client.get(address, headers={"host": host}) for what, (host, address) in asked.items()}


def test_every_answer_carries_the_headers(council):
    for what, answer in answers(Client()).items():
        for header, value in ALWAYS.items():
            assert answer.headers.get(header) == value, (what, header)
        assert answer.headers["Content-Security-Policy"], what


def test_refusals_and_faults_carry_them_too(council, settings):
    council_type = {**settings.TENANT_TYPES["council"], "URLCONF": Faulty}
    settings.TENANT_TYPES = {**settings.TENANT_TYPES, "council": council_type}
    clear_url_caches()
    client = Client(headers={"host": HOST}, raise_request_exception=False, enforce_csrf_checks=True)
    for answer, status in ((client.get("/breaks"), 500), (client.post("/accounts/sign-in/", {}), 403)):
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
        assert answer.headers["Content-Security-Policy"]


def test_the_policy_lets_in_nothing_inline_and_nothing_of_others(council):
    answer = Client(headers={"host": HOST}).get("/accounts/sign-in/")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert set(policy.values()) <= {"'none'", "'self'"}
    assert policy["form-action"] == policy["script-src"] == policy["style-src"] == "'self'"


def test_no_device_may_be_used_but_a_passkey():
    allowed = {feature for feature, who in PERMISSIONS.items() if who != "()"}
    assert allowed == {"publickey-credentials-create", "publickey-credentials-get"}
    assert set(PERMISSIONS.values()) == {"()", "(self)"}


def test_no_page_asks_a_third_party_for_anything():
    """Links may lead elsewhere; whatever a browser fetches by itself is ours."""
    fetched = re.compile(
        r"<(?:script|link|img|iframe|source|video|audio|object|embed|form|use)\b[^>]*?(?:src|href|action|data)=[\"'](?:https?:)?//",
        re.IGNORECASE,
    )
    pages = [file for file in (ROOT / "templates").rglob("*.html") if fetched.search(file.read_text())]
    assert pages == []
    sources = [*(ROOT / "assets").rglob("*.scss"), *(ROOT / "assets").rglob("*.mjs")]
    outside = re.compile(
        r"url\([\"']?(?:https?:)?//|@import [\"'](?:https?:)?//|fetch\([\"'`](?:https?:)?//|import\([\"']http"
    )
    assert sources and [file for file in sources if outside.search(file.read_text())] == []


def test_no_page_of_staff_is_kept_by_a_browser_or_on_the_way(council):
    admin = signed_in(a_user("Dana Reed", *Role))
    for address in ("/", "/households", "/isolation/", "/audit/", "/jobs/", "/api/v1/households"):
        assert "no-store" in admin.get(address).headers["Cache-Control"], address


def test_a_fault_tells_nothing_of_itself(council, settings):
    """The same page in every council but for the reference; no name, no path, no trace."""
    council_type = {**settings.TENANT_TYPES["council"], "URLCONF": Faulty}
    settings.TENANT_TYPES = {**settings.TENANT_TYPES, "council": council_type}
    clear_url_caches()
    pages = []
    for host in (HOST, "riverton.localhost"):
        answer = Client(headers={"host": host}, raise_request_exception=False).get("/breaks")
        page = answer.content.decode()
        assert answer.status_code == 500
        for word in (
            "Okafor",
            "ZeroDivision",
            "Traceback",
            "Django",
            "Python",
            ".py",
            "council_",
            "Oakshire",
            "psycopg",
        ):
            assert word not in page, word
        pages.append(re.sub(r"[0-9a-f]{32}", "", page))
    assert pages[0] == pages[1]
    assert settings.DEBUG is False


def test_no_answer_names_the_software_that_made_it(council):
    for what, answer in answers(Client()).items():
        assert not {"Server", "X-Powered-By", "X-AspNet-Version"} & set(answer.headers), what


@pytest.mark.parametrize("host", [HOST, "localhost", "east.localhost", "operators.localhost"])
def test_whoever_finds_a_weakness_reads_where_to_tell_us(db, host):
    """RFC 9116: Contact and Expires are required, Expires less than a year ahead."""
    answer = Client().get("/.well-known/security.txt", headers={"host": host})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert re.match(r"(mailto:|https://)", fields["Contact"])
    ahead = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert 30 < ahead.days < 365
    assert fields["Preferred-Languages"] == "en"
    assert fields["Canonical"].startswith("https://") and fields["Canonical"].endswith("/.well-known/security.txt")


def test_the_rules_for_reporting_are_linked_where_there_are_some(db, settings):
    settings.SECURITY_POLICY = "https://hearth.example/reporting"
    told = Client().get("/.well-known/security.txt", headers={"host": "localhost"}).content.decode()
    assert "Policy: https://hearth.example/reporting\n" in told


def in_production(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "HEARTH"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**environment, **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_djangos_own_check_of_a_deployment_finds_nothing():
    done = in_production("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "no issues" in done.stdout


def test_production_sends_cookies_to_one_host_over_tls_alone():
    of_cookies = ("NAME", "SECURE", "HTTPONLY", "DOMAIN", "PATH")
    names = [f"{cookie}_COOKIE_{what}" for cookie in ("SESSION", "CSRF") for what in of_cookies]
    names += ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_SSL_REDIRECT"]
    names += ["DEBUG"]
    done = in_production(
        "-c",
        "import json; from django.conf import settings;"
        f" print(json.dumps({{name: getattr(settings, name) for name in {names!r}}}))",
    )
    found = json.loads(done.stdout)
    for cookie in ("SESSION", "CSRF"):
        # `__Host-`: a browser takes it only over TLS, for the host itself and the whole of it.
        assert found[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert found[f"{cookie}_COOKIE_SECURE"] and found[f"{cookie}_COOKIE_HTTPONLY"]
        assert found[f"{cookie}_COOKIE_DOMAIN"] is None
    assert found["SESSION_COOKIE_PATH"] == "/" and not found["DEBUG"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000 and found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] and found["SECURE_HSTS_PRELOAD"]


def test_messages_and_sessions_live_in_the_councils_own_tables():
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert "session" in settings.MESSAGE_STORAGE
