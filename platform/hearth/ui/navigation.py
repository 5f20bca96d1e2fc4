"""The service navigation: each area adds its own items, each person sees the ones they may open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hearth.access import PUBLIC, SIGNED_IN, Actor, may

Badge = Callable[[Actor], int]


@dataclass(frozen=True)
class Item:
    """A place in the navigation. `badge` counts what waits there for this person, in one query at most."""

    label: str
    url_name: str
    capability: str
    badge: Badge | None
    order: int
    place: str  # "main", "tools" (beside the account, with an icon) or "account" (in its menu)
    icon: str


@dataclass(frozen=True)
class Shown:
    """An item as one person sees it on one page."""

    label: str
    href: str
    current: bool
    count: int = 0
    icon: str = ""


_items: dict[str, Item] = {}


def item(
    label: str,
    url_name: str,
    capability: str,
    badge: Badge | None = None,
    *,
    order: int = 100,
    place: str = "main",
    icon: str = "",
) -> None:
    """Add an item; called by an area when the application starts. Items are shown by `order`, then label.

    An item whose route the tenant at hand does not have (a hub has no caseload) is not shown there.
    """
    _items[url_name] = Item(label, url_name, capability, badge, order, place, icon)


def items() -> list[Item]:
    return sorted(_items.values(), key=lambda known: (known.order, known.label))


def allowed(actor: Actor, capability: str) -> bool:
    """Whether an actor may open what carries this capability."""
    if capability == PUBLIC:
        return True
    if capability == SIGNED_IN:
        return actor.is_staff
    return may(actor, capability)


def address(url_name: str, urlconf: Any = None, args: Sequence[Any] = ()) -> str | None:
    """Where a route leads; None when the tenant at hand does not have it."""
    try:
        return reverse(url_name, urlconf=urlconf, args=args)
    except NoReverseMatch:
        return None


def shown(request: HttpRequest, place: str = "main") -> list[Shown]:
    """The items for this request. The current one is that whose address leads furthest into this page's."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.is_staff:
        return []
    urlconf = getattr(request, "urlconf", None)
    found = []
    for known in items():
        if known.place == place and allowed(actor, known.capability):
            href = address(known.url_name, urlconf)
            if href:
                found.append((known, href))
    current = max((href for _, href in found if leads_to(href, request.path)), key=len, default=None)
    return [
        Shown(known.label, href, href == current, known.badge(actor) if known.badge else 0, known.icon)
        for known, href in found
    ]


def leads_to(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
