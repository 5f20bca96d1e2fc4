"""Where a council's administrator starts the proof for their own council, watches it and fetches the receipts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hearth.access import may, needs
from hearth.documents.spreadsheets import attachment
from hearth.errors import StateConflict
from hearth.jobs.models import Job
from hearth.ui.tables import page_of
from tenants.proving import actions
from tenants.proving.jobs import KIND
from tenants.proving.models import Receipt
from tenants.proving.signing import own_public_key


@require_GET
@needs("proving.view_receipts")
def receipts(request: HttpRequest) -> HttpResponse:
    found = Receipt.objects.visible_to(request.actor).defer("document")
    context = {
        "page_obj": page_of(request, found),
        "may_ask": may(request.actor, "proving.ask_for_proof"),
        "public_key": own_public_key(),
    }
    return render(request, "proving/receipts.html", context)


@require_POST
@needs("proving.ask_for_proof")
def ask(request: HttpRequest) -> HttpResponse:
    try:
        return redirect(actions.ask_for_proof(by=request.actor))
    except StateConflict as conflict:
        messages.info(request, conflict.message)
        return redirect("proving:receipts")


@require_GET
@never_cache
@needs("proving.view_receipts")
def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """The receipt; until it is made, how far it is. That part asks for itself again."""
    found = get_object_or_404(Receipt.objects.visible_to(request.actor), pk=receipt_id)
    job = Job.objects.filter(kind=KIND, key=str(found.pk)).order_by("-queued_at").first()
    context = {
        "receipt": found,
        "job": job.as_progress() if job and not found.made_at else None,
        "href": reverse("proving:receipt", args=[found.pk]),
    }
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "proving/_receipt.html" if fragment else "proving/receipt.html", context)


@require_GET
@never_cache
@needs("proving.fetch_receipt")
def as_json(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    return _file(request, receipt_id, actions.JSON, "application/json")


@require_GET
@never_cache
@needs("proving.fetch_receipt")
def as_pdf(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    return _file(request, receipt_id, actions.PDF, "application/pdf")


def _file(request: HttpRequest, receipt_id: UUID, form: str, content_type: str) -> HttpResponse:
    found = get_object_or_404(Receipt.objects.visible_to(request.actor), pk=receipt_id)
    return attachment(
        actions.fetch_receipt(found, form, by=request.actor), f"{found.file_name}.{form}", content_type=content_type
    )
