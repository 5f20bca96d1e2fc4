from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import PRACTITIONERS

# Finance and recruitment do their work without opening a child's record.
READERS = PRACTITIONERS | {
    Role.PLACEMENTS_OFFICER,
    Role.REVIEWING_OFFICER,
    Role.DECISION_MAKER,
    Role.NOMINATED_OFFICER,
    Role.PANEL_ADVISER,
    Role.AUDITOR,
}
KEEPERS = PRACTITIONERS | {Role.PLACEMENTS_OFFICER}

CAPABILITIES = capabilities(
    "children",
    {
        "children.view": READERS,
        "children.open_record": KEEPERS,
        "children.correct_record": KEEPERS,
    },
)

audit.sentences(
    {
        "children.record_opened": "{actor} opened a record for {subject}, looked after from {on}.",
        "children.record_corrected": "{actor} corrected the record of {subject}: {changes}.",
    }
)
