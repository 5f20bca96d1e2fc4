"""All declarations gathered from the areas: by key, by group and by address. `finding` looks in plain words."""

from collections.abc import Mapping
from types import MappingProxyType

from config_per_tenant.schema.areas import (
    allowances,
    appeals,
    approvals,
    arrangements,
    assessments,
    associations,
    brand,
    checks,
    child_visits,
    children,
    concerns,
    deciding,
    eligibility,
    enquiries,
    fees,
    governance,
    homes,
    learning,
    notifications,
    organisation,
    panel,
    panel_rules,
    partners,
    payments,
    placement_rules,
    placements,
    private_fostering,
    records,
    recruitment,
    references,
    reporting,
    returns,
    reviews,
    roles,
    security,
    staff,
    supervision,
    support,
    teams,
    training,
    wording,
    workload,
)
from config_per_tenant.schema.setting import GROUPS, Setting

_AREAS = (
    supervision,
    reviews,
    training,
    learning,
    staff,
    fees,
    allowances,
    payments,
    recruitment,
    enquiries,
    assessments,
    eligibility,
    checks,
    panel,
    panel_rules,
    deciding,
    appeals,
    approvals,
    homes,
    placements,
    placement_rules,
    children,
    child_visits,
    support,
    associations,
    concerns,
    notifications,
    private_fostering,
    arrangements,
    teams,
    organisation,
    workload,
    reporting,
    governance,
    references,
    returns,
    partners,
    records,
    security,
    roles,
    brand,
    wording,
)


def _gather() -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for area in _AREAS:
        for declared in area.SETTINGS:
            if declared.key in found:
                raise ValueError(f"Setting {declared.key} is declared twice.")
            found[declared.key] = declared
    return found


SETTINGS: Mapping[str, Setting] = MappingProxyType(_gather())


def setting(key: str) -> Setting:
    """The declaration of this key. Raises KeyError."""
    return SETTINGS[key]


def from_slug(slug: str) -> Setting:
    """The setting at this address. Raises KeyError."""
    return {declared.slug: declared for declared in SETTINGS.values()}[slug]


def by_group() -> list[tuple[str, str, list[Setting]]]:
    """(code, label, settings) for each group, in the order a practitioner would look."""
    return [
        (code, label, [declared for declared in SETTINGS.values() if declared.group == code])
        for code, label in GROUPS.items()
    ]
