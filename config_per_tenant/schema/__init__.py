"""Every setting, declared once. `SETTINGS` is all of them by key; `setting(key)` one of them."""

from config_per_tenant.schema.finding import find
from config_per_tenant.schema.registry import SETTINGS, by_group, from_slug, setting
from config_per_tenant.schema.setting import Setting

__all__ = ["SETTINGS", "Setting", "by_group", "find", "from_slug", "setting"]
