"""Which tables belong in which kind of schema."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections

from .current import PUBLIC

OWNER = "owner"


@cache
def labels_of(kind: str) -> frozenset[str]:
    """The labels of the applications whose tables a schema of this kind holds ("public", "council", "hub"...)."""
    names = set(settings.TENANT_TYPES[kind]["APPS"])
    return frozenset(config.label for config in apps.get_app_configs() if config.name in names)


class TenantRouter:
    """Tables are made by the owner, in the schemas of the kinds that have them."""

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        connection: Any = connections[db]
        kind = PUBLIC if connection.schema_name == PUBLIC else connection.tenant.get_tenant_type()
        return app_label in labels_of(kind)

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """The two ways in lead to one database: a row opened by the owner may be named by one that a page saves."""
        return True
