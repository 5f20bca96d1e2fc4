"""What views answer with: a page, an invalid form with status 422, a banner after a save."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def respond(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, form: BaseForm | None = None
) -> HttpResponse:
    """Render a page; status 422 when its form has been sent and holds an error. The form is `form` in the template."""
    context = dict(context or {})
    form = context.setdefault("form", form)
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, context, status=422 if wrong else 200)


def say(request: HttpRequest, happened: str, then: str = "") -> None:
    """Show a green banner on the next page: what happened, and what comes next."""
    messages.success(request, f"{happened}\n{then}" if then else happened)


def warn(request: HttpRequest, happened: str, then: str = "") -> None:
    """Show a banner about something that needs a person, on the next page."""
    messages.warning(request, f"{happened}\n{then}" if then else happened)
