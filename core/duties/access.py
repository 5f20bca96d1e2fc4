from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import COUNCIL_STAFF, MANAGERS

CAPABILITIES = capabilities(
    "duties",
    {
        "duties.view": COUNCIL_STAFF,
        "duties.rebuild": MANAGERS | {Role.TENANT_ADMINISTRATOR},
    },
)

audit.sentences({"duties.rebuild_started": "{actor} asked for all due dates to be worked out again."})
