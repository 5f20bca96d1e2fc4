"""Where a person is signed in, and signing out there: their own sessions, and by an administrator somebody else's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hearth.access import SIGNED_IN, needs
from hearth.identity import actions
from hearth.identity.models import User
from hearth.identity.sessions import sessions_of


@require_GET
@needs(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    found = sessions_of(user, this=request.session.session_key)
    return render(request, "identity/sessions.html", {"sessions": found, "others": len(found) > 1})


@require_POST
@needs(SIGNED_IN)
def end_mine(request: HttpRequest) -> HttpResponse:
    """End one session, named by `session`; without it, every one but this."""
    chosen = request.POST.get("session", "")
    this = request.session.session_key
    user: Any = request.user
    actions.end_own_sessions(user, int(chosen) if chosen.isdecimal() else None, keep=this, by=request.actor)
    messages.success(request, "Signed out there." if chosen else "Signed out everywhere else.")
    return redirect("account_sessions")


@require_POST
@needs("identity.end_sessions")
def end_somebodys(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    actions.end_sessions_of(user, by=request.actor)
    messages.success(request, f"{user} is signed out everywhere.")
    return redirect("identity:person", user_id=user.pk)
