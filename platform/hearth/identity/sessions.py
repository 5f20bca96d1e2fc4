"""A person's sessions: which there are, ending them, and putting the actor on each request."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.access.actors import Actor
from hearth.context import request_id
from hearth.identity.models import AccessToken, User
from hearth.network import client_address
from tenants.isolation.history import history_context

# In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    (r"iPhone", "an iPhone"),
    (r"iPad", "an iPad"),
    (r"Android", "an Android device"),
    (r"Windows", "a Windows computer"),
    (r"CrOS", "a Chromebook"),
    (r"Mac OS X|Macintosh", "a Mac"),
    (r"Linux", "a Linux computer"),
)


NO_ADDRESS = "0.0.0.0"  # none was told: "none", as a column takes it


@dataclass(frozen=True)
class OpenSession:
    """One place where a person is signed in, as they would know it."""

    id: int
    device: str
    address: str
    since: datetime
    last_seen: datetime
    is_this_one: bool


def sessions_of(user: User, *, this: str | None = None) -> list[OpenSession]:
    """Where a person is signed in, latest first. `this` is the key of the session that asks."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=alive).order_by("-last_seen_at", "-pk")
    return [
        OpenSession(
            id=row.pk,
            device=device_in_words(row.user_agent),
            address="" if row.ip == NO_ADDRESS else row.ip,
            since=row.created_at,
            last_seen=row.last_seen_at,
            is_this_one=row.session_key == this,
        )
        for row in rows
    ]


def device_in_words(user_agent: str) -> str:
    """ "Firefox on a Windows computer". A browser says what it likes of itself: this is a hint for its owner."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "A browser")
    system = next((name for sign, name in SYSTEMS if re.search(sign, user_agent)), "")
    return f"{browser} on {system}" if system else browser


def note_session(request: HttpRequest, user: User) -> None:
    """Keep that this session is this person's, and where it is."""
    if not request.session.session_key:
        request.session.save()
    longest = UserSession._meta.get_field("user_agent").max_length
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "ip": client_address(request) or NO_ADDRESS,
            "user_agent": request.META.get("HTTP_USER_AGENT", "")[:longest],
            "last_seen_at": timezone.now(),
        },
    )


def end_session(user: User, session_id: int) -> bool:
    """End one of a person's sessions at once. False when it is not theirs or is over."""
    row = UserSession.objects.filter(user=user, pk=session_id).first()
    if row is not None:
        _end([row.session_key])
    return row is not None


def end_other_sessions(user: User, *, this: str | None) -> int:
    """End every session of a person but the one that asks; how many there were."""
    keys = list(UserSession.objects.filter(user=user).exclude(session_key=this).values_list("session_key", flat=True))
    _end(keys)
    return len(keys)


def end_sessions(user: User) -> None:
    """Sign a person out everywhere and make their API tokens worthless."""
    end_other_sessions(user, this=None)
    AccessToken.objects.open().filter(user=user).update(revoked_at=timezone.now())


def _end(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


class ActorMiddleware:
    """Puts `request.actor` and a request id on every request. Comes after the session and sign-in middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        signed_in = user is not None and user.is_authenticated
        request.actor = user.actor if signed_in else Actor.public()  # type: ignore[union-attr]
        identifier = uuid4().hex
        request.id = identifier  # type: ignore[attr-defined]
        actor = request.actor
        with request_id(identifier), history_context(identifier, actor=actor.id, kind=actor.kind):
            response = self.get_response(request)
        response["X-Request-ID"] = identifier
        if signed_in:
            # ASVS 5.0 14.3.2: what staff read must not stay in a shared computer's cache.
            response.setdefault("Cache-Control", "no-store")
        return response
