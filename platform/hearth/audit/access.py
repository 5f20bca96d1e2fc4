from hearth.access import Role, capabilities
from hearth.access.roles import MANAGERS

CAPABILITIES = capabilities(
    "audit",
    {
        "audit.keep": set(),  # the system alone: months made ahead, the chain verified
        "audit.export": {Role.AUDITOR, Role.TENANT_ADMINISTRATOR, Role.OPERATOR},
        "audit.view": MANAGERS | {Role.AUDITOR, Role.TENANT_ADMINISTRATOR, Role.HUB_MANAGER, Role.OPERATOR},
    },
)
