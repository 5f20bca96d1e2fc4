"""The acts on a council's policy, gathered for pages, API, jobs and command line. Each idea is a module of `acts/`."""

from config_per_tenant.versions.acts.adopting import adopt_defaults
from config_per_tenant.versions.acts.borrowing import borrow
from config_per_tenant.versions.acts.commenting import comment
from config_per_tenant.versions.acts.deciding import approve, send_back, submit, withdraw
from config_per_tenant.versions.acts.drafting import change_value, discard_change, open_draft
from config_per_tenant.versions.acts.following_law import draft_for_law_change, note_law_change
from config_per_tenant.versions.acts.importing import import_file
from config_per_tenant.versions.acts.opening import adopt_opening_pack
from config_per_tenant.versions.acts.restoring import roll_back
from config_per_tenant.versions.acts.scheduling import reschedule
from config_per_tenant.versions.acts.taking_effect import apply_due
from config_per_tenant.versions.holding import not_in_state

__all__ = [
    "adopt_defaults",
    "adopt_opening_pack",
    "apply_due",
    "approve",
    "borrow",
    "change_value",
    "comment",
    "discard_change",
    "draft_for_law_change",
    "import_file",
    "not_in_state",
    "note_law_change",
    "open_draft",
    "reschedule",
    "roll_back",
    "send_back",
    "submit",
    "withdraw",
]
