"""Who may see households, and who may do each act. Finance sees households and their terms, never their chronology."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import HOUSEHOLD_READERS, MANAGERS, PRACTITIONERS

EDITORS = PRACTITIONERS | {Role.REVIEWING_OFFICER, Role.BUSINESS_SUPPORT}

CAPABILITIES = capabilities(
    "households",
    {
        "households.view": HOUSEHOLD_READERS,
        "households.view_chronology": HOUSEHOLD_READERS - {Role.FINANCE_OFFICER},
        "households.download": HOUSEHOLD_READERS - {Role.DECISION_MAKER, Role.NOMINATED_OFFICER},
        "households.open_household": EDITORS,
        "households.add_member": EDITORS,
        "households.end_membership": EDITORS,
        "households.move_household": EDITORS,
        "households.record_change_of_circumstance": EDITORS,
        "households.close_household": MANAGERS | {Role.SENIOR_PRACTITIONER},
    },
)

audit.sentences(
    {
        "households.household_opened": "{actor} opened the record of {subject}, {reference}, on {on}.",
        "households.member_added": "{actor} added {person} to {subject} as {role}, from {on}.",
        "households.membership_ended": "{actor} recorded that {person} left {subject} on {on}.",
        "households.household_moved": "{actor} recorded that {subject} moved to {address} on {on}.",
        "households.change_recorded": "{actor} recorded a change of circumstance for {subject} ({kind}), of {on}.",
        "households.household_closed": "{actor} closed the record of {subject} on {on}: {reason}.",
        "households.list_downloaded": "{actor} downloaded a list of {count} households.",
    }
)
