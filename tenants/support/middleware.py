"""Puts on the one role that a support session lends, on each request anew; without a running session, signs out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tenants.support.actions import operator

IN_SESSION = "support_session"


class SupportMiddleware:
    """Comes after the actor is put on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        who = request.actor.id
        if who is not None and (key := request.session.get(IN_SESSION)):
            from tenants.support.models import SupportSession

            running = SupportSession.objects.running(timezone.now()).select_related("allowance")
            found = running.filter(pk=key, user_id=who).first()
            if found is None:  # its time is over, or the council has forbidden it
                logout(request)
                return redirect("account_login")
            request.actor = operator(found)
            request.support = found  # type: ignore[attr-defined]  # the banner reads it
        return self.get_response(request)
