"""Who may call what: every view says it for each of its methods, and one that says nothing lets nobody in."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from hearth.access import PUBLIC, SIGNED_IN, require


class HoldsCapability(BasePermission):
    """Asks for the capability that the view names for the method; a refusal says which roles hold it.

    `capability = {"GET": "households.view", "POST": "households.open_household"}`. `SIGNED_IN` is any member of staff.
    A method that the view does not have passes, so that the answer is 405; one that it has and names no capability
    for is refused to everybody.
    """

    message = "This operation names no capability, so that nobody may use it."

    def has_permission(self, request: Request, view: Any) -> bool:
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method.lower() not in view.http_method_names or not hasattr(view, method.lower()):
            return True
        wanted = (getattr(view, "capability", None) or {}).get(method)
        if wanted is None:
            return False
        if wanted == PUBLIC:
            return True
        if not request.actor.is_staff:
            return False
        if wanted != SIGNED_IN:
            require(request.actor, wanted)
        return True


class Guarded:
    """Mixed into every view of the API: its capabilities are on the function that is routed to, for the guard."""

    capability: dict[str, str]

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super().as_view(**initkwargs)  # type: ignore[misc]  # APIView's
        view.capability = cls.capability
        return view
