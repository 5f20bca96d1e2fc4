"""The bare base domain: one plain page that knows no user and no council."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hearth.access import PUBLIC, needs


@require_GET
@needs(PUBLIC)
def front_page(request: HttpRequest) -> HttpResponse:
    return render(request, "public/front.html")
