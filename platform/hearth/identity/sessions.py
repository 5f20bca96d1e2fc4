"""Ending sessions, and putting the actor on each request."""

from collections.abc import Callable
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.access.actors import Actor
from hearth.context import request_id
from hearth.identity.models import AccessToken, User
from tenants.isolation.history import history_context


def end_sessions(user: User) -> None:
    """Sign a person out everywhere and make their API tokens worthless."""
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).delete()
    AccessToken.objects.open().filter(user=user).update(revoked_at=timezone.now())


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
