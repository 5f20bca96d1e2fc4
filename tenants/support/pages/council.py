"""A council's side: who was let in, when, why, and what they did."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hearth.access import PUBLIC, SIGNED_IN, may, needs
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted, StateConflict
from hearth.ui.forms import attempt
from hearth.ui.tables import page_of
from tenants.isolation.signing import BadSignature, unseal
from tenants.support import actions
from tenants.support.middleware import IN_SESSION
from tenants.support.models import SupportAllowance, SupportSession
from tenants.support.pages.forms import AllowForm

BACKEND = "hearth.identity.backends.StaffBackend"


@require_GET
@needs("support.view")
def allowing(request: HttpRequest) -> HttpResponse:
    return _page(request, AllowForm())


@require_POST
@needs("support.allow")
def allow(request: HttpRequest) -> HttpResponse:
    _of_the_council(request)
    form = AllowForm(request.POST)
    if form.is_valid() and attempt(form, actions.allow_support, by=request.actor, **form.cleaned_data):
        messages.success(request, "Operators may come in now. You see here when they do.")
        return redirect("support:allowing")
    return _page(request, form, status=422)


def _of_the_council(request: HttpRequest) -> None:
    """What is lent to an operator lends nothing more: only the council's own people let operators in."""
    if hasattr(request, "support"):
        raise NotPermitted("support.allow", "Only the council's own administrators let operators in.")


@require_POST
@needs("support.forbid")
def forbid(request: HttpRequest) -> HttpResponse:
    try:
        actions.forbid_support(by=request.actor)
    except StateConflict as conflict:
        messages.info(request, conflict.message)
    else:
        messages.success(request, "Operators may not come in any more. Whoever was in is signed out.")
    return redirect("support:allowing")


@require_GET
@needs("support.view")
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One time that an operator was here, with each act and reading of it as the audit has them."""
    found = get_object_or_404(SupportSession.objects.visible_to(request.actor), pk=session_id)
    until = found.ended_at or found.ends_at
    entries = AuditEntry.objects.filter(actor_id__in=[found.user_id or found.operator_id])
    if found.entered_at:
        entries = entries.filter(created_at__range=(found.entered_at, until))
    return render(request, "support/session.html", {"session": found, "page_obj": page_of(request, entries)})


@never_cache
@needs(PUBLIC)
def entry(request: HttpRequest, link: str) -> HttpResponse:
    """The operator's way in: a link that opens once, for two minutes, and asks once more before it does."""
    try:
        key = unseal(link, purpose=actions.PURPOSE, within=actions.LINK_GOOD_FOR)
    except BadSignature:
        raise Http404 from None
    found = get_object_or_404(SupportSession.objects.filter(entered_at__isnull=True), pk=key)
    if request.method != "POST":
        return render(request, "support/entry.html", {"session": found})
    entered = actions.enter(found, by=actions.operator(found))
    if request.actor.is_staff:
        logout(request)
    user = entered.user
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    request.session[IN_SESSION] = str(entered.pk)
    request.session.set_expiry(max(1, int((entered.ends_at - timezone.now()).total_seconds())))
    return redirect("/")


@require_POST
@needs(SIGNED_IN)
def leave(request: HttpRequest) -> HttpResponse:
    found = getattr(request, "support", None)
    if found is None:
        raise Http404
    actions.end_session(found, by=request.actor)
    logout(request)
    return redirect("account_login")


def _page(request: HttpRequest, form: AllowForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "allowance": SupportAllowance.objects.visible_to(request.actor).in_force(timezone.now()).first(),
        "page_obj": page_of(request, SupportSession.objects.visible_to(request.actor)),
        "may_allow": may(request.actor, "support.allow") and not hasattr(request, "support"),
    }
    return render(request, "support/allowing.html", context, status=status)
