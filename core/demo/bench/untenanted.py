"""Tenancy switched off, for the yardstick: the same project and the same rows, as if there were one council only.

Django's own database engine, role and search path fixed when it connects; a middleware that puts the one tenant on the
request; the stock cache key; querysets and rows that remember nothing of where they came from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

DOOR = "tenants.isolation.middleware.TenantMiddleware"


class OneTenantMiddleware:
    """Puts the only tenant on each request, where the real one chooses it by the host and switches to it."""

    tenant: Any = None

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.tenant = self.tenant
        return self.get_response(request)


def change_settings(schema: str) -> None:
    """Before the applications are loaded."""
    from tenants.isolation.roles import tenant_role

    settings.DATABASES["default"]["ENGINE"] = "core.demo.bench.one_schema"
    settings.DATABASES["default"]["OPTIONS"] = {
        "options": f"-c role={tenant_role(schema)} -c search_path={schema},public"
    }
    here = f"{__name__}.{OneTenantMiddleware.__name__}"
    settings.MIDDLEWARE = [here if name == DOOR else name for name in settings.MIDDLEWARE]
    for cache in settings.CACHES.values():
        cache.pop("KEY_FUNCTION", None)


def forget_tenants(schema: str) -> None:
    """After the applications are loaded."""
    from django.db.models.signals import post_init, pre_delete, pre_save

    from tenants.isolation.bystanders import bystanders
    from tenants.isolation.records import BoundQuery, BoundQuerySet, BoundRow
    from tenants.models import Tenant

    from .one_schema.base import DatabaseWrapper

    for model in bystanders():
        uid = f"isolation.{model._meta.label}"
        for signal in (post_init, pre_save, pre_delete):
            signal.disconnect(sender=model, dispatch_uid=uid)
    unbound: dict[type, tuple[str, ...]] = {
        BoundRow: ("__init__", "save", "delete", "refresh_from_db"),
        BoundQuery: ("__init__", "chain", "get_compiler"),
        BoundQuerySet: ("__init__", "_result_cache", "_raw_delete", "bulk_create", "bulk_update"),
    }
    for owner, names in unbound.items():
        for name in names:
            delattr(owner, name)  # Django's own, which it stood before
    tenant = Tenant.objects.get(schema_name=schema)
    DatabaseWrapper.tenant = OneTenantMiddleware.tenant = tenant
    DatabaseWrapper.schema_name = schema
