from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import MANAGERS

RECRUITERS = MANAGERS | {
    Role.RECRUITMENT_OFFICER,
    Role.ASSESSING_SOCIAL_WORKER,
    Role.SENIOR_PRACTITIONER,
    Role.BUSINESS_SUPPORT,
}

CAPABILITIES = capabilities(
    "recruitment",
    {
        "recruitment.view": RECRUITERS | {Role.AUDITOR},
        "recruitment.receive_enquiry": {*RECRUITERS, "public"},
        "recruitment.record_contact": RECRUITERS,
        "recruitment.reach_stage": RECRUITERS,
        "recruitment.withdraw": RECRUITERS,
    },
)

audit.sentences(
    {
        "recruitment.enquiry_received": "{actor} sent or recorded the enquiry {subject}, received {on} ({channel}).",
        "recruitment.contact_recorded": "{actor} recorded {what} for {subject}, {on}.",
        "recruitment.stage_reached": "{actor} recorded that {subject} reached “{stage}” on {on}.",
        "recruitment.enquiry_ended": "{actor} ended the enquiry {subject} on {on}: {reason}.",
    }
)
