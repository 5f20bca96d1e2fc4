"""Where households stand in the fee scheme, and what a week is worth, line by line. Nothing is paid here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Key, Out, Text, Whole, YesNo
from api.filters import DayFilter, Filters, narrowed
from api.pagination import RECORDED, Order
from api.v1.traces import TraceOut
from api.views import ApiView
from core.approvals.models import Approval
from core.households.models import Household
from core.payments import actions
from core.payments.models import FeeStanding
from core.payments.previewing import previews
from core.payments.week import Preview, Week
from hearth import audit
from hearth.dates import today


class LineOut(Out):
    kind = Choice(choices=[("allowance", "Allowance"), ("fee", "Fee"), ("scheme_fee", "Fee of a specialist scheme")])
    what = Text()
    whom = Text(help_text="The child or household that it is paid for")
    nights = Whole(help_text="Of the week's seven")
    weekly_pence = Whole(help_text="The rate for a whole week, in pence")
    amount_pence = Whole(help_text="What these nights are worth, in pence")
    example = YesNo(help_text="No published document gives the rate")
    trace = TraceOut()


class PreviewOut(Out):
    household_id = Key()
    week_begins_on = Day(help_text="A Monday")
    week_ends_on = Day()
    total_pence = Whole()
    has_examples = YesNo()
    lines = LineOut(many=True)
    unpaid = TraceOut(many=True, help_text="What is not paid, and why")


class PreviewFilters(Filters):
    week = DayFilter(method="approved_in", help_text="Any day of the week; this week when left out")

    def approved_in(self, found: Any, name: str, day: Any) -> Any:
        return found


class PaymentPreviews(ApiView):
    tag = "Payments"
    capability = {"GET": "payments.view"}
    summary = {"GET": "What households are due for a week, line by line"}
    gives, is_list, filters = PreviewOut, True, PreviewFilters
    orders = {**RECORDED, "name": Order("by the household's name", ("name", "id"), by_name=True)}

    def get(self, request: Request) -> Response:
        """Every household approved at the end of the week. Reckoned afresh each time: nothing is paid here."""
        narrowed(request, Household.objects.none(), self.filters)  # the week is read below, and must be a day
        self.week = Week.holding(Day().to_internal_value(request.query_params.get("week", today().isoformat())))
        approved = Approval.objects.in_force(self.week.ends_on).values("household")
        households = Household.objects.visible_to(self.actor).filter(pk__in=approved)
        return self.listed(households, reading="payment previews")

    def prepared(self, rows: list[Any]) -> list[Any]:
        keys = [household.pk for household in rows]
        found = previews(keys, self.week, actor=self.actor)
        return [told(key, self.week, found.get(key)) for key in keys]


class WeekQuery(In):
    week = Day(required=False, help_text="Any day of the week; this week when left out")


class PaymentPreview(ApiView):
    tag = "Payments"
    capability = {"GET": "payments.view"}
    summary = {"GET": "What a household is due for a week, line by line"}
    gives, query = PreviewOut, WeekQuery

    def get(self, request: Request, household_id: UUID) -> Response:
        """Reckoned from the facts and the policy of each night of the week. No lines when not approved in it."""
        week = Week.holding(self.asked_query().get("week") or today())
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        audit.read(household, by=self.actor, what="the payments of")
        found = previews([household.pk], week, actor=self.actor)
        return self.answer(told(household.pk, week, found.get(household.pk)))


def told(household_id: UUID, week: Week, preview: Preview | None) -> dict[str, Any]:
    """One household's week, as it is written. Without a preview it was not approved in it, and has no lines."""
    preview = preview or Preview(week, ())
    return {
        "household_id": household_id,
        "week_begins_on": week.begins_on,
        "week_ends_on": week.ends_on,
        "total_pence": preview.total_pence,
        "has_examples": preview.has_examples,
        "lines": preview.lines,
        "unpaid": preview.unpaid,
    }


class FeeStandingOut(Out):
    id = Key()
    version = Whole()
    household_id = Key()
    from_on = Day()
    skill_level = Whole(allow_null=True)
    scheme_code = Text(allow_blank=True)
    reason = Text(allow_blank=True)
    set_by_name = Text()


class FeeStandingIn(In):
    from_on = Day()
    reason = Text(max_length=300)
    skill_level = Whole(required=False, min_value=0, max_value=actions.HIGHEST_SKILL_LEVEL)
    scheme_code = Text(required=False, max_length=40, help_text="A code of the policy fees.specialist_schemes")


class FeeStandingFilters(Filters):
    household = django_filters.UUIDFilter(field_name="household_id")
    from_from = DayFilter(field_name="from_on", lookup_expr="gte", help_text="Those that begin on this day or later")
    from_until = DayFilter(field_name="from_on", lookup_expr="lte", help_text="Those that begin on this day or before")


class FeeStandings(ApiView):
    tag = "Payments"
    capability = {"GET": "payments.view"}
    summary = {"GET": "List where households stand in the fee scheme"}
    gives, is_list, filters = FeeStandingOut, True, FeeStandingFilters
    orders = {**RECORDED, "-from": Order("latest first", ("-from_on", "-id"))}

    def get(self, request: Request) -> Response:
        return self.listed(FeeStanding.objects.visible_to(self.actor), reading="fee standings")


class HouseholdFeeStandings(ApiView):
    tag = "Payments"
    capability = {"POST": "payments.set_fee_standing"}
    summary = {"POST": "Set where a household stands in the fee scheme from a day"}
    takes, gives = FeeStandingIn, FeeStandingOut

    def post(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        return self.done(actions.set_fee_standing(household, by=self.actor, **self.asked()))
