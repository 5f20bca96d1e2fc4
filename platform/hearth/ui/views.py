"""The tenant's stylesheet and mark, the palette, and keeping a session alive."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hearth import audit
from hearth.access import PUBLIC, SIGNED_IN, needs
from hearth.identity.session_clock import is_final, seconds_left
from hearth.ui import palette, theme

A_YEAR = 365 * 24 * 60 * 60  # seconds


@require_GET
@needs(PUBLIC)
def theme_css(request: HttpRequest, version: str) -> HttpResponse:
    brand = theme.brand_of(request)
    return _kept(HttpResponse(theme.css(brand.colour), content_type="text/css; charset=utf-8"), brand, version)


@require_GET
@needs(PUBLIC)
def mark(request: HttpRequest, version: str) -> HttpResponse:
    brand = theme.brand_of(request)
    return _kept(HttpResponse(theme.mark(brand), content_type="image/svg+xml"), brand, version)


def _kept(response: HttpResponse, brand: theme.Brand, version: str) -> HttpResponse:
    """An address names what it holds, so it is kept for a year; an old address gets today's, kept for a minute."""
    if version == brand.version:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(SIGNED_IN)
def find(request: HttpRequest) -> HttpResponse:
    """The palette's answers, or a page of them for who came without script. What is sought is posted, never linked."""
    text = request.POST.get("q", "")[:100]
    actor = request.actor
    groups = palette.search(actor, text, getattr(request, "urlconf", None))
    shown = [(group.title, result.of) for group in groups for result in group.results if result.of]
    if shown:
        audit.read_search([title for title, _ in shown], [key for _, key in shown if key], by=actor)
    bare = request.headers.get("X-Requested-With") == "fetch"
    response = render(request, "ui/_found.html" if bare else "ui/find.html", {"groups": groups, "text": text})
    patch_cache_control(response, no_store=True, private=True)
    return response


@require_POST
@needs(SIGNED_IN)
def stay(request: HttpRequest) -> JsonResponse:
    """Somebody is still here: the session's idle time starts again. Its longest time does not: then it is `final`."""
    from hearth.identity import session_times  # here, not above: it loads models

    session_times.seen(request)
    session = request.session
    return JsonResponse({"seconds": seconds_left(session), "final": is_final(session)})
