"""Who looks at the gallery, and under which council's colours: ?colour=ffcc00 and ?nobody=1 try others."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hearth.access import Actor, Role
from hearth.identity.session_clock import KEPT
from hearth.ui import navigation, palette, theme
from hearth.ui.navigation import item
from hearth.ui.palette import Result

LASTS = 12 * 60 * 60  # seconds
PRIYA = Actor(id=None, name="Priya Nair", roles=frozenset({str(Role.SUPERVISING_SOCIAL_WORKER)}))
HOUSEHOLDS = ["Okafor and Reid", "Whitlock", "Hussain", "Pellow", "Adeyemi", "Marsh and Cole"]


class Session(dict):  # type: ignore[type-arg]  # stands in for Django's
    """One that began just now and lasts twelve hours without a word."""

    modified = False

    def __init__(self) -> None:
        now = int(time.time())
        super().__init__({KEPT: {"started": now, "seen": now, "idle": LASTS, "absolute": 2 * LASTS}})

    def get_expiry_age(self) -> int:
        return LASTS


class SignedInMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        colour = request.GET.get("colour") or request.COOKIES.get("colour") or "00594f"
        request._brand = theme.Brand("Ashcombe Council", "Fostering", f"#{colour}")  # type: ignore[attr-defined]
        request.actor = Actor.public() if "nobody" in request.GET else PRIYA  # type: ignore[attr-defined]
        request.session = Session()  # type: ignore[assignment]
        response = self.get_response(request)
        if "colour" in request.GET:
            response.set_cookie("colour", colour)
        return response


def find(actor: Actor, text: str) -> list[Result]:
    return [
        Result(name, f"/record?of={at}", f"FH-10{at}2")
        for at, name in enumerate(HOUSEHOLDS)
        if text.lower() in name.lower()
    ]


def furnish() -> None:
    navigation._items.clear()
    palette._entries.clear()
    palette._finders.clear()
    signed_in = "signed_in"
    item("My week", "gallery:week", signed_in, lambda actor: 8, order=1)
    item("My caseload", "gallery:caseload", signed_in, order=2)
    item("Enquiries", "gallery:form", signed_in, order=3)
    item("Households", "gallery:record", signed_in, order=4)
    item("Payments", "gallery:payments", signed_in, order=5)
    item("Reports", "gallery:report", signed_in, order=6)
    item("Settings", "gallery:settings", signed_in, order=7)
    item("Teams", "gallery:teams", signed_in, order=8)
    item("Jobs", "gallery:job", signed_in, lambda actor: 1, place="tools", icon="jobs")
    item("Pieces", "gallery:pieces", signed_in, place="account")
    palette.entry("Record a visit", "gallery:form", signed_in, hint="Do", words="log supervision")
    palette.finder(find, group="Households")
