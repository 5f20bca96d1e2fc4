"""The roles that a person can hold. Codes are fixed; a council's own labels are policy."""

from django.db.models import TextChoices


class Role(TextChoices):
    SUPERVISING_SOCIAL_WORKER = "supervising_social_worker", "Supervising social worker"
    ASSESSING_SOCIAL_WORKER = "assessing_social_worker", "Assessing social worker"
    RECRUITMENT_OFFICER = "recruitment_officer", "Recruitment officer"
    SENIOR_PRACTITIONER = "senior_practitioner", "Senior practitioner"
    TEAM_MANAGER = "team_manager", "Team manager"
    SERVICE_MANAGER = "service_manager", "Service manager"
    DECISION_MAKER = "decision_maker", "Decision maker"
    NOMINATED_OFFICER = "nominated_officer", "Nominated officer"
    PANEL_ADVISER = "panel_adviser", "Panel adviser"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    PLACEMENTS_OFFICER = "placements_officer", "Placements officer"
    FINANCE_OFFICER = "finance_officer", "Finance officer"
    BUSINESS_SUPPORT = "business_support", "Business support"
    TENANT_ADMINISTRATOR = "tenant_administrator", "Administrator"
    POLICY_APPROVER = "policy_approver", "Policy approver"
    AUDITOR = "auditor", "Auditor"
    HUB_ANALYST = "hub_analyst", "Hub analyst"
    HUB_MANAGER = "hub_manager", "Hub manager"
    OPERATOR = "operator", "Operator"


PRACTITIONERS = frozenset(
    {
        Role.SUPERVISING_SOCIAL_WORKER,
        Role.ASSESSING_SOCIAL_WORKER,
        Role.SENIOR_PRACTITIONER,
        Role.TEAM_MANAGER,
        Role.SERVICE_MANAGER,
    }
)
MANAGERS = frozenset({Role.TEAM_MANAGER, Role.SERVICE_MANAGER})
# Those who work with fostering households and may open their records. Finance sees households, never a child's record.
HOUSEHOLD_READERS = PRACTITIONERS | {
    Role.DECISION_MAKER,
    Role.NOMINATED_OFFICER,
    Role.PANEL_ADVISER,
    Role.REVIEWING_OFFICER,
    Role.PLACEMENTS_OFFICER,
    Role.FINANCE_OFFICER,
    Role.BUSINESS_SUPPORT,
    Role.AUDITOR,
}
COUNCIL_STAFF = HOUSEHOLD_READERS | {
    Role.RECRUITMENT_OFFICER,
    Role.TENANT_ADMINISTRATOR,
    Role.POLICY_APPROVER,
}
HUB_STAFF = frozenset({Role.HUB_ANALYST, Role.HUB_MANAGER})
