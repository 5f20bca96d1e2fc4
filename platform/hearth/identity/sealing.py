"""Secrets that must be read again (an authenticator app's key, a sign-in service's secret), encrypted where they lie.

Each tenant has its own key, derived from the installation's keys: what is copied into another tenant opens nothing
there. The first of `FIELD_KEYS` seals; the later ones still open, so that keys are changed without an hour's rest.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from tenants.isolation.current import require_schema

__all__ = ["CannotOpen", "opened", "sealed"]


class CannotOpen(Exception):
    """It was sealed in another tenant, for another purpose or with a key that is gone; or somebody changed it."""


def sealed(text: str, *, purpose: str) -> str:
    """`text` encrypted and dated, for this tenant and purpose alone."""
    return _keys(purpose).encrypt(text.encode()).decode()


def opened(text: str, *, purpose: str) -> str:
    """What was sealed here for this purpose. Raises CannotOpen."""
    try:
        return _keys(purpose).decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen(purpose) from error


def _keys(purpose: str) -> MultiFernet:
    place = f"hearth.sealing:{require_schema('A secret')}:{purpose}".encode()
    masters = settings.FIELD_KEYS or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(master, place)) for master in masters])


def _derived(master: str, place: bytes) -> bytes:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=place).derive(master.encode())
    return base64.urlsafe_b64encode(key)
