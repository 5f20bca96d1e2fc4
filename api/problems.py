"""Every error as problem+json (RFC 9457): what it is, what to do, which fields, and the rule with its source.

{"type": "/api/problems/#rule-broken", "title": …, "status": 422, "detail": …, "code": "visits.in_future",
 "errors": [{"field": "made_on", "code": …, "message": …, "source": …}], "request_id": …}
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import IntegrityError, OperationalError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response

from hearth.context import current_request_id
from hearth.errors import ActRefused, NotPermitted, RuleBroken, StaleEdit, StateConflict

MEDIA_TYPE = "application/problem+json"
TYPES_ADDRESS = "/api/problems/"
logger = logging.getLogger("hearth.api")


@dataclass(frozen=True)
class Kind:
    """One kind of problem. `advice` says on the page of problems what a program should do."""

    slug: str
    status: int
    title: str
    advice: str


_KINDS = (
    Kind("malformed", 400, "The request cannot be read", "Correct the JSON, the header or the cursor, then send it."),
    Kind("invalid", 400, "Some values are not as they should be", "Correct each field that errors names."),
    Kind("not-signed-in", 401, "Sign in first", "Send a token of this council: Authorization: Bearer hearth_…"),
    Kind("not-permitted", 403, "This is for another role", "Use an account that holds one of the roles named."),
    Kind("from-elsewhere", 403, "The session's own page did not send this", "Send X-CSRFToken, or call with a token."),
    Kind("not-found", 404, "There is no such thing here", "It does not exist, or this account may not know of it."),
    Kind("method-not-allowed", 405, "This address does not take that method", "See the Allow header."),
    Kind("not-acceptable", 406, "Only JSON is offered", "Accept application/json."),
    Kind("state-conflict", 409, "This cannot be done as things stand", "Read the record again; detail says why."),
    Kind("stale", 412, "Somebody else changed this meanwhile", "Read it again, then repeat with the new ETag."),
    Kind("too-large", 413, "The request is too large", "Send less at once."),
    Kind("unsupported-media-type", 415, "Only JSON is understood", "Send Content-Type: application/json."),
    Kind(
        "rule-broken", 422, "This is against law or policy", "Do not repeat it unchanged; each rule names its source."
    ),
    Kind("key-reused", 422, "This Idempotency-Key was used for another request", "Use a new key for each request."),
    Kind("precondition-required", 428, "Say which version you are changing", "Send If-Match with the ETag you read."),
    Kind("throttled", 429, "Too many requests", "Wait for the seconds that Retry-After gives."),
    Kind("fault", 500, "Something went wrong here", "Nothing was changed. Try again; quote request_id if it persists."),
    Kind("unavailable", 503, "The service cannot answer just now", "Nothing was changed. Try again in a moment."),
)
KINDS: Mapping[str, Kind] = {kind.slug: kind for kind in _KINDS}


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one field. `field` is a path, "actions.0.due_on", and "" for the request as a whole."""

    field: str
    code: str
    message: str
    source: str = ""

    def to_json(self) -> dict[str, str]:
        return {"field": self.field, "code": self.code, "message": self.message, "source": self.source}


class Problem(exceptions.APIException):
    """A refusal that this package itself raises: an unreadable cursor, a missing header, a key used again."""

    def __init__(self, slug: str, detail: str, *, code: str, complaints: Sequence[Complaint] = ()) -> None:
        super().__init__(detail, code)
        self.kind = KINDS[slug]
        self.status_code = self.kind.status
        self.words, self.code, self.complaints = detail, code, tuple(complaints)


