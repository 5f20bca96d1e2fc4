"""The OpenAPI document, the page to read and try it, and the page of problems."""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.views import APIView

from api.access import Guarded
from api.concurrency import is_unchanged
from api.problems import KINDS
from hearth.access import SIGNED_IN, needs


@cache
def document() -> tuple[bytes, str]:
    """The OpenAPI document and its ETag, worked out once in a process: it is the same for every council and reader."""
    told = SchemaGenerator(urlconf="api.document").get_schema(request=None, public=True)
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return body, f'"{blake2b(body, digest_size=8).hexdigest()}"'


class Document(Guarded, APIView):
    """The OpenAPI 3.1 document, as JSON, for any member of staff and any program."""

    http_method_names = ["get", "head"]
    capability = {"GET": SIGNED_IN}
    schema: Any = None

    def get(self, request: Request) -> HttpResponse:
        body, tag = document()
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if is_unchanged(request, tag):
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(body, content_type="application/json", headers=headers)


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
