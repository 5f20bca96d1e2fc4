"""A page about a person that nobody recorded is recorded all the same: a form about a household, say.

Pages say themselves what was read of whom (`audit.read`); this is for those that do not, so that none is forgotten.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from hearth.audit.recording import entries_kept, read
from hearth.subjects import told_of


class ReadingMiddleware:
    """Comes after the one that says who is acting."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with entries_kept() as kept:
            response = self.get_response(request)
            keys: dict[str, Any] = getattr(request, "keys_of_address", {})
            if not kept and keys and self._was_shown(request, response):
                subject = told_of(keys)
                if subject is not None:
                    read(subject, by=request.actor, what="a page about")
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keys: dict[str, Any]) -> None:
        request.keys_of_address = keys  # type: ignore[attr-defined]  # for the way back, where it is known no more

    @staticmethod
    def _was_shown(request: HttpRequest, response: HttpResponse) -> bool:
        is_page = str(response.get("Content-Type", "")).startswith("text/html")
        return request.method == "GET" and response.status_code == 200 and is_page and request.actor.is_staff
