"""The tabs of a household's record: each is an address of its own, added by the area that answers there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hearth.access import Actor, may

if TYPE_CHECKING:
    from core.households.models import Household


@dataclass(frozen=True)
class Tab:
    """A tab as declared: its route takes the household's id."""

    label: str
    url_name: str
    capability: str
    order: int


@dataclass(frozen=True)
class Shown:
    label: str
    href: str
    current: bool


_tabs: dict[str, Tab] = {}


def tab(label: str, url_name: str, capability: str, *, order: int = 100) -> None:
    """Add a tab; called when the application starts. Overview is 10, Members 20, Approval 30, Reviews 40, Visits 50,
    Training 60, Placements 70, Payments 80, Chronology 200.
    """
    _tabs[url_name] = Tab(label, url_name, capability, order)


def shown(household: "Household", actor: Actor, current: str) -> list[Shown]:
    """The tabs that this actor may open; `current` is the route of the page that shows them."""
    return [
        Shown(known.label, reverse(known.url_name, args=[household.pk]), known.url_name == current)
        for known in sorted(_tabs.values(), key=lambda one: (one.order, one.label))
        if may(actor, known.capability)
    ]
