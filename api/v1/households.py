"""Households: their records, members, addresses, changes of circumstance and closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Key, Out, Text, Whole
from api.filters import DayFilter, Filters, YesNoFilter
from api.pagination import RECORDED, Order
from api.views import ApiView
from core.households import actions, chronology
from core.households.models import ChangeOfCircumstance, Household, Member, MemberRole
from core.people.models import Person
from hearth import audit
from hearth.dates import today


class CarerOut(Out):
    member_id = Key(source="id")
    person_id = Key()
    name = Text(source="person.full_name")


class AddressOut(Out):
    lines = Text()
    postcode = Text(allow_blank=True)
    from_on = Day()


class HouseholdOut(Out):
    id = Key()
    version = Whole()
    reference = Text()
    name = Text()
    opened_on = Day()
    closed_on = Day(allow_null=True)
    closing_reason = Choice(choices=Household.ClosingReason.choices, allow_blank=True)
    carers = CarerOut(many=True, source="carers_now")
    addresses = AddressOut(many=True, source="addresses_now", help_text="Where they live today: one at most")


class HouseholdIn(In):
    carer_ids = serializers.ListField(child=Key(), min_length=1, max_length=4)
    opened_on = Day(required=False)
    lines = Text(required=False, max_length=500, help_text="One line of the address to a line")
    postcode = Text(required=False, max_length=10)
    lived_there_from_on = Day(required=False)


class HouseholdFilters(Filters):
    open_on = DayFilter(method="that_are_open", help_text="Those whose record is open on this day")
    worker = django_filters.UUIDFilter(method="of_worker", help_text="Those whom this worker supervises today")
    team = django_filters.UUIDFilter(
        method="of_team", help_text="Those whose supervising social worker is of this team"
    )
    without_worker = YesNoFilter(
        method="unallocated", help_text="true: those without a supervising social worker today"
    )
    postcode_area = django_filters.CharFilter(method="living_in", max_length=4, help_text="First half of the postcode")

    def that_are_open(self, found: Any, name: str, day: Any) -> Any:
        return found.filter(opened_on__lte=day).open(day)

    def of_worker(self, found: Any, name: str, worker_id: UUID) -> Any:
        return found.allocated_to(worker_id, today())

    def of_team(self, found: Any, name: str, team_id: UUID) -> Any:
        return found.of_team(team_id, today())

    def unallocated(self, found: Any, name: str, wanted: bool) -> Any:
        without = found.without_worker(today())
        return without if wanted else found.exclude(pk__in=without.values("pk"))

    def living_in(self, found: Any, name: str, area: str) -> Any:
        return found.in_postcode_area(area, today())


class Households(ApiView):
    tag = "Households"
    capability = {"GET": "households.view", "POST": "households.open_household"}
    summary = {"GET": "List households", "POST": "Open the record of a household"}
    takes, gives, is_list, filters = HouseholdIn, HouseholdOut, True, HouseholdFilters
    orders = {**RECORDED, "name": Order("by name", ("name", "id"), by_name=True)}

    def get(self, request: Request) -> Response:
        return self.listed(shown(self.actor), reading="households")

    def post(self, request: Request) -> Response:
        asked = self.asked()
        people = Person.objects.visible_to(self.actor)
        carers = self.refer_each(people, asked.pop("carer_ids"), "carer_ids")
        household = actions.open_household(carers=carers, by=self.actor, **asked)
        return self.done(self.find(shown(self.actor), household.pk))


class OneHousehold(ApiView):
    tag = "Households"
    capability = {"GET": "households.view"}
    summary = {"GET": "Open a household's record"}
    gives = HouseholdOut

    def get(self, request: Request, household_id: UUID) -> Response:
        return self.opened(self.find(shown(self.actor), household_id))


class MoveIn(In):
    lines = Text(max_length=500, help_text="One line of the address to a line")
    postcode = Text(max_length=10)
    moved_on = Day()


class Address(ApiView):
    tag = "Households"
    capability = {"POST": "households.move_household"}
    summary = {"POST": "Record that a household moved"}
    takes, gives, changes = MoveIn, HouseholdOut, True

    def post(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        actions.move_household(household, version=self.expected(household), by=self.actor, **self.asked())
        return self.done(self.find(shown(self.actor), household_id))


class ClosingIn(In):
    closed_on = Day()
    reason = Choice(choices=Household.ClosingReason.choices)


class Closing(ApiView):
    tag = "Households"
    capability = {"POST": "households.close_household"}
    summary = {"POST": "Close a household's record"}
    takes, gives, changes = ClosingIn, HouseholdOut, True

    def post(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        actions.close_household(household, version=self.expected(household), by=self.actor, **self.asked())
        return self.done(self.find(shown(self.actor), household_id))


class MemberOut(Out):
    id = Key()
    version = Whole()
    household_id = Key()
    person_id = Key()
    name = Text(source="person.full_name")
    born_on = Day(source="person.born_on", allow_null=True)
    role = Choice(choices=MemberRole.choices)
    from_on = Day()
    until_on = Day(allow_null=True)


class MemberIn(In):
    person_id = Key()
    role = Choice(choices=MemberRole.choices)
    from_on = Day()


class MemberFilters(Filters):
    on = DayFilter(method="living_there", help_text="Those who live there on this day")
    role = django_filters.ChoiceFilter(choices=MemberRole.choices)

    def living_there(self, found: Any, name: str, day: Any) -> Any:
        return found.on(day)


class Members(ApiView):
    tag = "Households"
    capability = {"GET": "households.view", "POST": "households.add_member"}
    summary = {"GET": "List who lives or lived in a household", "POST": "Record that somebody lives in a household"}
    takes, gives, is_list, filters = MemberIn, MemberOut, True, MemberFilters

    def get(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        members = Member.objects.visible_to(self.actor).filter(household=household).select_related("person")
        return self.listed(members, reading="members of a household")

    def post(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        asked = self.asked()
        person = self.refer(Person.objects.visible_to(self.actor), asked.pop("person_id"), "person_id")
        return self.done(actions.add_member(household, person=person, by=self.actor, **asked))


class LeavingIn(In):
    until_on = Day(help_text="The first day on which they no longer live there")


class MemberEnding(ApiView):
    tag = "Households"
    capability = {"POST": "households.end_membership"}
    summary = {"POST": "Record that somebody left a household"}
    takes, gives, changes = LeavingIn, MemberOut, True

    def post(self, request: Request, member_id: UUID) -> Response:
        member = self.find(Member.objects.visible_to(self.actor).select_related("person"), member_id)
        self.expected(member)
        return self.done(actions.end_membership(member, by=self.actor, **self.asked()))


class ChangeOut(Out):
    id = Key()
    version = Whole()
    household_id = Key()
    kind = Choice(choices=ChangeOfCircumstance.Kind.choices)
    happened_on = Day()
    told_on = Day()
    note = Text()
    recorded_by = Text()


class ChangeIn(In):
    kind = Choice(choices=ChangeOfCircumstance.Kind.choices)
    happened_on = Day()
    told_on = Day(required=False)
    note = Text(max_length=20_000)


class Changes(ApiView):
    tag = "Households"
    capability = {"GET": "households.view_chronology", "POST": "households.record_change_of_circumstance"}
    summary = {"GET": "List a household's changes of circumstance", "POST": "Record a change of circumstance"}
    takes, gives, is_list = ChangeIn, ChangeOut, True

    def get(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        changes = ChangeOfCircumstance.objects.visible_to(self.actor).filter(household=household)
        return self.listed(changes, reading="changes of circumstance")

    def post(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        return self.done(actions.record_change_of_circumstance(household, by=self.actor, **self.asked()))


class EntryOut(Out):
    on = Day()
    title = Text()
    kind = Text(allow_blank=True)
    body = Text(allow_blank=True)
    who = Text(allow_blank=True)
    href = Text(allow_blank=True, help_text="The page that shows it")


class ChronologyOut(Out):
    household_id = Key()
    entries = EntryOut(many=True)


class Chronology(ApiView):
    tag = "Households"
    capability = {"GET": "households.view_chronology"}
    summary = {"GET": "Read a household's chronology, newest first"}
    gives = ChronologyOut

    def get(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        entries = chronology.of_household(household, self.actor)
        audit.read(household, by=self.actor, what="the chronology of")
        return self.answer({"household_id": household.pk, "entries": entries})


def shown(actor: Any) -> Any:
    """The households that this actor may see, with today's carers and address: two queries more."""
    return Household.objects.visible_to(actor).with_carers(today()).with_address(today())
