"""Which child lives with which household, from when until when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Key, Out, Text, Whole, YesNo
from api.filters import DayFilter, Filters
from api.pagination import RECORDED, Order
from api.v1.traces import WhyOut
from api.views import ApiView
from core.children.models import Child
from core.households.models import Household
from core.placements import actions
from core.placements.models import EndReason, Placement
from core.placements.whys import why_it_may_last


class PlacementOut(Out):
    id = Key()
    version = Whole()
    child_id = Key()
    child_name = Text(source="child.person.full_name")
    household_id = Key()
    household_name = Text(source="household.name")
    type_code = Text()
    type_name = Text()
    started_on = Day()
    ended_on = Day(allow_null=True)
    end_reason = Choice(choices=EndReason.choices, allow_blank=True)
    outside_terms_until_on = Day(allow_null=True)
    outside_terms_why = WhyOut(why_it_may_last, help_text="What the last day outside the terms rests on")


class PlacementIn(In):
    child_id = Key()
    household_id = Key()
    type_code = Text(max_length=40, help_text="A code of the policy placements.catalogue")
    started_on = Day()
    all_siblings = YesNo(required=False, help_text="All children placed there are brothers and sisters of each other")
    emergency = YesNo(required=False, help_text="Outside the terms of approval, for the days that the law gives")


class PlacementFilters(Filters):
    child = django_filters.UUIDFilter(field_name="child_id")
    household = django_filters.UUIDFilter(field_name="household_id")
    on = DayFilter(method="covering", help_text="Those that cover the night of this day")
    started_from = DayFilter(field_name="started_on", lookup_expr="gte")
    started_until = DayFilter(field_name="started_on", lookup_expr="lte")

    def covering(self, found: Any, name: str, day: Any) -> Any:
        return found.on(day)


class Placements(ApiView):
    tag = "Placements"
    capability = {"GET": "placements.view", "POST": "placements.place_child"}
    summary = {"GET": "List placements", "POST": "Record that a child came to live with a household"}
    takes, gives, is_list, filters = PlacementIn, PlacementOut, True, PlacementFilters
    orders = {
        **RECORDED,
        "-started": Order("latest first", ("-started_on", "-id")),
        "started": Order("earliest first", ("started_on", "id")),
    }

    def get(self, request: Request) -> Response:
        return self.listed(Placement.objects.visible_to(self.actor).for_list(), reading="placements")

    def post(self, request: Request) -> Response:
        asked = self.asked()
        child = self.refer(Child.objects.visible_to(self.actor), asked.pop("child_id"), "child_id")
        household = self.refer(Household.objects.visible_to(self.actor), asked.pop("household_id"), "household_id")
        placement = actions.place_child(child, household=household, by=self.actor, **asked)
        return self.done(self.find(Placement.objects.visible_to(self.actor).for_list(), placement.pk))


class OnePlacement(ApiView):
    tag = "Placements"
    capability = {"GET": "placements.view"}
    summary = {"GET": "Open a placement"}
    gives = PlacementOut

    def get(self, request: Request, placement_id: UUID) -> Response:
        placement = self.find(Placement.objects.visible_to(self.actor).for_list(), placement_id)
        return self.opened(placement, reading="a placement of", of=placement.child)


class PlacementEndingIn(In):
    ended_on = Day(help_text="The day the child left; that night is not paid")
    reason = Choice(choices=EndReason.choices)


class PlacementEnding(ApiView):
    tag = "Placements"
    capability = {"POST": "placements.end_placement"}
    summary = {"POST": "Record that a child left a household"}
    takes, gives, changes = PlacementEndingIn, PlacementOut, True

    def post(self, request: Request, placement_id: UUID) -> Response:
        found = Placement.objects.visible_to(self.actor).for_list()
        placement = self.find(found, placement_id)
        actions.end_placement(placement, version=self.expected(placement), by=self.actor, **self.asked())
        return self.done(self.find(found, placement_id))
