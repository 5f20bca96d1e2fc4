from core.children.access import READERS
from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import MANAGERS

CAPABILITIES = capabilities(
    "placements",
    {
        "placements.view": READERS,
        "placements.place_child": MANAGERS | {Role.PLACEMENTS_OFFICER, Role.SENIOR_PRACTITIONER},
        "placements.end_placement": MANAGERS
        | {Role.PLACEMENTS_OFFICER, Role.SENIOR_PRACTITIONER, Role.SUPERVISING_SOCIAL_WORKER},
    },
)

audit.sentences(
    {
        "placements.child_placed": "{actor} placed {subject} with {household} from {on} ({type}).",
        "placements.placement_ended": "{actor} ended the placement of {subject} with {household} on {on}: {reason}.",
    }
)
