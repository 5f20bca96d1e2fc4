"""Answers to requests that cannot be trusted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or whose page is too old. Nothing was saved."""
    return render(request, "errors/csrf.html", status=403)
