"""The house's own rules, each held by a test that fails when somebody forgets."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from config_per_tenant.schema import SETTINGS
from core.demo.plan import PACKS
from hearth.access import PUBLIC, SIGNED_IN, Role, known
from tests.support.browsing import signed_in
from tests.support.staff import a_user

ROOT = Path(__file__).resolve().parents[2]
URLCONFS = ("council", "hub", "operators", "public")
SHARED = (
    "platform/hearth",
    "tenants",
    "core",
    "api",
    "config_per_tenant/schema",
    "config_per_tenant/versions",
    "templates",
)
MOST_QUERIES = 15


def routes() -> Iterator[tuple[str, str, Any]]:
    """Every route of every kind of tenant: its urlconf, its pattern, its view."""

    def walk(urlconf: str, patterns: Any, before: str) -> Iterator[tuple[str, str, Any]]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(urlconf, pattern.url_patterns, before + str(pattern.pattern))
            else:
                yield urlconf, before + str(pattern.pattern), pattern.callback

    for name in URLCONFS:
        yield from walk(name, get_resolver(f"hearth.urls.{name}").url_patterns, "/")


def test_every_route_carries_a_capability_that_some_area_declared():
    declared = {PUBLIC, SIGNED_IN, *known()}
    wrong = []
    for urlconf, pattern, view in routes():
        asked = getattr(view, "capability", None) or getattr(getattr(view, "cls", None), "capability", None)
        asked = list(asked.values()) if isinstance(asked, dict) else [asked]
        if not asked or not set(asked) <= declared:
            wrong.append(f"{urlconf} {pattern}: {asked}")
    assert wrong == []


def test_every_capability_is_held_by_roles_that_exist():
    """One that nobody holds is the system's own, such as letting an approved version take effect on its day."""
    roles = {*Role.values, "public"}
    assert [name for name, holders in known().items() if not holders <= roles] == []
    assert {name for name, holders in known().items() if not holders} == {
        "policy.open_council",
        "policy.apply",
        "audit.keep",
    }


def test_shared_code_names_no_council():
    names = {path.parent.name for path in PACKS.glob("*/council.yaml")}
    words = re.compile("|".join(re.escape(name).replace(r"\-", "[ _-]?") for name in names), re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}"
        for folder in SHARED
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html") and "migrations" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if words.search(line)
    ]
    assert found == []


def test_no_council_is_told_from_another_by_a_condition():
    asked = re.compile(
        r"\bif\b.*\b(tenant\.slug|council\.slug|schema_name|tenant\.name|council)\b\s*(==|in)\s*[\"'(\[]"
    )
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("platform/hearth", "core", "api", "config_per_tenant")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if asked.search(line)
    ]
    assert found == []


def test_every_setting_is_declared_in_words_and_every_bound_has_its_source():
    for setting in SETTINGS.values():
        assert setting.label
        assert setting.help
        assert setting.group


def test_every_area_says_what_it_is_for():
    for path in sorted(ROOT.glob("core/*/__init__.py")):
        module = import_module(f"core.{path.parent.name}")
        assert module.__doc__, path
        assert len(module.__doc__.strip()) > 60, path


@pytest.mark.parametrize(
    ("pattern", "view"),
    [
        (pattern, view)
        for urlconf, pattern, view in routes()
        if urlconf == "council" and not re.search(r"[<(]", pattern) and not getattr(view, "cls", None)
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_page_makes_more_queries_than_its_ceiling(council, pattern, view):
    """Every page that can be opened without naming a row, by somebody who may open them all."""
    from django.db import connection

    everybody = signed_in(a_user("", *[role for role in Role if not role.startswith(("hub", "operator"))]))
    everybody.get(pattern)  # what is cached for the process is read once
    with CaptureQueriesContext(
        connection,
    ) as made:
        answer = everybody.get(pattern)
    assert answer.status_code in (200, 302, 401, 403, 404, 405)
    assert len(made) <= MOST_QUERIES, "\n".join(query["sql"][:160] for query in made)


def test_nothing_is_left_undone():
    """Work that is not done is an issue, not a mark in the code."""
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}"
        for folder in (*SHARED, "config_per_tenant", "assets/js", "assets/scss")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".mjs", ".scss")
        for line in path.read_text(encoding="utf-8").splitlines()
        if marks.search(line)
    ]
    assert found == []
