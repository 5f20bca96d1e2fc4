"""What approvals add to a household's record and to the list of households, and what keeps a household open."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from config_per_tenant.policy import policy_on
from core.approvals.labels import category_choices, category_label
from core.approvals.models import Approval, EndReason, Terms
from core.households import columns
from core.households.chronology import Entry, contributes
from core.households.closing import prevents
from core.households.models import Household
from core.households.panels import panel
from core.households.queries import HouseholdQuerySet
from hearth.access import Actor
from hearth.dates import today
from hearth.ui.words import longdate, lower_first


@panel("approvals/_panel.html", "approvals.view", order=20)
def approval_panel(household: Household, actor: Actor) -> dict[str, Any]:
    """The approval in force, or the last one, with its newest terms. One query."""
    known = Terms.objects.visible_to(actor).filter(approval__household=household).select_related("approval")
    terms = known.order_by("-approval__approved_on", "-from_on", "-id").first()
    approval = terms.approval if terms else None
    return {
        "approval": approval,
        "category": category_label(approval.category) if approval else "",
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


@contributes(
    codes=[
        "approvals.household_approved",
        "approvals.temporarily_approved",
        "approvals.terms_changed",
        "approvals.resignation_recorded",
        "approvals.approval_ended",
    ],
    capability="approvals.view",
)
def approvals_told(household: Household, actor: Actor) -> Iterable[Entry]:
    """Each decision with its terms, each change of terms, and how each approval ended. One query."""
    href = reverse("approvals:approval", args=[household.pk])
    found = Terms.objects.visible_to(actor).filter(approval__household=household).select_related("approval")
    ended: dict[UUID, Approval] = {}
    for terms in found:
        approval = terms.approval
        ended[approval.pk] = approval
        manner = "Temporarily approved" if approval.is_temporary else "Approved"
        first = terms.from_on == approval.approved_on
        yield Entry(
            on=terms.from_on,
            title=f"{manner} as {category_label(approval.category).lower()}" if first else "New terms",
            kind="approval",
            body=f"For {terms.in_words()}. {terms.note}".strip(),
            who=terms.decided_by_name,
            href=href,
            order=terms.created_at.timestamp(),
        )
    for approval in ended.values():
        yield from _ending_told(approval, href)


def _ending_told(approval: Approval, href: str) -> Iterable[Entry]:
    if approval.resigned_on:
        ends = f"The approval ends on {longdate(approval.ends_on)}. {approval.end_note}".strip()
        yield Entry(on=approval.resigned_on, title="Resignation received", kind="approval", body=ends, href=href)
    elif approval.ends_on and approval.end_reason != EndReason.APPROVED_IN_FULL:
        title = f"Approval ended: {lower_first(approval.get_end_reason_display())}"
        yield Entry(on=approval.ends_on, title=title, kind="approval", body=approval.end_note, href=href)


def approved_as(ids: Collection[UUID], on: date) -> Mapping[UUID, str]:
    """What each household is approved as on a day, with its terms: one query, however many."""
    held = Approval.objects.of_households(ids).in_force(on)
    found = Terms.objects.on(on).filter(approval__in=held).select_related("approval")
    policy = policy_on(on)
    said = dict.fromkeys(ids, "Not approved")
    for terms in found.order_by("approval_id", "-from_on", "-id").distinct("approval_id"):
        approval = terms.approval
        said[approval.household_id] = _said(approval, terms, category_label(approval.category, policy))
    return said


def _said(approval: Approval, terms: Terms, category: str) -> str:
    category += " (temporary)" if approval.is_temporary else ""
    return f"{category}, {terms.in_words()}"


def _narrow_by_category(households: HouseholdQuerySet, category: str, on: date) -> HouseholdQuerySet:
    held = Approval.objects.in_force(on)
    if category == "none":
        return households.exclude(pk__in=held.values("household_id"))
    return households.filter(pk__in=held.filter(category=category).values("household_id"))


columns.column("Approved as", approved_as, "approvals.view", order=20)
columns.list_filter(
    "category",
    "Approved as",
    lambda: [*category_choices(), ("none", "Not approved")],
    _narrow_by_category,
    "approvals.view",
    order=20,
)
