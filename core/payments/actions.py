"""Acts on what decides a household's fee."""

from datetime import date

from django.db import transaction

from config_per_tenant.policy import policy_on
from core.approvals.models import Approval
from core.households.models import Household
from core.payments.models import FeeStanding
from hearth import audit
from hearth.access import Actor, require
from hearth.errors import RuleBroken, StateConflict

HIGHEST_SKILL_LEVEL = 10


@transaction.atomic
def set_fee_standing(
    household: Household,
    *,
    from_on: date,
    reason: str,
    by: Actor,
    skill_level: int | None = None,
    scheme_code: str = "",
) -> FeeStanding:
    """Set where a household stands in the fee scheme from a day. Paid weeks keep what they were paid.

    Raises: NotPermitted; StateConflict when it was not approved on the day, or has a standing from that very day;
    RuleBroken for a level or scheme that the council's policy does not have.
    """
    require(by, "payments.set_fee_standing", household)
    household = Household.objects.hold(household)
    if not Approval.objects.in_force(from_on).filter(household=household).exists():
        raise StateConflict(
            "payments.not_approved",
            f"The household was not approved on {from_on.day} {from_on:%B %Y}.",
            field="from_on",
        )
    if skill_level is None and not scheme_code:
        raise RuleBroken("payments.no_standing", "Enter a skill level or select a scheme", field="skill_level")
    if skill_level is not None and not 0 <= skill_level <= HIGHEST_SKILL_LEVEL:
        raise RuleBroken(
            "payments.no_such_level", f"Skill level must be between 0 and {HIGHEST_SKILL_LEVEL}", field="skill_level"
        )
    if scheme_code and scheme_code not in schemes_offered(from_on):
        raise RuleBroken("payments.no_such_scheme", "Select a scheme from the list", field="scheme_code")
    if FeeStanding.objects.filter(household=household, from_on=from_on).exists():
        raise StateConflict("payments.standing_set", "A standing from this day is recorded already.", field="from_on")
    standing = FeeStanding.objects.create(
        household=household,
        from_on=from_on,
        skill_level=skill_level,
        scheme_code=scheme_code,
        reason=reason.strip(),
        set_by_name=by.name,
    )
    audit.record(
        "payments.fee_standing_set", household, by=by, on=from_on, standing=str(standing), reason=standing.reason
    )
    return standing


def schemes_offered(on: date) -> dict[str, str]:
    """The specialist schemes that a household can be on: the code that its tiers ask for, and its name."""
    table = policy_on(on)["fees.specialist_schemes"]
    if table is None:
        return {}
    return {
        str(condition.value): tier.label
        for tier in table.tiers
        if tier.status in ("active", "under_review")
        for condition in tier.conditions
        if condition.fact == "scheme" and condition.op == "=="
    }
