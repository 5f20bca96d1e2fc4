"""The proof, made by a worker, or by an operator's command where workers may not make tenants."""

from __future__ import annotations

from hearth.access import Actor
from hearth.jobs import job
from hearth.jobs.models import Job
from tenants.isolation.current import current_tenant
from tenants.proving.actions import keep_receipt
from tenants.proving.lookalikes import CannotPlant
from tenants.proving.models import Receipt
from tenants.proving.proof import Progress, prove
from tenants.proving.signing import sign

KIND = "isolation.prove"
WAITS = "This worker may not make tenants. An operator's machine makes it: hearth isolation prove --asked"


@job(KIND, title="Proof that no council reaches another", attempts=1, lease_seconds=900)
def prove_for_council(this: Job) -> None:
    receipt = Receipt.objects.get(pk=this.payload["receipt"])
    try:
        make(receipt, progress=lambda done, total, words: this.progress(done, total, words[:200]))
    except CannotPlant:
        receipt.trouble = WAITS
        receipt.save(update_fields=["trouble"])


def make(receipt: Receipt, progress: Progress | None = None) -> Receipt:
    """Prove it for the council that is set, and keep the receipt. Raises CannotPlant."""
    report = prove(tenant=current_tenant(), asked_by=receipt.asked_by_name, progress=progress)
    return keep_receipt(receipt, sign(report), by=Actor.system(KIND))
