"""What an entry says, as 32 bytes: the same from the row in memory, from the database, and from an exported file.

A digest is one byte that names the form, then the SHA-256 of the entry's canonical JSON: keys in order, no spaces,
whole numbers without a point, instants in UTC with six decimals. The chain (`hearth.audit.tables`) is made of digests.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models

# What each form covers. A column that is added later comes in a new form; entries keep the form they were written in.
FORMS: Mapping[int, tuple[str, ...]] = {
    1: (
        "id",
        "created_at",
        "code",
        "on",
        "actor_id",
        "actor_kind",
        "actor_name",
        "actor_roles",
        "subject_kind",
        "subject_id",
        "subject_name",
        "sentence",
        "reason",
        "details",
        "seen",
        "is_reading",
        "request_id",
    ),
}
NEWEST = max(FORMS)


def canonical(value_of: Callable[[str], Any], form: int = NEWEST) -> str:
    """An entry as canonical JSON. `value_of` gives a column's value. Raises KeyError for a form that is not known."""
    said = {name: _plain(value_of(name)) for name in FORMS[form]}
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(value_of: Callable[[str], Any], form: int = NEWEST) -> bytes:
    return bytes([form]) + hashlib.sha256(canonical(value_of, form).encode()).digest()


def link_hash(previous: bytes, position: int, digest: bytes) -> bytes:
    """The hash of a link, as the database works it out: over the hash before, the place in the chain, the digest."""
    return hashlib.sha256(previous + position.to_bytes(8, "big") + digest).digest()


class DigestField(models.BinaryField):
    """Filled in from the rest of its row on the way to the database. Stands after every field that it covers."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if add:
            setattr(model_instance, self.attname, digest_of(lambda name: getattr(model_instance, name)))
        return super().pre_save(model_instance, add)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 3.0 comes back from the database as either
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
