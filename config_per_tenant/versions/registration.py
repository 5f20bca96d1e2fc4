"""What this app tells the kernel: what a policy version is called, where settings are, and whose brand a page has."""

from typing import Any

from config_per_tenant.pages.palette import settings_found
from config_per_tenant.policy import policy_on
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor, may
from hearth.dates import today
from hearth.identity import security
from hearth.subjects import subject_kind
from hearth.ui import navigation, palette, theme


def waiting_badge(actor: Actor) -> int:
    """How many versions wait for somebody's approval, for those who may approve."""
    return PolicyVersion.objects.submitted().count() if may(actor, "policy.approve") else 0


def brand_of_council(request: Any) -> theme.Brand:
    """A council's name and colour by its policy; the tenant's name while the policy does not say."""
    tenant = getattr(request, "tenant", None)
    if getattr(tenant, "type", "") != "council":
        return theme.brand_from_tenant(request)
    entry = policy_on(today()).entry("brand.identity")
    if entry.is_default:
        return theme.brand_from_tenant(request)
    brand = entry.value
    return theme.Brand(brand.name, brand.service_name, brand.colour, brand.short_name)


def security_of_council() -> security.SecurityRules:
    """When sessions end here, and who signs in with a second step, by the council's policy."""
    policy = policy_on(today())
    return security.SecurityRules(
        idle_minutes=policy["security.session_idle"],
        absolute_hours=policy["security.session_absolute"],
        mfa_required_roles=frozenset(policy["security.mfa_required_roles"] or ()),
    )


subject_kind("policy_version", model=PolicyVersion, url="policy:version", noun="policy version")
navigation.item("Settings", "policy:home", "policy.view", waiting_badge, order=90)
palette.finder(settings_found, group="Settings", capability="policy.view")
palette.entry("Settings not yet stated", "policy:gaps", "policy.view", words="missing unset default")
palette.entry("Ready to go live", "policy:readiness", "policy.view", words="checklist settings blocks")
palette.entry("Changes in law", "policy:law", "policy.view", words="statute regulation new rules")
palette.entry("Settings", "policy:home", "policy.view", words="policy rules configuration how often")
palette.entry("Policy versions and drafts", "policy:versions", "policy.view", words="changes history approve")
theme.set_brand_source(brand_of_council)
security.set_rules_source("council", security_of_council)
