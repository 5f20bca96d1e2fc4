"""Who may see persons, and who may do each act. Those who recruit see adults; those who pay see adults."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import HOUSEHOLD_READERS, PRACTITIONERS

EDITORS = PRACTITIONERS | {Role.REVIEWING_OFFICER, Role.PLACEMENTS_OFFICER, Role.BUSINESS_SUPPORT}
EDITORS_OF_ADULTS = EDITORS | {Role.RECRUITMENT_OFFICER}

CAPABILITIES = capabilities(
    "people",
    {
        "people.view": HOUSEHOLD_READERS | {Role.RECRUITMENT_OFFICER},
        "people.view_children": HOUSEHOLD_READERS - {Role.FINANCE_OFFICER},
        "people.add_person": EDITORS_OF_ADULTS,
        "people.add_child": EDITORS,
        "people.change_details": EDITORS_OF_ADULTS,
        "people.rename_person": EDITORS_OF_ADULTS,
        "people.add_contact_point": EDITORS_OF_ADULTS,
        "people.end_contact_point": EDITORS_OF_ADULTS,
        "people.record_address": EDITORS_OF_ADULTS,
    },
)

audit.sentences(
    {
        "people.person_added": "{actor} added {subject}.",
        "people.details_changed": "{actor} changed the details of {subject}: {changed}.",
        "people.person_renamed": "{actor} recorded that {former} is called {subject} from {on}.",
        "people.contact_point_added": "{actor} added {kind} {value} for {subject}.",
        "people.contact_point_ended": "{actor} ended {kind} {value} for {subject}.",
        "people.address_recorded": "{actor} recorded that {subject} lives at {address} from {on}.",
    }
)
