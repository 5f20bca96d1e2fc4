"""How strict signing in is: by policy in a council, by the platform's own values in a hub and for operators."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from tenants.isolation.current import current_tenant


@dataclass(frozen=True)
class SecurityRules:
    """`idle_minutes` from the last request, `absolute_hours` from signing in; roles that need a second step."""

    idle_minutes: int = 30
    absolute_hours: int = 12
    mfa_required_roles: frozenset[str] = frozenset()

    def needs_second_step(self, roles: frozenset[str]) -> bool:
        return not self.mfa_required_roles.isdisjoint(roles)


_sources: dict[str, Callable[[], SecurityRules]] = {}


def set_rules_source(tenant_type: str, source: Callable[[], SecurityRules]) -> None:
    """Say where tenants of one kind keep their rules; called once when the application starts, by who holds policy."""
    _sources[tenant_type] = source


def rules() -> SecurityRules:
    """The rules in force here and now."""
    source = _sources.get(getattr(current_tenant(), "type", ""), _of_the_platform)
    return source()


def _of_the_platform() -> SecurityRules:
    return SecurityRules(mfa_required_roles=frozenset(settings.SECOND_STEP_OUTSIDE_COUNCILS))
