"""A request sent twice is done once: the answer of the first is given to the second.

The row is written in the transaction of the act, so that both are there or neither is. A second request with the same
key waits in the database until the first has ended, and then finds its answer, or does the work itself when the first
was refused: a refusal changes nothing and is not kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.models import AnsweredRequest
from api.problems import Complaint, Problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_HOURS = 24
KEPT_HEADERS = ("ETag", "Location")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def once(request: Request, work: Callable[[], Response]) -> Response:
    """Do the work, or give the answer that a request with this key had. Call it inside the transaction of the work.

    Raises Problem: 400 for a key that cannot be one, 422 for a key that was used with another body.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return work()
    if not _KEY.fullmatch(key):
        raise _refused("malformed", "The key must be 1 to 255 visible ASCII characters.", "idempotency_key_malformed")
    digest = _digest(request.data)
    claimed, row = _claim(request, key, digest)
    if not claimed:
        if row.body_digest != digest:
            raise _refused("key-reused", "This key was used for a request with another body.", "idempotency_key_reused")
        return _again(row)
    answer = work()
    row.status = answer.status_code
    row.headers = {name: answer[name] for name in KEPT_HEADERS if name in answer.headers}
    row.body = JSONRenderer().render(answer.data).decode()
    row.save(update_fields=["status", "headers", "body"])
    return answer


def kept_since() -> Any:
    """Answers from before this instant are forgotten."""
    return timezone.now() - timedelta(hours=KEPT_HOURS)


def _claim(request: Request, key: str, digest: str) -> tuple[bool, AnsweredRequest]:
    """Whether this request is the first with its key, and the row. Waits for another that is being done."""
    name = {"caller_id": request.actor.id, "route": f"{request.method} {request.path}"[:200], "key": key}
    AnsweredRequest.objects.older_than(kept_since()).filter(**name).delete()
    mine = AnsweredRequest(**name, body_digest=digest)
    AnsweredRequest.objects.bulk_create([mine], ignore_conflicts=True)
    row = AnsweredRequest.objects.get(**name)
    return row.pk == mine.pk, row


def _digest(body: Any) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def _again(row: AnsweredRequest) -> Response:
    headers = {**row.headers, REPLAYED: "true"}
    return Response(json.loads(row.body), status=row.status, headers=headers)


def _refused(slug: str, words: str, code: str) -> Problem:
    return Problem(slug, words, code=code, complaints=[Complaint(HEADER, code, words)])
