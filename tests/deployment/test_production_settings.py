"""Production's settings, as a process meets them that is given what the chart gives, or less."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GIVEN = {
    "DJANGO_SETTINGS_MODULE": "hearth.settings.production",
    "SECRET_KEY": "UmE0xuT3PcvW9hQdJb7yKz2LrN5sGf8aVtXoMi1wCqYj6HkBlZpEnS4",
    "DATABASE_URL": "postgres://hearth_app@127.0.0.1:1/hearth",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "HEARTH_BASE_DOMAIN": "fostering.example.org",
}


def check(folder: Path, *arguments: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    return run(folder, "check", *arguments, **changed)


def run(folder: Path, *arguments: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HEARTH_STATIC_ROOT": str(folder), **GIVEN, **changed}
    return subprocess.run(
        [Path(sys.executable).with_name("django-admin"), *arguments],
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_django_has_nothing_to_warn_of(tmp_path):
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "HEARTH_BASE_DOMAIN"])
def test_a_process_that_is_not_told_does_not_start_and_says_what_it_was_not_told(tmp_path, name):
    done = check(tmp_path, **{name: None})
    assert done.returncode != 0
    assert f"{name} must be set in the environment" in done.stderr


def test_a_short_key_is_refused(tmp_path):
    done = check(tmp_path, SECRET_KEY="short")
    assert done.returncode != 0
    assert "SECRET_KEY must have 50 characters or more" in done.stderr


def test_no_demonstration_is_made_in_production(tmp_path):
    """Its passwords are printed in the source, and its councils have the names of real ones."""
    done = run(tmp_path, "demo", "--sign-ins")
    assert done.returncode != 0
    assert "Nothing was made" in done.stderr


def test_the_cookies_are_bound_to_their_host_and_to_tls(tmp_path):
    """`__Host-`: a browser keeps such a cookie only when it is Secure, for the path "/" and names no domain."""
    asked = (
        "import hearth.settings.production as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " [getattr(s, n, d) for n, d in (('SESSION_COOKIE_DOMAIN', None), ('CSRF_COOKIE_DOMAIN', None),"
        " ('SESSION_COOKIE_PATH', '/'), ('CSRF_COOKIE_PATH', '/'))], s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PATH": os.environ["PATH"], "HEARTH_STATIC_ROOT": str(tmp_path), **GIVEN},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = "__Host-hearth_session __Host-hearth_csrf True True [None, None, '/', '/'] True True"
    assert done.stdout.strip() == expected
