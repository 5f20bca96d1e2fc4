"""Addresses of a council, and four that somebody might add in haste. The proof must see each of them."""

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from hearth.access import PUBLIC, SIGNED_IN, needs
from hearth.urls.council import urlpatterns as council
from tenants.models import Tenant


@needs(SIGNED_IN)
def everybodys_addresses(request: HttpRequest) -> HttpResponse:
    """Reads every council's table with the owner's login, as a report in haste might."""
    found = []
    with connections["owner"].cursor() as cursor:
        for tenant in Tenant.objects.using("owner").filter(type="council"):
            cursor.execute(f'SELECT email FROM "{tenant.schema_name}".identity_user')
            found += [email for (email,) in cursor.fetchall()]
    return HttpResponse(", ".join(found))


@needs(SIGNED_IN)
def any_key(request: HttpRequest, household_id: object) -> HttpResponse:
    """Answers for a row without looking whether there is one."""
    return HttpResponse("Here it is")


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Anybody may")


urlpatterns = [
    *council,
    path("leaks/addresses", everybodys_addresses),
    path("leaks/<uuid:household_id>", any_key),
    path("leaks/unguarded", unguarded),
    re_path(r"^leaks/([0-9]+)$", needs(PUBLIC)(unguarded)),
]
handler404 = "hearth.access.views.not_found"
handler500 = "hearth.access.views.server_error"
