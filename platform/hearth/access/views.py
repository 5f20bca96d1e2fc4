"""Answers to requests that cannot be served: each says what happened to the work, and none says what exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.context import current_request_id


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or whose page is too old. Nothing was saved."""
    return render(request, "errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same answer for what does not exist and for what this person may not know of."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, with a reference to quote. No context processor runs: one of them may be what failed."""
    from django.template.loader import render_to_string

    return HttpResponse(render_to_string("errors/500.html", {"reference": current_request_id()}), status=500)
