"""Asking for the proof, keeping its receipt, and fetching it."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from hearth import audit
from hearth.access import Actor, require
from hearth.errors import StateConflict
from hearth.jobs import enqueue
from tenants.proving.models import Receipt
from tenants.proving.pdf import as_pdf

JSON, PDF = "json", "pdf"


@transaction.atomic
def ask_for_proof(*, by: Actor) -> Receipt:
    """Ask for the proof, which a worker makes. Raises NotPermitted; StateConflict while one is under way."""
    require(by, "proving.ask_for_proof")
    if Receipt.objects.waiting().exists():
        raise StateConflict("proving.under_way", "A proof is under way already. Its receipt will be here.")
    receipt = Receipt(asked_by_name=by.name)
    receipt.save()
    audit.record("proving.proof_asked", receipt, by=by)
    enqueue("isolation.prove", key=str(receipt.pk), payload={"receipt": str(receipt.pk)}, by=by)
    return receipt


@transaction.atomic
def keep_receipt(receipt: Receipt, document: dict[str, Any], *, by: Actor) -> Receipt:
    """Keep the signed report. One that is made already stays as it is."""
    require(by, "proving.ask_for_proof", receipt)
    receipt = Receipt.objects.hold(receipt)
    if receipt.made_at:
        return receipt
    receipt.document, receipt.holds = document, document["report"]["holds"]
    receipt.made_at, receipt.trouble = timezone.now(), ""
    receipt.save()
    outcome = "it holds" if receipt.holds else "it does not hold"
    audit.record("proving.receipt_kept", receipt, by=by, asked_by=receipt.asked_by_name, outcome=outcome)
    return receipt


@transaction.atomic
def fetch_receipt(receipt: Receipt, form: str, *, by: Actor) -> bytes:
    """The receipt as a file, "json" or "pdf". Raises NotPermitted; StateConflict before it is made."""
    require(by, "proving.fetch_receipt", receipt)
    if not receipt.document:
        raise StateConflict("proving.not_made", "This receipt is not made yet.")
    audit.record("proving.receipt_fetched", receipt, by=by, made=receipt.made_at, form=form.upper())
    if form == PDF:
        return as_pdf(receipt.document)
    return json.dumps(receipt.document, indent=1, ensure_ascii=False).encode()
