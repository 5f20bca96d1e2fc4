"""The payment preview: the whole service for a week, and one household line by line."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from config_per_tenant.policy import policy_on
from config_per_tenant.schema.types import RateTable, TierTable
from core.approvals.models import Approval
from core.households.models import Household
from core.households.pages.record import household_of, tab_page
from core.payments import actions
from core.payments.models import FeeStanding
from core.payments.pages.forms import FeeStandingForm
from core.payments.previewing import previews
from core.payments.rules import SCHEME_SETTINGS
from core.payments.week import Preview, Week
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.forms import attempt
from hearth.ui.words import money


@needs("payments.view")
def preview(request: HttpRequest) -> HttpResponse:
    """Every approved household for one week, 25 to a page, with the scheme that it is reckoned by."""
    week = _week(request)
    approved = Approval.objects.in_force_within(week.begins_on, week.ends_on).values("household")
    households = Household.objects.visible_to(request.actor).filter(pk__in=approved).order_by("name", "id")
    page = tables.page_of(request, households, reading="households")
    found = previews([household.pk for household in page], week, actor=request.actor)
    rows = [_row(household, found.get(household.pk)) for household in page]
    policy = policy_on(week.ends_on)
    changed = [use for use in map(policy.use, SCHEME_SETTINGS) if use.effective_from > week.begins_on.isoformat()]
    return render(
        request,
        "payments/preview.html",
        {
            "page_obj": page,
            "rows": rows,
            "week": week,
            "weeks": _neighbours(week),
            "total_pence": sum(row["total_pence"] for row in rows),
            "changed": changed,
            "has_examples": any(row["has_examples"] for row in rows),
            "scheme": [
                {"use": policy.use(key), "parts": _parts(policy[key], policy["fees.tiers"])} for key in SCHEME_SETTINGS
            ],
        },
    )


@needs("payments.view")
def of_household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    audit.read(household, by=request.actor, what="the payments of")
    week = _week(request)
    found = previews([household.pk], week, actor=request.actor).get(household.pk)
    lines = [
        {
            "label": f"{line.whom}: {line.what}",
            "note": f"{line.nights} of 7 nights" if line.nights < 7 else "The whole week",
            "pence": line.amount_pence,
            "example": line.example,
            "trace": line.trace,
        }
        for line in (found.lines if found else ())
    ]
    return tab_page(
        request,
        household,
        "payments/of_household.html",
        tab="payments:of_household",
        context={
            "week": week,
            "weeks": _neighbours(week),
            "preview": found,
            "lines": lines,
            "standings": FeeStanding.objects.filter(household=household).order_by("-from_on"),
            "may_set": may(request.actor, "payments.set_fee_standing"),
        },
    )


@needs("payments.set_fee_standing")
def set_fee_standing(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = get_object_or_404(Household.objects.visible_to(request.actor), pk=household_id)
    form = FeeStandingForm(request.POST or None, schemes=actions.schemes_offered(today()), initial={"from_on": today()})
    if form.is_valid() and attempt(form, actions.set_fee_standing, household, by=request.actor, **form.cleaned_data):
        messages.success(request, f"Fee standing set from {form.result.from_on.day} {form.result.from_on:%B %Y}.")
        return redirect("payments:of_household", household_id=household.pk)
    context = {"form": form, "household": household}
    return render(request, "payments/set_fee_standing.html", context, status=422 if form.errors else 200)


def _row(household: Household, found: Preview | None) -> dict[str, Any]:
    lines = found.lines if found else ()
    return {
        "household": household,
        "allowance_pence": sum(line.amount_pence for line in lines if line.kind == "allowance"),
        "fee_pence": sum(line.amount_pence for line in lines if line.kind != "allowance"),
        "fees": sorted({line.what.removeprefix("Fee, ") for line in lines if line.kind != "allowance"}),
        "children": len({line.whom for line in lines if line.kind == "allowance"}),
        "total_pence": found.total_pence if found else 0,
        "has_examples": bool(found and found.has_examples),
    }


def _week(request: HttpRequest) -> Week:
    """The week that the address names by any of its days; this week when it names none that can be read."""
    try:
        week = Week.holding(date.fromisoformat(request.GET.get("week", "")))
        _neighbours(week)  # the calendar's own first and last week have none
    except (ValueError, OverflowError):
        return Week.holding(today())
    return week


def _parts(value: Any, ordinary: TierTable | None) -> list[str]:
    """The lines of a table of fees or rates; nothing for a value that is said in one line."""
    if isinstance(value, TierTable):
        labels = {tier.code: tier.label for tier in ordinary.tiers} if ordinary else {}
        return [tier.in_words(labels) for tier in value.tiers]
    if isinstance(value, RateTable):
        return [f"{band.label}: {money(value[band.id])} a week" for band in value.bands]
    return []


def _neighbours(week: Week) -> dict[str, date]:
    return {
        "before": week.begins_on - timedelta(days=7),
        "after": week.begins_on + timedelta(days=7),
    }
