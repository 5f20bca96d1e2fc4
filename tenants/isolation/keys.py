"""Names that must differ between tenants although what they name is shared: cache keys."""

from __future__ import annotations

from django.db import connection


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """The name of a cached value: the tenant comes first, and what is cached in none of them is the registry's."""
    return f"{connection.schema_name}:{key_prefix}:{version}:{key}"  # type: ignore[attr-defined]  # our backend's own
