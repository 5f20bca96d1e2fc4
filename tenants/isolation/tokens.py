"""Password-reset and invitation links, good only in the tenant that sent them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from .current import require_schema


class TenantTokenGenerator(PasswordResetTokenGenerator):
    """Django's one-time links, with the tenant among what they are made of."""

    key_salt = "tenants.isolation.tokens.TenantTokenGenerator"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{require_schema('A reset link')}:{super()._make_hash_value(user, timestamp)}"


token_generator = TenantTokenGenerator()
