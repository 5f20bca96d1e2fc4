"""Every address of one council, with every key of another, by every method. T1 (and T12, T13) of the isolation bars.

The routes come from the resolver and the other council's rows from the catalog, so that what is added later is covered
without a word here. A route whose parameters nothing here can fill in fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hearth.access import Role
from tenants.isolation.current import in_tenant
from tests.support.lookalike import KEY, MARKER, PART_OF_MARKER, fill, fingerprints

METHODS = ("get", "post", "put", "patch", "delete")
SEARCHED_BY = ("q", "text", "name", "search", "query")
EVERY = 6
# What to put into a parameter that is no key of a row.
PARAMETERS = {
    "pk": "1",
    "provider_id": "council",
    "version": "x",
    "kind": "household",
    "slug": "x",
    "key": "x",
    "uidb36": "1",
    "format": "json",
    "code": "x",
    "council": "x",
    "national": "x",
    "from_on": "2026-04-06",
    "link": "x",
}


def routes(urlconf: str) -> list[tuple[str, str, bool]]:
    """Each address of a kind of tenant: its route, the address with the other council's key, whether it has a key."""

    def walk(resolver: Any, before: str) -> Iterator[tuple[str, str, bool]]:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, route)
            elif isinstance(pattern, URLPattern):
                yield route, *filled_in(route)

    return list(walk(get_resolver(urlconf), "/"))


def filled_in(route: str) -> tuple[str, bool]:
    """An address for a route, and whether a row's key is in it. Fails for a parameter that nobody has named."""
    keyed = False

    def put(match: re.Match[str]) -> str:
        nonlocal keyed
        kind, name = match[1] or "str", match[2]
        if kind == "uuid":
            keyed = True
            return str(KEY)
        assert name in PARAMETERS, f"say in PARAMETERS what to put for {name} in {route}"
        return PARAMETERS[name]

    plain = re.sub(r"<(?:(\w+):)?(\w+)>", put, re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", route))
    return re.sub(r"[\^$]|\\Z|\?$", "", plain).replace("\\.", "."), keyed


ROUTES = routes("hearth.urls.council")
KEYED = [address for _, address, keyed in ROUTES if keyed]


@pytest.fixture(scope="module")
def lookalike(module_database: Any) -> None:
    """Riverton, full of marked rows."""
    assert len(fill("council_riverton")) > 20


def signed_in(slug: str, schema: str, *roles: str) -> Client:
    """Somebody with these roles, at this tenant's own address."""
    from tests.support.staff import a_user

    client = Client(headers={"host": f"{slug}.localhost"}, raise_request_exception=False)
    with in_tenant(schema):
        client.force_login(a_user("Dana Reed", *roles))
    return client


def told(answer: Any) -> str:
    """All that an answer says: its body and its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers} {body.decode(errors='replace')}".upper()


def test_every_route_is_walked_and_most_of_them_name_a_row():
    assert len(ROUTES) > 100 and len(KEYED) > 50
    assert all("<" not in address and "(" not in address for _, address, _ in ROUTES)


def test_nothing_of_another_council_is_shown_changed_or_logged(lookalike, caplog):
    """By somebody with every role at once; with the other council's key in the address and in every field of a form."""
    client = signed_in("oakshire", "council_oakshire", *Role)
    before = fingerprints("council_riverton")
    failures = []
    for _, address, keyed in ROUTES:
        if address.startswith("/accounts/sign-out"):
            continue
        fields: dict[str, str] = {}
        for method in METHODS:
            data = fields if method == "post" else None
            kind = "application/json" if address.startswith("/api/") and method != "get" else None
            sent = {"data": data or {}, **({"content_type": kind} if kind else {})}
            answer = getattr(client, method)(address, **sent)
            if method == "get" and not answer.streaming:
                names = re.findall(rb'<(?:input|select|textarea)[^>]* name="([^"]+)"', answer.content)
                fields = {name.decode(): str(KEY) for name in names if name != b"csrfmiddlewaretoken"}
            if MARKER in told(answer):
                failures.append((method, address, answer.status_code, "shows the marker"))
            if keyed and answer.status_code < 400:
                failures.append((method, address, answer.status_code, "answers for a row that is another council's"))
            if answer.status_code >= 500:
                failures.append((method, address, answer.status_code, "fails"))
    assert failures == []
    assert fingerprints("council_riverton") == before
    assert MARKER not in caplog.text


def test_no_role_finds_another_councils_rows(lookalike):
    """Each role takes its turn at every few addresses, until each role and each address has been tried."""
    found, roles = {}, list(Role)
    for number, role in enumerate(roles):
        client = signed_in("oakshire", "council_oakshire", role)
        for address in KEYED[number % EVERY :: EVERY]:
            answer = client.get(address)
            if answer.status_code not in {401, 403, 404, 405} or MARKER in told(answer):
                found[role, address] = answer.status_code
    assert len(roles) >= EVERY
    assert found == {}


def test_somebody_not_signed_in_finds_nothing_of_any_council(lookalike):
    client = Client(headers={"host": "oakshire.localhost"}, raise_request_exception=False)
    at_its_own = Client(headers={"host": "riverton.localhost"}, raise_request_exception=False)
    for _, address, _ in ROUTES:
        for visitor in (client, at_its_own):
            answer = visitor.get(address)
            assert MARKER not in told(answer), address
            assert answer.status_code < 500, address


@pytest.mark.parametrize(
    ("slug", "schema", "urls"), [("east", "hub_east", "hub"), ("operators", "platform_operators", "operators")]
)
def test_hubs_and_operators_see_no_councils_rows(lookalike, slug, schema, urls):
    client = signed_in(slug, schema, *Role)
    for _, address, keyed in routes(f"hearth.urls.{urls}"):
        answer = client.get(address)
        assert MARKER not in told(answer), address
        assert answer.status_code < 500, address
        assert not keyed or answer.status_code >= 400, address


def test_searching_for_it_finds_nothing(lookalike):
    client = signed_in("oakshire", "council_oakshire", *Role)
    for _, address, keyed in ROUTES:
        if not keyed:
            assert MARKER not in told(client.get(address, dict.fromkeys(SEARCHED_BY, PART_OF_MARKER))), address
    for address in ("/find", "/people", "/households"):
        assert MARKER not in told(client.post(address, dict.fromkeys(SEARCHED_BY, PART_OF_MARKER))), address


def test_the_marker_is_there_to_be_seen(lookalike):
    """At its own address the other council's rows are shown: otherwise nothing above would prove anything."""
    client = signed_in("riverton", "council_riverton", *Role)
    seen = [address for _, address, _ in ROUTES if MARKER in told(client.get(address))]
    assert len(seen) >= 15, seen
