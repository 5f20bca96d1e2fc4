"""Accounts whose sessions are worth nothing in another tenant."""

from __future__ import annotations

from typing import Any

from django.utils.crypto import salted_hmac

from .current import require_schema


class TenantBoundAccount:
    """Mixed into the user model, before AbstractBaseUser: a session's fingerprint names the tenant.

    Two tenants may hold the same password hash (a seeded account, an empty password); a session of one must still
    open nothing in the other.
    """

    def get_session_auth_hash(self) -> str:
        return self._bound_hash(super().get_session_auth_hash())  # type: ignore[misc]  # AbstractBaseUser's

    def get_session_auth_fallback_hash(self) -> Any:
        for fingerprint in super().get_session_auth_fallback_hash():  # type: ignore[misc]  # AbstractBaseUser's
            yield self._bound_hash(fingerprint)

    @staticmethod
    def _bound_hash(fingerprint: str) -> str:
        schema = require_schema("A session")
        return salted_hmac(f"hearth.session:{schema}", fingerprint, algorithm="sha256").hexdigest()
