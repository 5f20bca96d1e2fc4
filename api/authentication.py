"""Who calls: a program with a token of this tenant, or a signed-in member of staff from a page.

The middleware that names the actor runs before DRF looks at tokens, so that authentication names it again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import F
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.request import Request

from api.problems import Problem
from hearth.dates import today
from hearth.identity.models import AccessToken, User
from hearth.identity.tokens import digest_of

REALM = "Hearth"


class TokenOfThisTenant(BaseAuthentication):
    """`Authorization: Bearer hearth_…`. A token of another tenant is an unknown one: its digest is kept there alone."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        try:
            secret = parts[1].decode("ascii") if len(parts) == 2 else ""
        except UnicodeDecodeError:
            secret = ""
        user = self._holder(secret) if secret else None
        if user is None:
            raise exceptions.AuthenticationFailed("This token is unknown here, has expired or was revoked.")
        # Read by views, through DRF's request; the audit tells a program from the person whose token it carries.
        request._request.actor = replace(user.actor, program=user.token_name)  # type: ignore[attr-defined]  # by _holder
        return user, user.token_used  # type: ignore[attr-defined]  # put there by _holder

    def authenticate_header(self, request: Request) -> str:
        return f'Bearer realm="{REALM}"'

    @staticmethod
    def _holder(secret: str) -> User | None:
        """The account of a usable token, with its roles and the token: one query. The day of use is kept once a day."""
        day = today()
        usable = AccessToken.objects.usable(day).filter(digest=digest_of(secret))
        user: Any = (
            User.objects.with_roles()
            .filter(access_tokens__in=usable)
            .annotate(
                token_id=F("access_tokens__id"),
                token_name=F("access_tokens__name"),
                token_used_on=F("access_tokens__last_used_on"),
            )
            .first()
        )
        if user is None:
            return None
        if user.token_used_on != day:
            AccessToken.objects.filter(pk=user.token_id).update(last_used_on=day)
        user.token_used = AccessToken(pk=user.token_id, user_id=user.pk)
        return user


class StaffSession(SessionAuthentication):
    """The session of a page in this tenant; unsafe requests carry the CSRF token."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            words = "A session changes something only with the CSRF token of its page. Programs call with a token."
            raise Problem("from-elsewhere", words, code="csrf_failed") from error
