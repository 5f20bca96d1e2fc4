"""Agreeing that one household is visited more or less often than most, for a reason that the council's policy knows."""

from datetime import date

from django.db import transaction

from config_per_tenant.policy import policy_on
from core.duties.derive import refresh
from core.households.models import Household
from core.supervision.models import VisitArrangement
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict


@transaction.atomic
def agree_visit_arrangement(
    household: Household, *, reason: str, note: str, from_on: date | None = None, by: Actor
) -> VisitArrangement:
    """Agree a variation for a household, in place of any before it. Its interval is what policy says for the reason.

    Raises: NotPermitted; RuleBroken when the council's policy does not describe such a variation, or its day is before
    the present arrangement began.
    """
    require(by, "supervision.agree_visit_arrangement", household)
    household = Household.objects.hold(household)
    from_on = from_on or today()
    variations = {variation.when: variation for variation in policy_on(from_on)["supervision.visit_variations"] or ()}
    if reason not in variations:
        raise RuleBroken(
            "visits.no_such_variation", "Select a reason that the council’s policy describes", field="reason"
        )
    present = VisitArrangement.objects.filter(household=household, until_on__isnull=True).first()
    if present is not None:
        _end(present, from_on)
    arrangement = VisitArrangement.objects.create(
        household=household, reason=reason, note=note, agreed_by=by.name, from_on=from_on
    )
    audit.record(
        "supervision.arrangement_agreed", household, by=by, on=from_on, reason=variations[reason].words, note=note
    )
    refresh("household", [household.pk])
    return arrangement


@transaction.atomic
def end_visit_arrangement(
    arrangement: VisitArrangement, *, until_on: date | None = None, by: Actor
) -> VisitArrangement:
    """Go back to the usual interval from a day. Raises: NotPermitted; StateConflict; RuleBroken."""
    require(by, "supervision.end_visit_arrangement", arrangement)
    arrangement = VisitArrangement.objects.hold(arrangement)
    if arrangement.until_on is not None:
        raise StateConflict("visits.arrangement_over", "This arrangement has already ended.")
    _end(arrangement, until_on or today())
    audit.record("supervision.arrangement_ended", arrangement.household, by=by, on=arrangement.until_on)
    refresh("household", [arrangement.household_id])
    return arrangement


def _end(arrangement: VisitArrangement, until_on: date) -> None:
    if until_on < arrangement.from_on:
        raise RuleBroken(
            "visits.arrangement_ends_before_start",
            "The last day must be on or after the day the arrangement began",
            field="from_on",
        )
    arrangement.until_on = until_on
    arrangement.save()
