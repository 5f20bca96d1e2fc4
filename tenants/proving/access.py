"""Who may start the proof for their council, and fetch its receipts."""

from hearth import audit
from hearth.access import Role, capabilities

IN_CHARGE = {Role.TENANT_ADMINISTRATOR, Role.AUDITOR}

CAPABILITIES = capabilities(
    "proving",
    {
        "proving.view_receipts": IN_CHARGE,
        "proving.ask_for_proof": IN_CHARGE,
        "proving.fetch_receipt": IN_CHARGE,
    },
)

audit.sentences(
    {
        "proving.proof_asked": "{actor} asked for proof that no council can reach another.",
        "proving.receipt_kept": "{actor} kept the receipt of the isolation proof that {asked_by} asked for: {outcome}.",
        "proving.receipt_fetched": "{actor} fetched the receipt of the isolation proof of {made} as {form}.",
    }
)
