"""Persons, to be read. They are added with the household, child or enquiry that they belong to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Prefetch
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, Key, Out, Text, Whole
from api.filters import Filters
from api.pagination import RECORDED, Order
from api.views import ApiView
from core.people.models import Address, ContactPoint, FormerName, Person, Sex
from hearth.dates import today


class PersonOut(Out):
    id = Key()
    version = Whole()
    known_as = Text()
    family_name = Text()
    given_names = Text(allow_blank=True)
    born_on = Day(allow_null=True)
    sex = Choice(choices=Sex.choices, allow_blank=True)
    pronouns = Text(allow_blank=True)


class ContactPointOut(Out):
    id = Key()
    version = Whole()
    kind = Choice(choices=ContactPoint.Kind.choices)
    value = Text()
    from_on = Day()


class PersonAddressOut(Out):
    lines = Text()
    postcode = Text(allow_blank=True)
    from_on = Day()
    until_on = Day(allow_null=True)


class FormerNameOut(Out):
    known_as = Text()
    family_name = Text()
    until_on = Day()


class PersonInFullOut(PersonOut):
    contact_points = ContactPointOut(many=True, source="points_now")
    addresses = PersonAddressOut(many=True)
    former_names = FormerNameOut(many=True)


class PersonFilters(Filters):
    household = django_filters.UUIDFilter(method="living_in", help_text="Members of this household today")
    kind = django_filters.ChoiceFilter(
        choices=[("adult", "Adults"), ("child", "Children")], method="of_kind", help_text="By their age today"
    )

    def living_in(self, found: Any, name: str, household_id: UUID) -> Any:
        from core.households.models import Member

        members = Member.objects.visible_to(self.request.actor).on(today()).filter(household=household_id)
        return found.filter(pk__in=members.values("person"))

    def of_kind(self, found: Any, name: str, kind: str) -> Any:
        adults = found.model.objects.adults(today()).values("pk")
        return found.filter(pk__in=adults) if kind == "adult" else found.exclude(pk__in=adults)


class People(ApiView):
    tag = "People"
    capability = {"GET": "people.view"}
    summary = {"GET": "List people"}
    gives, is_list, filters = PersonOut, True, PersonFilters
    orders = {**RECORDED, "name": Order("by family name", ("family_name", "known_as", "id"), by_name=True)}

    def get(self, request: Request) -> Response:
        return self.listed(Person.objects.visible_to(self.actor), reading="people")


class OnePerson(ApiView):
    tag = "People"
    capability = {"GET": "people.view"}
    summary = {"GET": "Open a person's record"}
    gives = PersonInFullOut

    def get(self, request: Request, person_id: UUID) -> Response:
        return self.opened(self.find(in_full(Person.objects.visible_to(self.actor)), person_id))


def in_full(people: Any) -> Any:
    """People with all that their record shows: three queries more."""
    return people.prefetch_related(
        Prefetch("contact_points", ContactPoint.objects.open(), to_attr="points_now"),
        Prefetch("addresses", Address.objects.all()),
        Prefetch("former_names", FormerName.objects.all()),
    )
