"""By when a carer completes the training, support and development standards."""

from datetime import date

from hearth.errors import RuleBroken, StateConflict

STANDARD = "NMS 20.3"
SETTING_OF = {
    "connected_person": "training.tsd_connected_person",
    "short_break": "training.tsd_short_break",
}
USUAL_SETTING = "training.tsd_mainstream"


def setting_for(category: str) -> str:
    """The policy setting that holds the deadline of a category of approval; those with none of their own are
    mainstream.
    """
    return SETTING_OF.get(category, USUAL_SETTING)


def clock_starts_on(approved_on: date, carer_from_on: date) -> date:
    """Say from when a carer's time for the standards runs: from approval, or from the day they became a carer of the
    household when that was later. Source: NMS 20.3.
    """
    return max(approved_on, carer_from_on)


def check_completion(completed_on: date, *, already_on: date | None, today: date) -> None:
    """Refuse a completion that is to come, or that is recorded already."""
    if completed_on > today:
        raise RuleBroken("training.in_future", "Date of completion must be today or in the past", field="completed_on")
    if already_on:
        raise StateConflict(
            "training.completed_already",
            f"The standards were completed on {already_on.day} {already_on:%B %Y} already.",
            field="completed_on",
        )
