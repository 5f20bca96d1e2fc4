"""Limits that law sets and a council may tighten: the figure of a day, and where it comes from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from config_per_tenant.policy import policy_on
from hearth.trace import SettingUse
from hearth.ui.words import lower_first


@dataclass(frozen=True)
class Limit:
    """`source` names the provision, or the council's own policy where that is stricter."""

    value: Any
    source: str
    use: SettingUse


def limit(key: str, on: date) -> Limit:
    """The limit of this setting on a day. Raises KeyError for a setting that is not declared."""
    policy = policy_on(on)
    entry = policy.entry(key)
    is_law = not entry.provisions or any(entry.value == provision.value for provision in entry.provisions)
    source = entry.setting.legal_source if is_law else f"Policy: {lower_first(entry.setting.label)}"
    return Limit(entry.value, source, policy.use(key))
