"""Children whom the service may place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Day, In, Key, Out, Text, Whole
from api.filters import DayFilter, Filters
from api.pagination import RECORDED
from api.views import ApiView
from core.children import actions
from core.children.models import Child


class ChildOut(Out):
    id = Key()
    version = Whole()
    person_id = Key()
    reference = Text()
    known_as = Text(source="person.known_as")
    family_name = Text(source="person.family_name")
    born_on = Day(source="person.born_on")
    looked_after_from_on = Day()
    looked_after_until_on = Day(allow_null=True)
    social_worker_name = Text(help_text="The child's own social worker")
    placing_authority = Text(allow_blank=True, help_text="Empty for the council's own children")


class ChildInFullOut(ChildOut):
    needs = Text(allow_blank=True, help_text="What a carer must know from the first day")


class ChildIn(In):
    known_as = Text(max_length=100)
    family_name = Text(max_length=100)
    born_on = Day()
    looked_after_from_on = Day()
    social_worker_name = Text(max_length=150)
    placing_authority = Text(required=False, max_length=150)
    needs = Text(required=False, max_length=20_000)


class CorrectionIn(In):
    social_worker_name = Text(required=False, max_length=150)
    placing_authority = Text(required=False, max_length=150, allow_blank=True)
    needs = Text(required=False, max_length=20_000, allow_blank=True)
    looked_after_until_on = Day(required=False, allow_null=True)


class ChildFilters(Filters):
    looked_after_on = DayFilter(method="looked_after", help_text="Those looked after on this day")
    placed_with = django_filters.UUIDFilter(
        method="placed", help_text="Those placed with this household, now or before"
    )

    def looked_after(self, found: Any, name: str, day: Any) -> Any:
        return found.filter(looked_after_from_on__lte=day).exclude(looked_after_until_on__lte=day)

    def placed(self, found: Any, name: str, household_id: UUID) -> Any:
        return found.filter(placements__household=household_id).distinct()


class Children(ApiView):
    tag = "Children"
    capability = {"GET": "children.view", "POST": "children.open_record"}
    summary = {"GET": "List children", "POST": "Open the record of a child"}
    takes, gives, is_list, filters, orders = ChildIn, ChildOut, True, ChildFilters, RECORDED
    gives_by_method = {"POST": ChildInFullOut}

    def get(self, request: Request) -> Response:
        return self.listed(Child.objects.visible_to(self.actor).for_list(), reading="children")

    def post(self, request: Request) -> Response:
        return self.done(actions.open_record(by=self.actor, **self.asked()))


class OneChild(ApiView):
    tag = "Children"
    capability = {"GET": "children.view", "PATCH": "children.correct_record"}
    summary = {"GET": "Open a child's record", "PATCH": "Correct what is known of a child"}
    takes, gives, changes = CorrectionIn, ChildInFullOut, True

    def get(self, request: Request, child_id: UUID) -> Response:
        return self.opened(self.find(Child.objects.visible_to(self.actor).for_list(), child_id))

    def patch(self, request: Request, child_id: UUID) -> Response:
        child = self.find(Child.objects.visible_to(self.actor).for_list(), child_id)
        version = self.expected(child)
        return self.answer(actions.correct_record(child, version=version, by=self.actor, **self.asked()))
