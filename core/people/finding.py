"""How people are found from the command palette."""

from collections.abc import Iterable

from core.people.models import Person
from hearth.access import Actor
from hearth.dates import today
from hearth.ui import palette

MOST = 6


def people_named(actor: Actor, text: str) -> Iterable[palette.Result]:
    """Persons with such a name, each with an age or nothing beside it, so that two of one name can be told apart."""
    for person in Person.objects.visible_to(actor).named(text).order_by("family_name", "known_as", "id")[:MOST]:
        age = person.age(today())
        hint = "Person" if age is None else f"Age {age}"
        yield palette.Result(person.full_name, person.get_absolute_url(), hint, of=person.pk)


palette.finder(people_named, group="People", capability="people.view")
palette.entry("Find a person", "people:search", "people.view", words="people name search")
