"""What a council calls the categories of approval: its own word for the placement type of that code, or ours."""

from datetime import date
from typing import Any

from config_per_tenant.policy import policy_on
from core.approvals.models import Category
from hearth.dates import today


def category_label(category: str, policy: Any = None) -> str:
    """The name that the council's list of placement types has for this code; our plain word when it has none."""
    policy = policy or policy_on(today())
    named = {known.code: known.name for known in policy["placements.catalogue"].types}
    return named.get(category) or str(Category(category).label)


def category_choices(on: date | None = None) -> list[tuple[str, str]]:
    """Every category with the council's word for it."""
    policy = policy_on(on or today())
    return [(code, category_label(code, policy)) for code in Category.values]
