"""Where SQL is made from a query: the last place at which a forgotten tenant is caught before the database is asked."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.backends.postgresql import compiler as postgresql

from tenants.isolation.current import PUBLIC
from tenants.isolation.errors import NoTenant


@cache
def tenant_only_labels() -> frozenset[str]:
    """The labels of the applications whose tables are inside tenants and not in the registry."""
    shared = set(settings.TENANT_TYPES[PUBLIC]["APPS"])
    return frozenset(config.label for config in apps.get_app_configs() if config.name not in shared)


class TenantCheck:
    """Refuses to make SQL of a query on a tenant's table while no tenant is set."""

    connection: Any
    query: Any

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        if self.connection.schema_name == PUBLIC:
            model = self.query.model
            if model is not None and model._meta.app_label in tenant_only_labels():
                raise NoTenant(model._meta.label)
        return super().as_sql(*args, **kwargs)  # type: ignore[misc]  # a mixin before the compiler


class SQLCompiler(TenantCheck, postgresql.SQLCompiler):
    pass


class SQLInsertCompiler(TenantCheck, postgresql.SQLInsertCompiler):
    pass


class SQLUpdateCompiler(TenantCheck, postgresql.SQLUpdateCompiler):
    pass


class SQLDeleteCompiler(TenantCheck, postgresql.SQLDeleteCompiler):
    pass


class SQLAggregateCompiler(TenantCheck, postgresql.SQLAggregateCompiler):
    pass
