"""Approvals to foster: the decision, its terms, a resignation, an extension, an ending."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Key, Out, Text, Whole
from api.filters import DayFilter, Filters
from api.pagination import RECORDED, Order
from api.v1.traces import WhyOut
from api.views import ApiView
from core.approvals import actions
from core.approvals.models import Approval, Category, EndReason, Terms
from core.approvals.whys import why_it_ends
from core.households.models import Household
from hearth.identity.models import User

OLDEST_AGE = 17


class TermsOut(Out):
    id = Key()
    version = Whole()
    approval_id = Key()
    from_on = Day()
    places = Whole()
    age_from = Whole()
    age_to = Whole()
    placement_types = serializers.ListField(child=Text())
    over_limit = Choice(choices=Terms.OverLimit.choices, allow_blank=True)
    note = Text(allow_blank=True)
    decided_by_name = Text()


class ApprovalOut(Out):
    id = Key()
    version = Whole()
    household_id = Key()
    category = Choice(choices=Category.choices)
    approved_on = Day()
    decided_by_id = Key(allow_null=True)
    decided_by_name = Text()
    temporary_until_on = Day(allow_null=True)
    extended_on = Day(allow_null=True)
    resigned_on = Day(allow_null=True)
    ends_on = Day(allow_null=True)
    ends_why = WhyOut(why_it_ends, help_text="Of an ending by notice")
    end_reason = Choice(choices=EndReason.choices, allow_blank=True)
    end_note = Text(allow_blank=True)
    terms = TermsOut(many=True, source="all_terms", help_text="Newest first")


class DecisionIn(In):
    """What every decision says: who took it."""

    decided_by_id = Key(required=False, help_text="The account of whoever took the decision")
    decided_by_name = Text(required=False, max_length=150, help_text="Only where they have no account here")


class TermsIn(DecisionIn):
    from_on = Day()
    places = Whole(min_value=1, max_value=30)
    age_from = Whole(min_value=0, max_value=OLDEST_AGE)
    age_to = Whole(min_value=0, max_value=OLDEST_AGE)
    placement_types = serializers.ListField(child=Text(max_length=40), required=False, max_length=40)
    over_limit = Choice(choices=Terms.OverLimit.choices, required=False)
    note = Text(required=False, max_length=20_000)


class ApprovalIn(DecisionIn):
    category = Choice(choices=Category.choices)
    approved_on = Day()
    places = Whole(min_value=1, max_value=30)
    age_from = Whole(required=False, min_value=0, max_value=OLDEST_AGE)
    age_to = Whole(required=False, min_value=0, max_value=OLDEST_AGE)
    placement_types = serializers.ListField(child=Text(max_length=40), required=False, max_length=40)
    over_limit = Choice(choices=Terms.OverLimit.choices, required=False)
    note = Text(required=False, max_length=20_000)
    temporary_until_on = Day(required=False, help_text="Last day, for the temporary approval of a connected person")


class ApprovalFilters(Filters):
    household = django_filters.UUIDFilter(field_name="household_id")
    category = django_filters.ChoiceFilter(choices=Category.choices)
    in_force_on = DayFilter(method="in_force", help_text="Those in force on this day")
    approved_from = DayFilter(field_name="approved_on", lookup_expr="gte")
    approved_until = DayFilter(field_name="approved_on", lookup_expr="lte")

    def in_force(self, found: Any, name: str, day: Any) -> Any:
        return found.in_force(day)


class _ApprovalView(ApiView):
    """A view on one approval, or on the approvals of one household."""

    tag = "Approvals"
    gives: ClassVar[type[Out]] = ApprovalOut

    def approval(self, approval_id: UUID) -> Approval:
        approval: Approval = self.find(shown(self.actor), approval_id)
        return approval

    def decision(self) -> dict[str, Any]:
        """The body, with the account of the decision's maker in place of its id."""
        asked = self.asked()
        maker = asked.pop("decided_by_id", None)
        return {**asked, "decided_by": self.refer(User.objects.visible_to(self.actor), maker, "decided_by_id")}


