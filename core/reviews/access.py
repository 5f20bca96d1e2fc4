"""Who may see reviews of approval and record what was decided. Finance does not read them."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import HOUSEHOLD_READERS, MANAGERS

CAPABILITIES = capabilities(
    "reviews",
    {
        "reviews.view": HOUSEHOLD_READERS - {Role.FINANCE_OFFICER},
        "reviews.export_register": MANAGERS
        | {Role.PANEL_ADVISER, Role.REVIEWING_OFFICER, Role.BUSINESS_SUPPORT, Role.AUDITOR},
        "reviews.record_review_decision": MANAGERS
        | {
            Role.REVIEWING_OFFICER,
            Role.DECISION_MAKER,
            Role.PANEL_ADVISER,
            Role.SENIOR_PRACTITIONER,
            Role.BUSINESS_SUPPORT,
        },
    },
)

audit.sentences(
    {
        "reviews.decision_recorded": (
            "{actor} recorded the {review} of {subject}, decided {on} by {decided_by}: {outcome}."
        ),
    }
)
