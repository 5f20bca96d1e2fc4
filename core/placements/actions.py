"""Acts of placing: a child comes to live with a household, and leaves."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from config_per_tenant.policy import policy_on
from core.approvals.limits import limit
from core.approvals.models import Approval, Terms
from core.children.models import Child
from core.duties.derive import refresh
from core.households.models import Household
from core.placements import rules
from core.placements.models import EndReason, Placement
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict


@transaction.atomic
def place_child(
    child: Child,
    *,
    household: Household,
    type_code: str,
    started_on: date,
    by: Actor,
    all_siblings: bool = False,
    emergency: bool = False,
) -> Placement:
    """Record that a child came to live with an approved household.

    `all_siblings` says that this child and those already placed are all siblings of each other. `emergency` allows a
    placement outside the terms of approval for the days that the law gives (SI 2010/959 r23); it never overrides the
    usual fostering limit.

    Raises: NotPermitted; StateConflict when the household is not approved; RuleBroken naming what it is against.
    """
    require(by, "placements.place_child", child)
    household = Household.objects.hold(household)
    child = Child.objects.select_related("person").hold(child)
    if started_on > today():
        raise RuleBroken("placements.in_future", "Date of placement must be today or in the past", field="started_on")
    age = rules.check_age(child.born_on, started_on)
    rules.check_free(started_on, list(child.placements.values_list("started_on", "ended_on")))
    approval = Approval.objects.in_force(started_on).filter(household=household).first()
    if approval is None:
        raise StateConflict(
            "placements.not_approved",
            f"{household} was not approved on {started_on.day} {started_on:%B %Y}.",
            field="household",
            source=rules.WITHIN_TERMS,
        )
    type_name = _type_name(type_code, started_on)
    if not Approval.objects.in_force(today()).filter(household=household).exists():
        raise StateConflict(
            "placements.approval_ended",
            f"{household} is no longer approved, so a placement that goes on cannot be recorded.",
            field="household",
            source=rules.WITHIN_TERMS,
        )
    stays = household.placements.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=started_on))
    placed = rules.most_at_once(stays.values_list("started_on", "ended_on"), since=started_on)
    usual = limit("capacity.usual_fostering_limit", started_on)
    rules.check_usual_limit(
        placed=placed,
        limit=usual.value,
        all_siblings=all_siblings,
        source=usual.source,
        settings=(usual.use,),
    )
    outside = rules.outside_terms(_terms(approval, started_on), age=age, type_code=type_code, already_placed=placed)
    if outside and not emergency:
        raise RuleBroken(
            "placements.outside_terms",
            f"{'. '.join(found.words for found in outside)}. Change the terms first, or record an emergency placement",
            field="household",
            source=rules.WITHIN_TERMS,
        )
    until_on = None
    if outside:
        until_on = limit("capacity.emergency_outside_terms", started_on).value.after(started_on)
    placement = Placement.objects.create(
        child=child,
        household=household,
        type_code=type_code,
        type_name=type_name,
        started_on=started_on,
        outside_terms_until_on=until_on,
    )
    audit.record(
        "placements.child_placed",
        child,
        by=by,
        on=started_on,
        household=str(household),
        household_id=household.pk,
        type=type_name,
        outside_terms=[found.words for found in outside],
        all_siblings=all_siblings,
        emergency=emergency,
    )
    refresh("household", [household.pk])
    return placement


@transaction.atomic
def end_placement(
    placement: Placement, *, ended_on: date, reason: str, by: Actor, version: int | str | None = None
) -> Placement:
    """Record the day that a child left the household; that night is not paid.

    Raises: NotPermitted; StateConflict when it has ended; StaleEdit; RuleBroken for a day that cannot be.
    """
    require(by, "placements.end_placement", placement)
    placement = Placement.objects.hold(placement).expect_version(version)
    if placement.ended_on is not None:
        raise StateConflict(
            "placements.ended", f"This placement ended on {placement.ended_on.day} {placement.ended_on:%B %Y}."
        )
    if ended_on > today():
        raise RuleBroken("placements.in_future", "Date of leaving must be today or in the past", field="ended_on")
    if ended_on < placement.started_on:
        raise RuleBroken(
            "placements.ends_before_start",
            f"Date of leaving must be on or after the day of placement, "
            f"{placement.started_on.day} {placement.started_on:%B %Y}",
            field="ended_on",
        )
    placement.ended_on = ended_on
    placement.end_reason = reason
    placement.save()
    audit.record(
        "placements.placement_ended",
        placement.child,
        by=by,
        on=ended_on,
        household=str(placement.household),
        household_id=placement.household_id,
        reason=EndReason(reason).label.lower(),
    )
    refresh("household", [placement.household_id])
    return placement


def types_offered(on: date) -> dict[str, str]:
    """The types that a child can be placed as on a day: code to the council's own name."""
    catalogue = policy_on(on)["placements.catalogue"]
    return {
        known.code: known.name
        for known in catalogue.types
        if known.status in ("active", "under_review") and known.council_placement
    }


def _type_name(code: str, on: date) -> str:
    offered = types_offered(on)
    if code not in offered:
        raise RuleBroken("placements.type_not_offered", "Select a type of placement from the list", field="type_code")
    return offered[code]


def _terms(approval: Approval, on: date) -> rules.TermsOnDay:
    terms = Terms.objects.on(on).filter(approval=approval).order_by("-from_on").first()
    if terms is None:
        return rules.TermsOnDay(places=0, age_from=None, age_to=None, type_codes=())
    return rules.TermsOnDay(
        places=terms.places, age_from=terms.age_from, age_to=terms.age_to, type_codes=tuple(terms.placement_types)
    )
