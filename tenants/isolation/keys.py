"""Names that must differ between tenants although what they name is shared: cache keys."""

from __future__ import annotations

from django.db import connection
from django.utils.crypto import salted_hmac

NAMES_PEOPLE = "allauth:"  # the sign-in limits' keys are made of people's network addresses


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """The name of a cached value: the tenant comes first, and what is cached in none of them is the registry's.

    Keys that hold somebody's address are kept as a keyed hash: who reads the cache does not learn who signed in.
    """
    if key.startswith(NAMES_PEOPLE):
        key = NAMES_PEOPLE + salted_hmac("tenants.isolation.keys", key, algorithm="sha256").hexdigest()
    return f"{connection.schema_name}:{key_prefix}:{version}:{key}"  # type: ignore[attr-defined]  # our backend's own
