"""Reviews of approval, as they were decided."""

from __future__ import annotations

from uuid import UUID

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Key, Out, Text, Whole, YesNo
from api.filters import DayFilter, Filters
from api.pagination import RECORDED, Order
from api.views import ApiView
from core.approvals.models import Approval
from core.reviews import actions
from core.reviews.models import Outcome, ReviewOfApproval
from hearth.identity.models import User


class ReviewOut(Out):
    id = Key()
    version = Whole()
    household_id = Key()
    approval_id = Key()
    held_on = Day(allow_null=True)
    decided_on = Day()
    decided_by_id = Key(allow_null=True)
    decided_by_name = Text()
    outcome = Choice(choices=Outcome.choices)
    went_to_panel = YesNo()
    is_first = YesNo()
    notes = Text(allow_blank=True)


class ReviewIn(In):
    decided_on = Day()
    outcome = Choice(choices=Outcome.choices)
    went_to_panel = YesNo()
    held_on = Day(required=False)
    decided_by_id = Key(required=False, help_text="The account of whoever took the decision")
    decided_by_name = Text(required=False, max_length=150, help_text="Only where they have no account here")
    notes = Text(required=False, max_length=20_000)


class ReviewFilters(Filters):
    household = django_filters.UUIDFilter(field_name="household_id")
    approval = django_filters.UUIDFilter(field_name="approval_id")
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices)
    decided_from = DayFilter(field_name="decided_on", lookup_expr="gte")
    decided_until = DayFilter(field_name="decided_on", lookup_expr="lte")


class Reviews(ApiView):
    tag = "Reviews"
    capability = {"GET": "reviews.view"}
    summary = {"GET": "List reviews of approval"}
    gives, is_list, filters = ReviewOut, True, ReviewFilters
    orders = {
        **RECORDED,
        "-decided": Order("latest decided first", ("-decided_on", "-id")),
        "decided": Order("earliest decided first", ("decided_on", "id")),
    }

    def get(self, request: Request) -> Response:
        return self.listed(ReviewOfApproval.objects.visible_to(self.actor), reading="reviews")


class OneReview(ApiView):
    tag = "Reviews"
    capability = {"GET": "reviews.view"}
    summary = {"GET": "Open a review of approval"}
    gives = ReviewOut

    def get(self, request: Request, review_id: UUID) -> Response:
        review = self.find(ReviewOfApproval.objects.visible_to(self.actor).select_related("household"), review_id)
        return self.opened(review, reading="a review of", of=review.household)


class ApprovalReviews(ApiView):
    tag = "Reviews"
    capability = {"POST": "reviews.record_review_decision"}
    summary = {"POST": "Record what a review of approval decided"}
    takes, gives = ReviewIn, ReviewOut

    def post(self, request: Request, approval_id: UUID) -> Response:
        """The next review is due from the day of the decision (SI 2011/581 r28(2))."""
        approval = self.find(Approval.objects.visible_to(self.actor), approval_id)
        asked = self.asked()
        maker = self.refer(User.objects.visible_to(self.actor), asked.pop("decided_by_id", None), "decided_by_id")
        return self.done(actions.record_review_decision(approval, decided_by=maker, by=self.actor, **asked))
