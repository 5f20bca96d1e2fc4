"""The signature on a receipt: whoever holds the public key can tell that not a character was changed.

With `HEARTH_RECEIPT_KEY` (32 random bytes, base64) it is Ed25519, and anybody may check it. Without, it is an HMAC made
of the installation's secret, which only the installation itself can check; the receipt says which.
"""

from __future__ import annotations

import base64
import hmac
import json
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.crypto import salted_hmac

ED25519, HMAC = "Ed25519", "HMAC-SHA256"
SALT = "hearth.isolation.receipt"


class NotAReceipt(Exception):
    """Why a file is no receipt that can be relied on, in a sentence."""


def sign(report: dict[str, Any]) -> dict[str, Any]:
    """The report with its signature, as it is kept and downloaded."""
    words = canonical(report)
    key = private_key()
    if key is None:
        value = salted_hmac(SALT, words, algorithm="sha256").hexdigest()
        return {"report": report, "signature": {"algorithm": HMAC, "value": value}}
    signature = {
        "algorithm": ED25519,
        "public_key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "value": base64.b64encode(key.sign(words)).decode(),
    }
    return {"report": report, "signature": signature}


def verify(document: Any, *, public_key: str = "") -> str:
    """Check a receipt and say by what it was signed. Raises NotAReceipt.

    `public_key` (base64) is the one that the installation publishes; without it this installation's own must have
    signed. A key that only the file itself names proves nothing.
    """
    try:
        report, signature = document["report"], document["signature"]
        algorithm, value = signature["algorithm"], signature["value"]
        words = canonical(report)
    except (KeyError, TypeError):
        raise NotAReceipt("This file is no isolation receipt.") from None
    if algorithm == HMAC:
        if not any(hmac.compare_digest(value, each) for each in _own_hmacs(words)):
            raise NotAReceipt("The receipt was changed, or another installation made it.")
        return HMAC
    if algorithm != ED25519:
        raise NotAReceipt(f"Nothing here can check a signature of the kind {algorithm}.")
    known = public_key or own_public_key()
    if not known:
        raise NotAReceipt("Say with --key which public key to check against: this installation has none.")
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(known)).verify(base64.b64decode(value), words)
    except (InvalidSignature, ValueError):
        raise NotAReceipt("The receipt was changed, or signed with another key.") from None
    return ED25519


def canonical(report: dict[str, Any]) -> bytes:
    """The characters that are signed: the same for the same report, whoever wrote the file."""
    return json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(document: dict[str, Any]) -> str:
    """A short name of a receipt's contents, printed on its pages."""
    return sha256(canonical(document["report"])).hexdigest()


def private_key() -> Ed25519PrivateKey | None:
    """This installation's signing key, or None where it has none. Raises ValueError for one that is malformed."""
    text = settings.RECEIPT_KEY
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True)) if text else None


def own_public_key() -> str:
    """What to publish, base64; empty where receipts are signed with the installation's secret alone."""
    key = private_key()
    return base64.b64encode(key.public_key().public_bytes_raw()).decode() if key else ""


def _own_hmacs(words: bytes) -> list[str]:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, words, secret=secret, algorithm="sha256").hexdigest() for secret in secrets]
