"""The door: from the host that was asked for to the tenant, its database role and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.urls import set_urlconf

from .current import in_public, in_tenant

NOT_FOUND = b"Not found\n"
TRY_AGAIN_SECONDS = 3600


class TenantMiddleware:
    """Chooses the tenant by the Host header alone; forwarded headers are not read, whatever they say.

    A host that is no tenant's gets a plain 404 that tells nothing. A suspended tenant gets a page that says so. When
    the answer has been made, the connection is back where it was (in no tenant), so that what runs late finds none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from tenants.hosts import tenant_at

        try:
            host = trusted_host(request)
        except DisallowedHost:
            return not_found()
        if host == settings.BASE_DOMAIN:
            request.COOKIES.clear()  # it knows no session, so that a cookie of anybody's is not looked at
            with in_public():
                return self._answer(request, None, settings.PUBLIC_SCHEMA_URLCONF)
        tenant = tenant_at(host)
        if tenant is None:
            return not_found()
        if tenant.is_suspended:
            return suspended(request, tenant)
        with in_tenant(tenant):
            urlconf: Any = settings.TENANT_TYPES[tenant.type]["URLCONF"]
            response = self._answer(request, tenant, urlconf)
        if response.streaming:
            response.streaming_content = streamed_in(tenant, response.streaming_content)  # type: ignore[attr-defined]
        return response

    def _answer(self, request: HttpRequest, tenant: Any, urlconf: str) -> HttpResponse:
        request.tenant = tenant  # what every page and API view reads
        request.urlconf = urlconf  # Django's own way to choose the addresses
        set_urlconf(urlconf)
        return self.get_response(request)


def streamed_in(tenant: Any, parts: Iterable[bytes]) -> Iterator[bytes]:
    """A streamed answer, each part made in the tenant it was asked of: it outlives the request's own visit."""
    source = iter(parts)
    try:
        while True:
            with in_tenant(tenant):
                try:
                    part = next(source)
                except StopIteration:
                    return
            yield part
    finally:
        if hasattr(source, "close"):  # a reader who leaves early: what the answer still has to tidy is the tenant's too
            with in_tenant(tenant):
                source.close()


def trusted_host(request: HttpRequest) -> str:
    """The host name that the server itself was asked for, without port. Raises DisallowedHost for a malformed one."""
    return request.get_host().rsplit(":", 1)[0].lower().rstrip(".")


def not_found() -> HttpResponse:
    return HttpResponseNotFound(NOT_FOUND, content_type="text/plain; charset=utf-8")


def suspended(request: HttpRequest, tenant: Any) -> HttpResponse:
    """The page of a tenant whose service is paused: it names no reason, since anybody may read it."""
    page = render_to_string("tenants/suspended.html", {"name": tenant.name})
    return HttpResponse(page, status=503, headers={"Retry-After": str(TRY_AGAIN_SECONDS), "Cache-Control": "no-store"})
