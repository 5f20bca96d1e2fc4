"""Signed links and values that open only in the tenant that signed them.

Nothing else in the product imports Django's own signing: a bare signature made in one tenant is good in all of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing

from .current import require_schema

BadSignature = signing.BadSignature
SignatureExpired = signing.SignatureExpired


def tenant_signer(purpose: str) -> signing.TimestampSigner:
    """A signer for one purpose ("documents.download") within the tenant that is set. Raises NoTenant while none is."""
    return signing.TimestampSigner(salt=f"hearth:{require_schema('A signature')}:{purpose}")


def seal(value: Any, *, purpose: str) -> str:
    """A signed, dated, URL-safe text that holds `value` (anything that JSON can say). It is not secret."""
    return tenant_signer(purpose).sign_object(value, compress=True)


def unseal(text: str, *, purpose: str, within: timedelta | None = None) -> Any:
    """What was sealed here for this purpose. Raises BadSignature, or SignatureExpired when older than `within`."""
    return tenant_signer(purpose).unsign_object(text, max_age=within)
