"""Where we are: the tenant of this connection, and how to go to another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections

from .errors import NoTenant, UnknownTenant

if TYPE_CHECKING:
    from tenants.models import Tenant

PUBLIC = "public"


def current_schema(using: str = DEFAULT_DB_ALIAS) -> str | None:
    """The schema of the tenant that is set, or None while none is (the public registry does not count as one)."""
    schema: str | None = connections[using].schema_name  # type: ignore[attr-defined]  # our backend's own attribute
    return None if schema == PUBLIC else schema


def require_schema(what: str = "This") -> str:
    """The schema of the tenant that is set. Raises NoTenant while none is."""
    schema = current_schema()
    if schema is None:
        raise NoTenant(what)
    return schema


def current_tenant() -> Tenant | None:
    """The registry row of the tenant that is set, or None."""
    tenant: Any = connections[DEFAULT_DB_ALIAS].tenant  # type: ignore[attr-defined]  # our backend's own attribute
    if tenant is None or tenant.schema_name == PUBLIC:
        return None
    return tenant if hasattr(tenant, "pk") else tenant_of(tenant.schema_name)


def tenant_of(schema: str) -> Tenant:
    """The registry row behind a schema name. Raises UnknownTenant."""
    from tenants.models import Tenant

    try:
        return Tenant.objects.get(schema_name=schema)
    except Tenant.DoesNotExist:
        raise UnknownTenant(f"There is no tenant {schema}.") from None


@contextmanager
def in_tenant(tenant: Tenant | str, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[Tenant]:
    """Work inside one tenant, and return afterwards to where we were.

    Put `transaction.atomic()` inside, never around: what is registered to happen on commit happens where the
    transaction ends.
    """
    target = tenant_of(tenant) if isinstance(tenant, str) else tenant
    connection: Any = connections[using]
    before = connection.tenant
    connection.set_tenant(target)
    try:
        yield target
    finally:
        connection.set_tenant(before)


@contextmanager
def in_public(*, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Work in the registry of tenants, and return afterwards to where we were."""
    connection: Any = connections[using]
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_tenant(before)
