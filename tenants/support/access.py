"""Who allows operators in, who sees what they did, and who may ask to come in."""

from hearth import audit
from hearth.access import Role, capabilities

CAPABILITIES = capabilities(
    "support",
    {
        "support.view": {Role.TENANT_ADMINISTRATOR, Role.AUDITOR},
        "support.allow": {Role.TENANT_ADMINISTRATOR},
        "support.forbid": {Role.TENANT_ADMINISTRATOR},
        "support.come_in": {Role.TENANT_ADMINISTRATOR, Role.AUDITOR},  # what a session lends; the link is what opens
        "support.enter": {Role.OPERATOR},  # held in the operators' own tenant: see `actions.open_session`
    },
)

audit.sentences(
    {
        "support.allowed": "{actor} allowed operators in as {role} until {until}. Reason: {reason}.",
        "support.forbidden": "{actor} forbade operators to come in.",
        "support.session_opened": "{actor} asked to come in to support this council. Reason: {reason}.",
        "support.session_entered": "{actor} came in to support this council as {role} until {until}: {reason}.",
        "support.session_ended": "{actor} ended the support session of {operator}.",
    }
)
