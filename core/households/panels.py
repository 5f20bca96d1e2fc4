"""What other areas show on the overview of a household, without this area knowing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hearth.access import Actor, may

if TYPE_CHECKING:
    from core.households.models import Household

Maker = Callable[["Household", Actor], dict[str, Any]]


@dataclass(frozen=True)
class Panel:
    """A part of the overview: a template, and all that it needs."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class _Declared:
    order: int
    template: str
    capability: str
    aside: bool
    make: Maker


_panels: dict[str, _Declared] = {}


def panel(template: str, capability: str, *, order: int = 100, aside: bool = False) -> Callable[[Maker], Maker]:
    """Add a panel; the function below gives its template's context (which also has `household` and `today`), in a fixed
    number of queries. `aside` puts it into the column at the side. Shown to those who hold the capability.
    """

    def declare(make: Maker) -> Maker:
        _panels[f"{make.__module__}.{make.__qualname__}"] = _Declared(order, template, capability, aside, make)
        return make

    return declare


def panels_for(household: "Household", actor: Actor, *, aside: bool) -> Iterable[Panel]:
    declared = sorted(_panels.values(), key=lambda known: (known.order, known.template))
    return [
        Panel(known.template, known.make(household, actor))
        for known in declared
        if known.aside is aside and may(actor, known.capability)
    ]
