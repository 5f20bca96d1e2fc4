"""What other areas show on a person's page, without this area knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hearth.access import Actor, may

if TYPE_CHECKING:
    from core.people.models import Person

Maker = Callable[["Person", Actor], dict[str, Any]]


@dataclass(frozen=True)
class Panel:
    """A part of the page: a template, and all that it needs."""

    template: str
    context: dict[str, Any]


_panels: dict[str, tuple[int, str, str, Maker]] = {}


def panel(template: str, capability: str, *, order: int = 100) -> Callable[[Maker], Maker]:
    """Add a panel; the function below gives its template's context (which also has `person`), in one query. Shown to
    those who hold the capability.
    """

    def declare(make: Maker) -> Maker:
        _panels[f"{make.__module__}.{make.__qualname__}"] = (order, template, capability, make)
        return make

    return declare


def panels_for(person: "Person", actor: Actor) -> list[Panel]:
    declared = sorted(_panels.values(), key=lambda known: known[:2])
    return [
        Panel(template, make(person, actor)) for _, template, capability, make in declared if may(actor, capability)
    ]
