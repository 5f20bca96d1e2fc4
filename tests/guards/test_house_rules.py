"""House rules that a machine can watch: no route without a capability, no council's name in what all councils share."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from hearth.access import PUBLIC, SIGNED_IN, known

ROOT = Path(__file__).resolve().parents[2]
URLCONFS = ("hearth.urls.council", "hearth.urls.hub", "hearth.urls.operators", "hearth.urls.public")
SHARED = ("platform/hearth", "tenants", "core", "api", "templates", "assets/js", "assets/scss")
SUFFIXES = {".py", ".html", ".mjs", ".scss", ".txt"}


def routes(urlconf: str) -> Iterator[tuple[str, Any]]:
    def walk(resolver: Any, before: str) -> Iterator[tuple[str, Any]]:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, route)
            elif isinstance(pattern, URLPattern):
                yield route, pattern.callback

    return walk(get_resolver(urlconf), "/")


def capabilities_of(view: Any) -> set[str]:
    """What a page or an API view asks of whoever comes; empty when it asks nothing and does not say so."""
    found = getattr(view, "capability", None) or getattr(getattr(view, "cls", None), "capability", None)
    found = found or getattr(getattr(view, "view_class", None), "capability", None)
    if isinstance(found, dict):
        return set(found.values())
    return {found} if found else set()


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_every_route_says_what_it_asks_of_whoever_comes(urlconf):
    declared = {PUBLIC, SIGNED_IN, *known()}
    silent = {route for route, view in routes(urlconf) if not capabilities_of(view)}
    unknown = {route for route, view in routes(urlconf) if capabilities_of(view) - declared}

    assert silent == set()
    assert unknown == set()


def sources() -> Iterator[Path]:
    for folder in SHARED:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in SUFFIXES and "__pycache__" not in path.parts:
                yield path


def names_of_councils() -> set[str]:
    """What the councils whose packs we hold are called, with spaces, hyphens or underlines."""
    names = set()
    for path in (ROOT / "config_per_tenant" / "councils").glob("*.yaml"):
        slug = path.stem
        names |= {slug, slug.replace("-", " "), slug.replace("-", "_")}
        assert yaml.safe_load(path.read_text(encoding="utf-8")), path.name
    return names


def test_no_council_is_named_in_what_all_councils_share():
    councils = names_of_councils()
    assert len(councils) >= 4
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(councils)), re.IGNORECASE)
    named = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    }

    assert named == set()


def test_nothing_asks_which_council_it_is():
    """If two councils differ, the difference is a policy value."""
    asks = re.compile(
        r"\b(if|elif|case)\b.*\b(council|tenant|tenant\.slug|schema_name)(\.slug|\.name)?\s*(==|!=|in)\s*[\"'(\[{]"
    )
    found = {
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sources()
        if path.suffix == ".py" and path.parts[-2] != "isolation"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if asks.search(line)
    }

    assert found == set()


def test_nothing_is_left_undone():
    """Work that is not done is an issue, not a mark in the code."""
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if marks.search(line)
    }

    assert found == set()
