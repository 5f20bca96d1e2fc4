"""What other areas show on a child's record, without this area knowing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.children.models import Child
from hearth.access import Actor, may


@dataclass(frozen=True)
class Panel:
    """A part of the record: a heading and a template with what it needs."""

    template: str
    context: dict[str, Any]


Maker = Callable[[Child, Actor], dict[str, Any]]
_panels: list[tuple[int, str, str, Maker]] = []


def panel(template: str, capability: str, *, order: int = 100) -> Callable[[Maker], Maker]:
    """Add a panel; the function below gives its template's context. Shown to those who hold the capability."""

    def declare(make: Maker) -> Maker:
        _panels.append((order, template, capability, make))
        return make

    return declare


def panels_for(child: Child, actor: Actor) -> Iterable[Panel]:
    return [
        Panel(template, make(child, actor))
        for _, template, capability, make in sorted(_panels, key=lambda known: known[:2])
        if may(actor, capability)
    ]
