"""Who may see carers' training and record it."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import HOUSEHOLD_READERS, PRACTITIONERS

CAPABILITIES = capabilities(
    "training",
    {
        "training.view": HOUSEHOLD_READERS,
        "training.record_tsd_completion": PRACTITIONERS | {Role.REVIEWING_OFFICER, Role.BUSINESS_SUPPORT},
    },
)

audit.sentences(
    {
        "training.tsd_completed": (
            "{actor} recorded that {person} of {subject} completed the training standards on {on}."
        ),
    }
)
