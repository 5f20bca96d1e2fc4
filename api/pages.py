"""The OpenAPI document, the page to read and try it, and the page of problems."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
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


class Reference(SpectacularSwaggerSplitView):
    """The page to read the document and try operations, with Swagger UI from our own host and no inline script.

    A page for people: routed under `needs`, which asks those who are not signed in to do so.
    """

    permission_classes = ()
    schema: Any = None
    url_name = "api-schema"
    template_name = "api/reference.html"


# Its icons are images within its own style sheet; scripts and styles keep to the rule of every page.
reference = needs(SIGNED_IN)(csp_update({"img-src": ["data:"]})(Reference.as_view()))


@needs(SIGNED_IN)
def problems(request: HttpRequest) -> HttpResponse:
    """What each type of problem means, and what a program should do about it."""
    return render(request, "api/problems.html", {"kinds": KINDS.values()})