@dataclass(frozen=True)
class _Answer:
    slug: str
    detail: str
    code: str
    complaints: tuple[Complaint, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


def problem(exc: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler: whatever was raised becomes a problem, never a page."""
    answer = _of_act(exc, context.get("view")) if isinstance(exc, ActRefused) else _answer(exc)
    if answer.slug == "fault":
        logger.exception("the API failed to answer", exc_info=exc)
        got_request_exception.send(sender=problem, request=getattr(context.get("request"), "_request", None))
    return response(answer.slug, answer.detail, answer.code, answer.complaints, answer.headers, **answer.more)


def response(
    slug: str,
    detail: str,
    code: str,
    complaints: Sequence[Complaint] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    kind = KINDS[slug]
    body = {
        "type": f"{TYPES_ADDRESS}#{slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "code": code,
        "errors": [complaint.to_json() for complaint in complaints],
        "request_id": current_request_id(),
        **more,
    }
    return Response(body, status=kind.status, headers=dict(headers or {}), content_type=MEDIA_TYPE)


def _answer(exc: Exception) -> _Answer:
    if isinstance(exc, Problem):
        return _Answer(exc.kind.slug, exc.words, exc.code, exc.complaints)
    if isinstance(exc, NotPermitted):
        more = {"capability": exc.capability, "roles": list(exc.holders)}
        return _Answer("not-permitted", exc.message, "access.not_permitted", more=more)
    if isinstance(exc, Http404 | exceptions.NotFound):
        return _Answer("not-found", "There is nothing at this address that you may see.", "not_found")
    if isinstance(exc, exceptions.APIException):
        return _of_framework(exc)
    if isinstance(exc, PermissionDenied):
        return _Answer("not-permitted", "This is not permitted.", "access.not_permitted")
    if isinstance(exc, RequestDataTooBig):
        return _Answer("too-large", "The body is larger than this service reads.", "body_too_large")
    if isinstance(exc, SuspiciousOperation):
        return _Answer("malformed", "The request cannot be read.", "malformed")
    if isinstance(exc, IntegrityError):
        # Two did the same at one moment, and the database let the first: no rule of an act can see that coming.
        logger.warning("the database refused a row: %s", type(exc.__cause__).__name__)
        words = "Somebody else did the same at this moment. Nothing was changed. Read the record again."
        return _Answer("state-conflict", words, "done_meanwhile")
    if isinstance(exc, OperationalError):
        logger.warning("the database did not answer: %s", type(exc).__name__)
        return _Answer("unavailable", "The database did not answer. Nothing was changed.", "database_unavailable")
    return _Answer("fault", "Something went wrong on our side. Nothing was changed.", "fault")


def _of_act(refused: ActRefused, view: Any) -> _Answer:
    slug, more = "rule-broken", dict[str, Any](source=refused.source)
    if refused.why:
        more["why"] = refused.why.to_json()
    if isinstance(refused, StaleEdit):
        slug, more["version"] = "stale", getattr(refused.theirs, "version", None)
    elif isinstance(refused, StateConflict):
        slug = "state-conflict"
    else:
        assert isinstance(refused, RuleBroken)
    complaint = Complaint(_as_asked(refused.field, view), refused.code, refused.message, refused.source)
    return _Answer(slug, refused.message, refused.code, (complaint,), more=more)


def _as_asked(field: str | None, view: Any) -> str:
    """An act's field as the body names it: the act knows the `person`, the body gave a `person_id`."""
    if not field:
        return ""
    known = getattr(getattr(view, "takes", None), "_declared_fields", {})
    for name in (field, f"{field}_id", f"{field}_ids", f"{field.removesuffix('s')}_ids"):
        if name in known:
            return name
    return field


def _of_framework(exc: exceptions.APIException) -> _Answer:
    headers = {}
    if header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if isinstance(exc, exceptions.ValidationError):
        complaints = tuple(_complaints(exc.get_full_details()))
        several = "Some values are not as they should be. See errors."
        detail = complaints[0].message if len(complaints) == 1 else several
        return _Answer("invalid", detail, "invalid", complaints)
    if isinstance(exc, exceptions.ParseError):
        return _Answer("malformed", f"The body is not JSON that can be read. {exc.detail}", "json_malformed")
    if isinstance(exc, exceptions.NotAuthenticated):
        return _Answer("not-signed-in", "Send a token, or sign in.", "not_signed_in", headers=headers)
    if isinstance(exc, exceptions.AuthenticationFailed):
        return _Answer("not-signed-in", str(exc.detail), "token_refused", headers=headers)
    if isinstance(exc, exceptions.PermissionDenied):
        return _Answer("not-permitted", str(exc.detail), "access.not_permitted")
    if isinstance(exc, exceptions.MethodNotAllowed):
        return _Answer("method-not-allowed", "This address does not take that method.", "method_not_allowed")
    if isinstance(exc, exceptions.NotAcceptable):
        return _Answer("not-acceptable", "Only application/json is offered here.", "not_acceptable")
    if isinstance(exc, exceptions.UnsupportedMediaType):
        return _Answer("unsupported-media-type", "Send the body as application/json.", "unsupported_media_type")
    if isinstance(exc, exceptions.Throttled):
        wait = {"Retry-After": str(int(getattr(exc, "wait", None) or 1))}
        return _Answer("throttled", "Too many requests in a short time.", "throttled", headers=wait)
    return _Answer(
        "fault" if exc.status_code >= status.HTTP_500_INTERNAL_SERVER_ERROR else "malformed", str(exc), "error"
    )


def _complaints(details: Any, path: str = "") -> Iterator[Complaint]:
    """DRF's nested details, flattened: one complaint for each message."""
    if isinstance(details, Mapping) and set(details) == {"message", "code"} and isinstance(details["message"], str):
        yield Complaint(path, str(details["code"]), str(details["message"]))
    elif isinstance(details, Mapping):
        for key, inner in details.items():
            joined = path if key == "non_field_errors" else f"{path}.{key}" if path else str(key)
            yield from _complaints(inner, joined)
    elif isinstance(details, Sequence) and not isinstance(details, str):
        for number, inner in enumerate(details):
            is_message = (
                isinstance(inner, Mapping) and set(inner) == {"message", "code"} and isinstance(inner["message"], str)
            )
            yield from _complaints(inner, path if is_message else f"{path}.{number}" if path else str(number))
