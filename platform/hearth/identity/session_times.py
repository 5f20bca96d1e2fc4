"""When a session ends: some minutes after its last request, and some hours after signing in, whatever was written.

ASVS 5.0 7.3.1 and 7.3.2. Times are kept in the session as seconds since 1970. The rules are read again about once a
minute, so that a shorter time holds for sessions that are open already.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.identity.security import rules
from hearth.identity.session_clock import KEPT, seconds_left

WRITTEN_EVERY = 60  # seconds between two writings of "last seen"


def begin(session: Any) -> None:
    """Somebody has signed in: both clocks start."""
    now = int(time.time())
    session[KEPT] = {"started": now, "seen": now, **_lengths()}


def seen(request: HttpRequest) -> None:
    """Somebody is here: the clock of idleness starts again. The other one does not."""
    from hearth.identity import second_step  # here, not above: it has forms, which need every model

    now = int(time.time())
    request.session[KEPT] = {**request.session[KEPT], "seen": now, **_lengths()}
    second_step.note(request, request.user)
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


class SessionEndMiddleware:
    """Ends sessions whose time is over before anybody asks who is signed in. Comes after Django's authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if SESSION_KEY in session:
            if seconds_left(session) <= 0:
                UserSession.objects.filter(session_key=session.session_key).delete()
                session.flush()
                request.user = AnonymousUser()
            elif time.time() - session[KEPT]["seen"] >= WRITTEN_EVERY:
                seen(request)
        return self.get_response(request)


def _lengths() -> dict[str, int]:
    asked = rules()
    return {"idle": asked.idle_minutes * 60, "absolute": asked.absolute_hours * 3600}
