from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import MANAGERS

CAPABILITIES = capabilities(
    "payments",
    {
        "payments.view": MANAGERS
        | {
            Role.FINANCE_OFFICER,
            Role.SUPERVISING_SOCIAL_WORKER,
            Role.SENIOR_PRACTITIONER,
            Role.TENANT_ADMINISTRATOR,
            Role.AUDITOR,
        },
        "payments.set_fee_standing": MANAGERS | {Role.FINANCE_OFFICER},
    },
)

audit.sentences(
    {
        "payments.fee_standing_set": "{actor} set the fee standing of {subject} from {on}: {standing}.",
    }
)
