"""Which version of a record a program has read, and changing no other.

An ETag is the record's version, a hyphen, and a digest of the whole answer: "3-9f2c41aa". The digest lets a reader ask
again cheaply (If-None-Match), also when something beside the record changed, such as a member's name. A change names
the version it was made from (If-Match): there the part before the hyphen counts, because that is what would be
overwritten. The `version` in a list will do as well: If-Match: "3".
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

from rest_framework.request import Request

from api.problems import Complaint, Problem
from hearth.errors import StaleEdit
from hearth.records import CHANGED_MEANWHILE, Record

_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def etag(record: Record, body: bytes) -> str:
    return f'"{record.version}-{blake2b(body, digest_size=4).hexdigest()}"'


def is_unchanged(request: Request, tag: str) -> bool:
    """Whether the reader already holds what would be answered (RFC 9110 13.1.2: weak comparison)."""
    held = request.headers.get("If-None-Match", "")
    return held.strip() == "*" or tag.strip('"') in _TAG.findall(held)


def expected_version(request: Request, record: Any) -> int:
    """The version that the caller means to change, for the act to check again under its lock.

    Raises: Problem 428 when the request does not say, 400 when it cannot be read; StaleEdit (412) when the record has
    moved on. A weak tag never matches (RFC 9110 13.1.1).
    """
    given = request.headers.get("If-Match", "").strip()
    if not given or given == "*":
        raise Problem(
            "precondition-required",
            "Send If-Match with the ETag of the record as you read it, so that nobody's change is overwritten.",
            code="if_match_required",
            complaints=[Complaint("If-Match", "required", "Send the ETag of the record as you read it")],
        )
    tags = re.findall(r'(W/)?"([^"]*)"', given)
    if not tags:
        raise Problem(
            "malformed",
            'If-Match must be an ETag in quotation marks, such as "3-9f2c41aa".',
            code="if_match_malformed",
            complaints=[Complaint("If-Match", "malformed", "This is not an ETag")],
        )
    versions = {tag.split("-", 1)[0] for weak, tag in tags if not weak}
    if str(record.version) not in versions:
        raise StaleEdit(CHANGED_MEANWHILE, theirs=record)
    return int(record.version)
