"""What approvals add to a household's record and to the list of households, and what keeps a household open."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from core.approvals.models import Approval, Category, Terms
from core.households import columns
from core.households.closing import prevents
from core.households.models import Household
from core.households.panels import panel
from core.households.queries import HouseholdQuerySet
from hearth.access import Actor
from hearth.dates import today
from hearth.ui.words import longdate


@panel("approvals/_panel.html", "approvals.view", order=20)
def approval_panel(household: Household, actor: Actor) -> dict[str, Any]:
    """The approval in force, or the last one, with its terms of today."""
    approval = household.approvals.visible_to(actor).order_by("-approved_on").first()
    terms = approval.terms.on(today()).first() if approval else None
    return {
        "approval": approval,
        "terms": terms,
        "in_force": bool(approval and approval.is_in_force(today())),
    }


@prevents
def an_approval_in_force(household: Household, on: date) -> Iterable[str]:
    """Yields when closing would leave an approval standing."""
    for approval in household.approvals.all():
        if approval.ends_on is None and not (approval.temporary_until_on and approval.temporary_until_on < on):
            yield "its approval is in force: record how it ends first"
        elif approval.ends_on and approval.ends_on > on:
            yield f"its approval ends on {longdate(approval.ends_on)}"


def approved_as(ids: Collection[UUID], on: date) -> Mapping[UUID, str]:
    """What each household is approved as on a day, with its terms: two queries, however many."""
    approvals = {row.household_id: row for row in Approval.objects.of_households(ids).in_force(on)}
    terms: dict[UUID, Terms] = {}
    for row in Terms.objects.on(on).filter(approval__in=[approval.pk for approval in approvals.values()]):
        terms.setdefault(row.approval_id, row)
    return {household: _said(approval, terms.get(approval.pk)) for household, approval in approvals.items()}


def _said(approval: Approval, terms: Terms | None) -> str:
    category = approval.get_category_display() + (" (temporary)" if approval.is_temporary else "")
    return f"{category}, {terms.in_words()}" if terms else category


def _narrow_by_category(households: HouseholdQuerySet, category: str, on: date) -> HouseholdQuerySet:
    held = Approval.objects.in_force(on)
    if category == "none":
        return households.exclude(pk__in=held.values("household_id"))
    return households.filter(pk__in=held.filter(category=category).values("household_id"))


columns.column("Approved as", approved_as, "approvals.view", order=20)
columns.list_filter(
    "category",
    "Approved as",
    lambda: [*Category.choices, ("none", "Not approved")],
    _narrow_by_category,
    "approvals.view",
    order=20,
)
