"""Who may see approvals and record decisions about them. Who *takes* a decision is policy: `decisions.makers`."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import HOUSEHOLD_READERS, MANAGERS

RECORDERS = MANAGERS | {
    Role.DECISION_MAKER,
    Role.NOMINATED_OFFICER,
    Role.PANEL_ADVISER,
    Role.SENIOR_PRACTITIONER,
    Role.BUSINESS_SUPPORT,
}

CAPABILITIES = capabilities(
    "approvals",
    {
        "approvals.view": HOUSEHOLD_READERS,
        "approvals.approve_household": RECORDERS,
        "approvals.change_terms": RECORDERS,
        "approvals.extend_temporary_approval": RECORDERS,
        "approvals.record_resignation": RECORDERS | {Role.SUPERVISING_SOCIAL_WORKER},
        "approvals.end_approval": RECORDERS,
    },
)

audit.sentences(
    {
        "approvals.household_approved": (
            "{actor} recorded that {decided_by} approved {subject} as {category} on {on}, for {terms}."
        ),
        "approvals.temporarily_approved": (
            "{actor} recorded that {decided_by} approved {subject} temporarily on {on}, until {until}, for {terms}."
        ),
        "approvals.terms_changed": (
            "{actor} recorded new terms for {subject} from {on}: {terms}, decided by {decided_by}."
        ),
        "approvals.temporary_approval_extended": (
            "{actor} recorded that {decided_by} extended the temporary approval of {subject} to {until}."
        ),
        "approvals.resignation_recorded": (
            "{actor} recorded the resignation of {subject}, received {on}. The approval ends on {ends_on}."
        ),
        "approvals.approval_ended": "{actor} recorded that the approval of {subject} ended on {on}: {reason}.",
    }
)
