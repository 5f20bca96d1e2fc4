"""The guard that every route carries. A route without one fails a test."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from hearth.access.capabilities import require

PUBLIC = "public"  # anybody, signed in or not
SIGNED_IN = "signed_in"  # any member of staff of this tenant

View = Callable[..., HttpResponseBase]


def needs(capability: str) -> Callable[[View], View]:
    """Guard a view with a capability: sign-in first, then the right role, else NotPermitted (a 403 page)."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            if capability != PUBLIC:
                if not actor.is_staff:
                    from django.contrib.auth.views import redirect_to_login  # here, not above: it loads models

                    return redirect_to_login(request.get_full_path())
                if capability != SIGNED_IN:
                    require(actor, capability)
            return view(request, *args, **kwargs)

        guarded.capability = capability  # type: ignore[attr-defined]  # read by the guard test and the navigation
        return guarded

    return mark
