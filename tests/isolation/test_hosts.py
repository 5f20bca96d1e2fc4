"""The tenant comes from the host that the server was asked for, and from nothing else. T3 of the isolation bars."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from tenants import hosts
from tenants.isolation.current import current_schema, in_public, in_tenant
from tenants.isolation.middleware import NOT_FOUND, TenantMiddleware
from tenants.models import Domain, Tenant


def asked(host: str, **headers: str) -> Any:
    """What the door answers to a request for this host; 200 says in which schema the page would have been made."""

    def page(request: Any) -> HttpResponse:
        tenant = request.tenant.slug if request.tenant else "none"
        return HttpResponse(f"{current_schema()} {tenant} {request.urlconf}")

    request = RequestFactory().get("/", headers={"host": host, **headers})
    return TenantMiddleware(page)(request)


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("oakshire.localhost", "council_oakshire oakshire hearth.urls.council"),
        ("OAKSHIRE.localhost", "council_oakshire oakshire hearth.urls.council"),
        ("oakshire.localhost:8000", "council_oakshire oakshire hearth.urls.council"),
        ("oakshire.localhost.", "council_oakshire oakshire hearth.urls.council"),
        ("east.localhost", "hub_east east hearth.urls.hub"),
        ("operators.localhost", "platform_operators operators hearth.urls.operators"),
        ("localhost", "None none hearth.urls.public"),
        ("localhost:8000", "None none hearth.urls.public"),
    ],
)
def test_each_host_opens_its_own_place(db, host, place):
    assert asked(host).content.decode() == place
    assert current_schema() is None


@pytest.mark.parametrize(
    "host",
    [
        "nowhere.localhost",
        "oakshire.localhost.evil.example",
        "oakshire.evil.example",
        "oakshirelocalhost",
        "www.oakshire.localhost",
        "x.oakshire.localhost",
        "127.0.0.1",
        "[::1]",
        "oakshire.localhost@evil.example",
        "oakshire.localhost/riverton.localhost",
        "oakshire.localhost, riverton.localhost",
        "oakshire_localhost",
        "template_council",
        "public.localhost",
        "",
    ],
)
def test_any_other_host_gets_a_plain_404_that_tells_nothing(db, host):
    answer = asked(host)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (404, NOT_FOUND, "text/plain; charset=utf-8")
    assert current_schema() is None


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-Host",
        "X-Original-Host",
        "X-Host",
        "Forwarded",
        "X-Forwarded-Server",
        "X-HTTP-Host-Override",
        "X-Rewrite-Url",
        "Origin",
        "Referer",
    ],
)
def test_no_other_header_chooses_the_tenant(db, header):
    forged = "host=riverton.localhost" if header == "Forwarded" else "riverton.localhost"
    assert asked("oakshire.localhost", **{header: forged}).content.startswith(b"council_oakshire ")
    assert asked("nowhere.localhost", **{header: "oakshire.localhost"}).status_code == 404


def test_a_target_that_names_a_host_does_not_choose_the_tenant(db):
    """Absolute-form: the server puts the path it was given behind its own host; only Host decides."""
    request = RequestFactory().get("http://riverton.localhost/", headers={"host": "oakshire.localhost"})
    answer = TenantMiddleware(lambda r: HttpResponse(r.tenant.slug))(request)
    assert answer.content == b"oakshire"


def test_a_host_is_remembered_for_seconds_and_forgotten_when_domains_change(db, django_assert_num_queries, monkeypatch):
    with django_assert_num_queries(1):
        for _ in range(3):
            assert hosts.tenant_at("oakshire.localhost").slug == "oakshire"
            assert hosts.tenant_at("oakshire.localhost").schema_name == "council_oakshire"
    with django_assert_num_queries(1):
        for _ in range(3):
            assert hosts.tenant_at("nowhere.localhost") is None
    later = hosts.time.monotonic() + hosts.SECONDS + 1
    monkeypatch.setattr(hosts.time, "monotonic", lambda: later)
    with django_assert_num_queries(1):
        hosts.tenant_at("oakshire.localhost")
    monkeypatch.setattr(hosts, "MOST", 5)
    for number in range(20):
        hosts.tenant_at(f"nowhere-{number}.localhost")
    assert len(hosts._known) <= 5


def test_a_new_or_removed_domain_is_known_at_once(own_database):
    connections["owner"].set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own
    assert hosts.tenant_at("fresh.localhost") is None
    oakshire = Tenant.objects.using("owner").get(slug="oakshire")
    domain = Domain(tenant=oakshire, domain="fresh.localhost", is_primary=False)
    domain.save_base(using="owner", force_insert=True)
    assert hosts.tenant_at("fresh.localhost") == oakshire
    domain.delete(using="owner")
    assert hosts.tenant_at("fresh.localhost") is None


def test_a_streamed_answer_is_made_in_the_tenant_it_was_asked_of(db):
    def page(request: Any) -> StreamingHttpResponse:
        return StreamingHttpResponse(f"{current_schema()} " for _ in range(2))

    answer = TenantMiddleware(page)(RequestFactory().get("/", headers={"host": "oakshire.localhost"}))
    assert current_schema() is None
    assert b"".join(answer.streaming_content) == b"council_oakshire council_oakshire "


def test_a_view_that_fails_leaves_the_connection_in_no_tenant(db):
    def page(request: Any) -> HttpResponse:
        raise ZeroDivisionError

    with in_public():
        with pytest.raises(ZeroDivisionError):
            TenantMiddleware(page)(RequestFactory().get("/", headers={"host": "oakshire.localhost"}))
        assert current_schema() is None
    with in_tenant("council_riverton"):
        assert current_schema() == "council_riverton"
