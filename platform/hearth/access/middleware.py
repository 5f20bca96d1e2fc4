"""Turns a refusal that no page caught into a page that says what happened and who can help."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.errors import ActRefused, NotPermitted


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted):
            return render(request, "errors/403.html", {"refusal": exception}, status=403)
        if isinstance(exception, ActRefused):
            return render(request, "errors/409.html", {"refusal": exception}, status=409)
        return None
