"""The operators' side: whether a council lets them in, and asking to come in with a reason."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from hearth.access import needs
from hearth.ui.forms import attempt
from tenants.isolation.current import in_tenant
from tenants.models import Domain, Tenant
from tenants.support import actions
from tenants.support.models import SupportAllowance
from tenants.support.pages.forms import AskForm


@needs("support.enter")
def ask(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    council = get_object_or_404(Tenant.objects.councils().at_work(), pk=tenant_id)
    form = AskForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.open_session, council, by=request.actor, **form.cleaned_data):
        # A link and no redirect: a browser lets a form lead nowhere but to the host it came from (form-action).
        context = {"council": council, "way_in": _address(request, council, form.result)}
        return render(request, "support/asked.html", context)
    with in_tenant(council):
        allowance = SupportAllowance.objects.in_force(timezone.now()).first()
        allowed = {"role": allowance.get_role_display(), "until": allowance.until_at} if allowance else None
    context = {"council": council, "form": form, "allowed": allowed}
    return render(request, "support/ask.html", context, status=422 if form.errors else 200)


def _address(request: HttpRequest, council: Tenant, link: str) -> str:
    """The council's own address, on the port that the operator uses."""
    host = Domain.objects.get(tenant=council, is_primary=True).domain
    port = request.get_host().partition(":")[2]
    way = reverse("support:entry", args=[link], urlconf="hearth.urls.council")
    return f"{request.scheme}://{host}{':' + port if port else ''}{way}"
