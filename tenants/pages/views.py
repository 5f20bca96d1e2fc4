"""The operators' pages: who is here and where they answer. Nothing of what any council holds."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.access import needs
from tenants.models import Domain, Tenant


@needs("tenants.view")
def registry(request: HttpRequest) -> HttpResponse:
    tenants = Tenant.objects.prefetch_related(Prefetch("domains", Domain.objects.order_by("-is_primary", "domain")))
    return render(request, "operators/registry.html", {"tenants": list(tenants)})
