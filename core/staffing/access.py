from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import COUNCIL_STAFF, HOUSEHOLD_READERS, MANAGERS

MAY_CHANGE = MANAGERS | {Role.TENANT_ADMINISTRATOR}

CAPABILITIES = capabilities(
    "staffing",
    {
        "staffing.view": COUNCIL_STAFF,
        "staffing.view_allocations": HOUSEHOLD_READERS | {Role.RECRUITMENT_OFFICER},
        "staffing.view_team": MANAGERS | {Role.SENIOR_PRACTITIONER, Role.AUDITOR},
        "staffing.view_holders": HOUSEHOLD_READERS | MAY_CHANGE | {Role.RECRUITMENT_OFFICER},
        "staffing.apply_structure": {Role.TENANT_ADMINISTRATOR},
        "staffing.redraw_structure": {Role.TENANT_ADMINISTRATOR},
        "staffing.appoint": MAY_CHANGE,
        "staffing.end_holding": MAY_CHANGE,
        "staffing.allocate_worker": MANAGERS | {Role.SENIOR_PRACTITIONER, Role.BUSINESS_SUPPORT},
        "staffing.end_allocation": MANAGERS | {Role.SENIOR_PRACTITIONER, Role.BUSINESS_SUPPORT},
    },
)

audit.sentences(
    {
        "staffing.structure_applied": "{actor} put the team structure of {on} in place: {changes}.",
        "staffing.appointed": "{actor} appointed {holder} to {subject} from {on}.",
        "staffing.holding_ended": "{actor} recorded that {holder} left {subject} on {on}.",
        "staffing.worker_allocated": "{actor} allocated {worker} to {subject} as {function} from {on}.",
        "staffing.allocation_ended": "{actor} ended the allocation of {worker} to {subject} as {function} on {on}.",
    }
)
