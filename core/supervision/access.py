"""Who plans, makes and reads visits. Finance never reads a recording."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import COUNCIL_STAFF, HOUSEHOLD_READERS, MANAGERS, PRACTITIONERS

SUPERVISORS = MANAGERS | {Role.SUPERVISING_SOCIAL_WORKER, Role.SENIOR_PRACTITIONER}

CAPABILITIES = capabilities(
    "supervision",
    {
        "supervision.view": HOUSEHOLD_READERS - {Role.FINANCE_OFFICER},
        "supervision.view_week": COUNCIL_STAFF,
        "supervision.view_caseload": PRACTITIONERS,
        "supervision.download_caseload": PRACTITIONERS,
        "supervision.plan_visit": SUPERVISORS | {Role.BUSINESS_SUPPORT},
        "supervision.cancel_planned_visit": SUPERVISORS | {Role.BUSINESS_SUPPORT},
        "supervision.record_visit": SUPERVISORS,
        "supervision.correct_visit": SUPERVISORS,
        "supervision.complete_action": SUPERVISORS | {Role.BUSINESS_SUPPORT},
        "supervision.agree_visit_arrangement": MANAGERS | {Role.SENIOR_PRACTITIONER},
        "supervision.end_visit_arrangement": MANAGERS | {Role.SENIOR_PRACTITIONER},
    },
)

audit.sentences(
    {
        "supervision.visit_planned": "{actor} planned a visit to {subject} for {planned}.",
        "supervision.planned_visit_cancelled": (
            "{actor} cancelled the visit to {subject} planned for {planned}: {reason}."
        ),
        "supervision.visit_recorded": "{actor} recorded {kind} visit to {subject}, made {on}.",
        "supervision.visit_corrected": "{actor} corrected the record of the visit to {subject} made {on}: {reason}.",
        "supervision.visit_withdrawn": (
            "{actor} recorded that the visit to {subject} entered for {on} did not take place: {reason}."
        ),
        "supervision.action_completed": "{actor} recorded that “{what}” was done for {subject} on {on}.",
        "supervision.arrangement_agreed": "{actor} agreed that visits to {subject} vary from {on}: {reason}.",
        "supervision.arrangement_ended": "{actor} ended the varied visits to {subject} on {on}.",
        "supervision.caseload_downloaded": "{actor} downloaded a caseload of {count}.",
    }
)
