"""/.well-known/security.txt (RFC 9116): where somebody who finds a weakness tells us, at every host of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from hearth.access import PUBLIC, needs

TRUE_FOR = timedelta(days=180)  # RFC 9116 2.5.5 asks for less than a year; every answer is new


@require_safe
@needs(PUBLIC)
def security_txt(request: HttpRequest) -> HttpResponse:
    """The same words at every host: they tell of the service, not of a council."""
    expires = (datetime.now(UTC) + TRUE_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: https://{settings.BASE_DOMAIN}/.well-known/security.txt",
    ]
    if settings.SECURITY_POLICY:
        lines.append(f"Policy: {settings.SECURITY_POLICY}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


urlpatterns = [path(".well-known/security.txt", security_txt, name="security-txt")]
