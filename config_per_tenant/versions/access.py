"""Who may read, change and approve policy, and how the acts read in the audit."""

from hearth import audit
from hearth.access import Role, capabilities
from hearth.access.roles import COUNCIL_STAFF, MANAGERS

CAPABILITIES = capabilities(
    "policy",
    {
        "policy.view": COUNCIL_STAFF,
        "policy.open_draft": {Role.TENANT_ADMINISTRATOR},
        "policy.change": {Role.TENANT_ADMINISTRATOR},
        "policy.submit": {Role.TENANT_ADMINISTRATOR},
        "policy.send_back": {Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER},
        "policy.withdraw": {Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER},
        "policy.comment": {Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER, *MANAGERS},
        "policy.approve": {Role.POLICY_APPROVER},
        "policy.reschedule": {Role.POLICY_APPROVER},
        "policy.note_law_change": {Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER},
        "policy.open_council": (),  # the platform's own, when it opens a council
        "policy.apply": (),  # the platform's own, on the day
    },
)

audit.sentences(
    {
        "policy.council_opened": "{actor} opened the policy from the council's own documents, in force from {on}.",
        "policy.draft_opened": "{actor} opened {subject} as a draft.",
        "policy.value_changed": "{actor} changed “{setting}” in {subject}: was {before}, becomes {after}.",
        "policy.parts_changed": "{actor} changed “{setting}” in {subject}: {parts}.",
        "policy.change_discarded": "{actor} took the change of “{setting}” out of {subject}.",
        "policy.submitted": "{actor} submitted {subject} for approval, to take effect on {on}: {reason}",
        "policy.sent_back": "{actor} sent {subject} back to draft: {reason}",
        "policy.approved": "{actor} approved {subject}, in force from {on}.",
        "policy.rolled_back": "{actor} opened {subject} to roll {earlier} back: {settings}.",
        "policy.law_noted": "{actor} noted that “{law}” ({source}) changes on {on}{note}",
        "policy.law_followed": "{actor} opened {subject} to follow “{law}” ({source}) from {on}: {settings}.",
        "policy.imported": "{actor} imported the file {file} into {subject}: {settings}.",
        "policy.defaults_stated": "{actor} stated defaults as the council's own in {subject}: {settings}.",
        "policy.borrowed": "{actor} borrowed from {council} into {subject}: {settings}.",
        "policy.commented": "{actor} commented on {subject}.",
        "policy.setting_commented": "{actor} commented on “{setting}” in {subject}.",
        "policy.rescheduled": "{actor} moved {subject} from {was} to take effect on {on}: {reason}",
        "policy.withdrawn": "{actor} withdrew {subject}: {reason}",
        "policy.took_effect": "{subject} took effect on {on}.",
    }
)
