from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import MANAGERS

CAPABILITIES = capabilities(
    "reporting",
    {
        "reporting.view": MANAGERS | {Role.RECRUITMENT_OFFICER, Role.TENANT_ADMINISTRATOR, Role.AUDITOR},
        "reporting.publish_to_hubs": MANAGERS | {Role.TENANT_ADMINISTRATOR},
    },
)

audit.sentences(
    {
        "reporting.published": "{actor} published {figures} recruitment figures to {subject}, up to {month}.",
    }
)
