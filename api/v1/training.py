"""Carers' completion of the training, support and development standards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Day, In, Key, Out, Text, Whole
from api.filters import DayFilter, Filters
from api.pagination import RECORDED, Order
from api.views import ApiView
from core.households.models import Member
from core.training import actions
from core.training.models import TsdCompletion


class TsdCompletionOut(Out):
    id = Key()
    version = Whole()
    person_id = Key()
    name = Text(source="person.full_name")
    completed_on = Day()
    evidence = Text()


class TsdCompletionIn(In):
    completed_on = Day()
    evidence = Text(max_length=20_000, help_text="What shows it, such as the certificate and who signed it")


class TsdFilters(Filters):
    person = django_filters.UUIDFilter(field_name="person_id")
    household = django_filters.UUIDFilter(method="of_household", help_text="Carers of this household, now or before")
    completed_from = DayFilter(field_name="completed_on", lookup_expr="gte")
    completed_until = DayFilter(field_name="completed_on", lookup_expr="lte")

    def of_household(self, found: Any, name: str, household_id: UUID) -> Any:
        carers = Member.objects.visible_to(self.request.actor).carers().filter(household=household_id)
        return found.filter(person__in=carers.values("person"))


class TsdCompletions(ApiView):
    tag = "Training"
    capability = {"GET": "training.view"}
    summary = {"GET": "List carers who completed the standards"}
    gives, is_list, filters = TsdCompletionOut, True, TsdFilters
    orders = {**RECORDED, "-completed": Order("latest completed first", ("-completed_on", "-id"))}

    def get(self, request: Request) -> Response:
        found = TsdCompletion.objects.visible_to(self.actor).select_related("person")
        return self.listed(found, reading="completions of standards")


class MemberTsdCompletion(ApiView):
    tag = "Training"
    capability = {"POST": "training.record_tsd_completion"}
    summary = {"POST": "Record that a carer completed the standards"}
    takes, gives = TsdCompletionIn, TsdCompletionOut

    def post(self, request: Request, member_id: UUID) -> Response:
        """`member_id` is the carer's membership of a household (NMS 20.3)."""
        carer = self.find(Member.objects.visible_to(self.actor), member_id)
        return self.done(actions.record_tsd_completion(carer, by=self.actor, **self.asked()))
