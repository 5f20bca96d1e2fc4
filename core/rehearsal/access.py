"""Who may ask for a rehearsal and who may read one. Names in it are shown only to those who may open the record."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import MANAGERS

CAPABILITIES = capabilities(
    "rehearsal",
    {
        "rehearsal.view": MANAGERS
        | {Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER, Role.FINANCE_OFFICER, Role.AUDITOR},
        "rehearsal.ask_for_rehearsal": MANAGERS | {Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER},
    },
)

audit.sentences({"rehearsal.asked": "{actor} asked for a rehearsal of {subject}, as though in force from {on}."})
