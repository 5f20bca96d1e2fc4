"""The OpenAPI document, the page to read and try it, and the page of problems."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from api.access import Guarded
from api.problems import KINDS
from hearth.access import SIGNED_IN, needs


class Document(Guarded, SpectacularJSONAPIView):
    """The OpenAPI 3.1 document, as JSON."""

    capability = {"GET": SIGNED_IN}
    schema: Any = None


class Reference(Guarded, SpectacularSwaggerSplitView):
    """The page to read the document and try operations, with Swagger UI from our own host and no inline script."""

    capability = {"GET": SIGNED_IN}
    schema: Any = None
    url_name = "api-schema"
    template_name = "api/reference.html"


@needs(SIGNED_IN)
def problems(request: HttpRequest) -> HttpResponse:
    """What each type of problem means, and what a program should do about it."""
    return render(request, "api/problems.html", {"kinds": KINDS.values()})