class Approvals(_ApprovalView):
    capability = {"GET": "approvals.view"}
    summary = {"GET": "List approvals"}
    is_list, filters = True, ApprovalFilters
    orders = {
        **RECORDED,
        "-approved": Order("latest approved first", ("-approved_on", "-id")),
        "approved": Order("earliest approved first", ("approved_on", "id")),
    }

    def get(self, request: Request) -> Response:
        return self.listed(shown(self.actor), reading="approvals")


class OneApproval(_ApprovalView):
    capability = {"GET": "approvals.view"}
    summary = {"GET": "Open an approval"}

    def get(self, request: Request, approval_id: UUID) -> Response:
        approval = self.find(shown(self.actor).select_related("household"), approval_id)
        return self.opened(approval, reading="the approval of", of=approval.household)


class HouseholdApprovals(_ApprovalView):
    capability = {"POST": "approvals.approve_household"}
    summary = {"POST": "Record the decision to approve a household, with its first terms"}
    takes = ApprovalIn

    def post(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        approval = actions.approve_household(household, by=self.actor, **self.decision())
        return self.done(self.approval(approval.pk))


class ApprovalTerms(_ApprovalView):
    capability = {"GET": "approvals.view", "POST": "approvals.change_terms"}
    summary = {"GET": "List the terms of an approval", "POST": "Record other terms of an approval"}
    takes, is_list, changes = TermsIn, True, True
    gives = TermsOut
    orders = {
        "-from": Order("latest first", ("-from_on", "-id")),
        "from": Order("earliest first", ("from_on", "id")),
    }

    def get(self, request: Request, approval_id: UUID) -> Response:
        approval = self.approval(approval_id)
        return self.listed(Terms.objects.visible_to(self.actor).filter(approval=approval), reading="terms of approval")

    def post(self, request: Request, approval_id: UUID) -> Response:
        """If-Match names the approval, whose version grows with each change of terms."""
        approval = self.approval(approval_id)
        version = self.expected(approval)
        return self.done(actions.change_terms(approval, version=version, by=self.actor, **self.decision()))


class ExtensionIn(DecisionIn):
    until_on = Day(help_text="The new last day")
    decided_on = Day()


class Extension(_ApprovalView):
    capability = {"POST": "approvals.extend_temporary_approval"}
    summary = {"POST": "Record that a temporary approval was extended"}
    takes, changes = ExtensionIn, True

    def post(self, request: Request, approval_id: UUID) -> Response:
        approval = self.approval(approval_id)
        version = self.expected(approval)
        actions.extend_temporary_approval(approval, version=version, by=self.actor, **self.decision())
        return self.done(self.approval(approval_id))


class ResignationIn(In):
    received_on = Day(help_text="The day the written notice was received")
    note = Text(required=False, max_length=20_000)


class Resignation(_ApprovalView):
    capability = {"POST": "approvals.record_resignation"}
    summary = {"POST": "Record the carers' notice that they no longer wish to foster"}
    takes, changes = ResignationIn, True

    def post(self, request: Request, approval_id: UUID) -> Response:
        """The approval ends a fixed time after the notice was received (SI 2011/581 r28(13))."""
        approval = self.approval(approval_id)
        version = self.expected(approval)
        actions.record_resignation(approval, version=version, by=self.actor, **self.asked())
        return self.done(self.approval(approval_id))


class EndingIn(DecisionIn):
    ends_on = Day()
    reason = Choice(choices=EndReason.choices)
    note = Text(required=False, max_length=20_000)


class Ending(_ApprovalView):
    capability = {"POST": "approvals.end_approval"}
    summary = {"POST": "Record that an approval ended otherwise than by resignation"}
    takes, changes = EndingIn, True

    def post(self, request: Request, approval_id: UUID) -> Response:
        approval = self.approval(approval_id)
        version = self.expected(approval)
        actions.end_approval(approval, version=version, by=self.actor, **self.decision())
        return self.done(self.approval(approval_id))


def shown(actor: Any) -> Any:
    """The approvals that this actor may see, with their terms: one query more."""
    return Approval.objects.visible_to(actor).with_terms()
