"""What keeps a household from being closed, as said by the areas that depend on it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.households.models import Household

Reasons = Callable[["Household", date], Iterable[str]]

_checks: dict[str, Reasons] = {}


def prevents(check: Reasons) -> Reasons:
    """Register a check: it yields a reason ("its approval is in force") for each thing that needs the household open.

    A reason is the end of the sentence "This household cannot be closed yet: …", without a full stop.
    """
    _checks[f"{check.__module__}.{check.__qualname__}"] = check
    return check


def reasons_to_stay_open(household: "Household", on: date) -> list[str]:
    return [reason for check in _checks.values() for reason in check(household, on)]
