"""The questions that people ask about children."""

from typing import Any, Self

from hearth.access import Actor, may
from hearth.records import RecordQuerySet


class ChildQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self if may(actor, "children.view") else self.none()

    def named(self, text: str) -> Self:
        """Those with a name of which each word typed begins a word."""
        from core.people.models import Person

        return self.filter(person__in=Person.objects.named(text))

    def for_list(self) -> Self:
        return self.select_related("person")


def find_for_palette(actor: Actor, text: str) -> list[Any]:
    """Children found by name, for the palette: at most six."""
    from core.children.models import Child
    from hearth.ui.palette import Result

    children = Child.objects.visible_to(actor).named(text).for_list()[:6]
    return [
        Result(str(child), child.get_absolute_url(), f"{child.reference}, child", of=child.pk) for child in children
    ]
