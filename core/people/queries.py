"""The questions that people ask about persons."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q

from core.people import rules
from hearth.access import Actor, may
from hearth.dates import today
from hearth.records import RecordQuerySet


class PersonQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody for those who work with children's records; adults alone for the rest of the service."""
        if may(actor, "people.view_children"):
            return self.all()
        return self.adults(today()) if may(actor, "people.view") else self.none()

    def adults(self, on: date) -> Self:
        """Those who are 18 or over on a day, and those whose date of birth is not known (a child's always is)."""
        return self.filter(Q(born_on__isnull=True) | Q(born_on__lte=rules.latest_birthday_of_adults(on)))

    def named(self, text: str) -> Self:
        """Those with a present or former name of which each word typed begins a word. Nothing typed finds nobody."""
        query = rules.word_beginnings(text)
        if not query:
            return self.none()
        return self.annotate(words=SearchVector("search_words", config="simple")).filter(
            words=SearchQuery(query, config="simple", search_type="raw")
        )


class DatedQuerySet(RecordQuerySet):
    """Facts that hold from a day until a day, that day not included."""

    def on(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)

    def open(self) -> Self:
        """Those with no end, whenever they start."""
        return self.filter(until_on__isnull=True)


class OfPersonQuerySet(RecordQuerySet):
    """Facts about a person, seen by whoever may see the person."""

    def visible_to(self, actor: Actor) -> Self:
        return _of_visible_people(self, actor)


class DatedOfPersonQuerySet(DatedQuerySet):
    """Facts about a person that hold from a day until a day, seen by whoever may see the person."""

    def visible_to(self, actor: Actor) -> Self:
        return _of_visible_people(self, actor)


def _of_visible_people(facts: Any, actor: Actor) -> Any:
    from core.people.models import Person

    if may(actor, "people.view_children"):
        return facts.all()
    return facts.filter(person__in=Person.objects.visible_to(actor))
