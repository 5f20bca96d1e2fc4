"""Reading what the directory sends: its token, its JSON, its filters, its patches."""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from hearth.access import PUBLIC, Actor, needs
from hearth.dates import today
from hearth.errors import ActRefused, RuleBroken
from hearth.identity.directory import DirectoryToken
from hearth.identity.scim.answers import MOST, ScimError, error
from hearth.identity.tokens import digest_of
from hearth.network import is_over

FILTER = re.compile(r'^\s*(\w+)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*$', re.IGNORECASE)
MEMBER = re.compile(r'^members\[\s*value\s+eq\s+"([^"]+)"\s*\]$', re.IGNORECASE)
View = Callable[..., HttpResponseBase]


def scim(**views: View) -> View:
    """One address: a view for each method, for whoever brings the directory's token. Errors have SCIM's own shape."""

    @csrf_exempt  # no session opens this, and no browser comes here
    @needs(PUBLIC)  # the token is asked for below
    @wraps(next(iter(views.values())))
    def view(request: HttpRequest, **named: Any) -> HttpResponseBase:
        try:
            by = _directory(request)
            asked = views.get(request.method or "")
            if asked is None:
                raise ScimError(405, f"This address takes {', '.join(views)}.")
            return asked(request, by, **named)
        except ScimError as problem:
            return error(problem)
        except Http404:
            return error(ScimError(404, "There is no such thing here."))
        except RuleBroken as refused:
            taken = refused.code in ("identity.email_taken", "identity.group_taken")
            return error(ScimError(409 if taken else 400, refused.message, "uniqueness" if taken else "invalidValue"))
        except ActRefused as refused:
            return error(ScimError(409, refused.message, "mutability"))

    return view


def _directory(request: HttpRequest) -> Actor:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret.isascii():
        token = DirectoryToken.objects.usable(today()).filter(digest=digest_of(secret.strip())).first()
        if token is not None:
            return Actor.system(f"directory {token.name}")
    if is_over(request, "scim", most=30, seconds=60):
        raise ScimError(429, "Too many requests without a token that works. Wait a minute.")
    raise ScimError(401, "This token is unknown here, has expired or was revoked.")


def body_of(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body or b"null")
    except (ValueError, RecursionError, RequestDataTooBig) as wrong:
        raise ScimError(400, "The body is not JSON that can be read.", "invalidSyntax") from wrong
    if not isinstance(told, dict):
        raise ScimError(400, "The body must be a JSON object.", "invalidSyntax")
    return told


def text_of(value: Any, name: str, *, longest: int = 200, needed: bool = False) -> str:
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value.strip()) or len(value) > longest or "\x00" in value:
        raise ScimError(400, f"{name} must be words, {longest} characters at most.", "invalidValue")
    return value.strip()


def truth_of(value: Any) -> bool:
    """True or false. Entra ID sends words."""
    known = {True: True, False: False, "true": True, "false": False}
    key = value.lower() if isinstance(value, str) else value
    if not isinstance(key, (bool, str)) or key not in known:
        raise ScimError(400, "active must be true or false.", "invalidValue")
    return known[key]


def filter_of(request: HttpRequest, allowed: dict[str, str]) -> dict[str, str]:
    """What `filter` asks for, as look-ups: `allowed` says by which attributes (in small letters) and how."""
    text = request.GET.get("filter", "")
    if not text:
        return {}
    found = FILTER.match(text)
    if found is None or found[1].lower() not in allowed or "\x00" in text:
        raise ScimError(400, f"Filter by one of {', '.join(allowed)}, with eq.", "invalidFilter")
    return {allowed[found[1].lower()]: re.sub(r"\\(.)", r"\1", found[2])}


def page_of(request: HttpRequest) -> tuple[int, int]:
    """The first (from 1) and the number asked for."""
    try:
        start, count = int(request.GET.get("startIndex", 1)), int(request.GET.get("count", MOST))
    except ValueError as wrong:
        raise ScimError(400, "startIndex and count are whole numbers.", "invalidValue") from wrong
    return max(1, min(start, 1_000_000)), max(0, min(count, MOST))


def operations_of(request: HttpRequest) -> list[tuple[str, str, Any]]:
    """The steps of a patch: what ("add", "remove", "replace"), where, with what."""
    steps = body_of(request).get("Operations")
    if not isinstance(steps, list) or not steps or len(steps) > 1000:
        raise ScimError(400, "Operations must be a list.", "invalidSyntax")
    read = []
    for step in steps:
        op = str(step.get("op", "")).lower() if isinstance(step, dict) else ""
        if op not in ("add", "remove", "replace"):
            raise ScimError(400, "Each operation is add, remove or replace.", "invalidSyntax")
        read.append((op, text_of(step.get("path"), "path"), step.get("value")))
    return read
