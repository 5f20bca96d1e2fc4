"""The questions that people ask about households."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from core.people import rules as names
from core.people.queries import DatedQuerySet
from core.staffing.models import Allocation
from hearth.access import Actor, may
from hearth.records import RecordQuerySet

KIND = "household"
SUPERVISING = "supervising_social_worker"


class HouseholdQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All of the council's households, for those who work with them; none for the rest."""
        return self.all() if may(actor, "households.view") else self.none()

    def open(self, on: date) -> Self:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def closed(self, on: date) -> Self:
        return self.filter(closed_on__lte=on)

    def named(self, text: str) -> Self:
        """Those whose name, reference or member's name has words beginning with each word typed; none for nothing
        typed.
        """
        query = names.word_beginnings(text)
        if not query:
            return self.none()
        from core.households.models import Member
        from core.people.models import Person

        words = SearchQuery(query, config="simple", search_type="raw")
        adults = Member.objects.adults().filter(person__in=Person.objects.named(text))
        return self.annotate(words=SearchVector("search_words", config="simple")).filter(
            Q(words=words) | Q(pk__in=adults.values("household_id"))
        )

    def allocated_to(self, worker_id: UUID, on: date, function: str = SUPERVISING) -> Self:
        """Those for whom this worker does a function on a day."""
        return self.filter(Exists(_allocations(on, function).filter(worker_id=worker_id)))

    def without_worker(self, on: date, function: str = SUPERVISING) -> Self:
        return self.filter(~Exists(_allocations(on, function)))

    def of_team(self, team_id: UUID, on: date) -> Self:
        """Those whose supervising social worker holds a post of the team on a day."""
        from core.staffing.models import Holding

        workers = Holding.objects.on(on).of_team(team_id).values("user_id")
        return self.filter(Exists(_allocations(on, SUPERVISING).filter(worker_id__in=workers)))

    def in_postcode_area(self, area: str, on: date) -> Self:
        """Those who live where postcodes begin so: "LU3"."""
        from core.households.models import HouseholdAddress

        here = HouseholdAddress.objects.on(on).filter(household=OuterRef("pk"), postcode__startswith=f"{area.upper()} ")
        return self.filter(Exists(here))

    def with_address(self, on: date) -> Self:
        """Each with its address of the day as `addresses_now`, in one query more."""
        from core.households.models import HouseholdAddress

        now = HouseholdAddress.objects.on(on)
        return self.prefetch_related(Prefetch("addresses", queryset=now, to_attr="addresses_now"))

    def with_key_facts(self, on: date) -> Self:
        """Each with what stands below its name everywhere, in the same query: `address_lines`, `address_postcode`,
        `worker_name` and `worker_since_on` of the day; None where there is none.
        """
        from core.households.models import HouseholdAddress

        here = HouseholdAddress.objects.on(on).filter(household=OuterRef("pk")).order_by("-from_on", "-id")
        held = _allocations(on, SUPERVISING).order_by("-from_on", "-id")
        return self.annotate(
            address_lines=Subquery(here.values("lines")[:1]),
            address_postcode=Subquery(here.values("postcode")[:1]),
            worker_name=Subquery(held.values("worker__name")[:1]),
            worker_since_on=Subquery(held.values("from_on")[:1]),
        )

    def with_carers(self, on: date) -> Self:
        """Each with its carers of the day as `carers_now`, in one query more."""
        from core.households.models import Member

        carers = Member.objects.on(on).carers().select_related("person")
        return self.prefetch_related(Prefetch("members", queryset=carers, to_attr="carers_now"))


class MemberQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Children of the household are shown to those who may see children."""
        if not may(actor, "households.view"):
            return self.none()
        return self.all() if may(actor, "people.view_children") else self.adults()

    def carers(self) -> Self:
        return self.filter(role="carer")

    def adults(self) -> Self:
        return self.exclude(role="child")

    def children(self) -> Self:
        return self.filter(role="child")

    def of_households(self, ids: Iterable[UUID]) -> Self:
        return self.filter(household_id__in=list(ids)).select_related("person")


class AddressQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "households.view") else self.none()


class ChangeQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "households.view_chronology") else self.none()


def _allocations(on: date, function: str) -> Any:
    return Allocation.objects.on(on).filter(subject_kind=KIND, subject_id=OuterRef("pk"), function=function)
