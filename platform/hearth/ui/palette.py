"""The command palette: pages, acts and records that this person may open, found by what they type.

An area adds its pages and acts with `entry`, and its records with `finder`. What is typed is posted and kept nowhere: a
name belongs in no address, history or log.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hearth.access import Actor
from hearth.ui.navigation import address, allowed, items

MOST_OF_A_GROUP = 6
MOST_PAGES = 12
PAGES = "Pages and actions"
SHORTEST_NAME = 2  # letters typed before records are looked for


@dataclass(frozen=True)
class Result:
    """A line of the palette: what it is called, a few words beside it, where it leads.

    `of` is the key of the record that it shows: the audit keeps that it was shown.
    """

    label: str
    href: str
    hint: str = ""
    of: UUID | None = None


@dataclass(frozen=True)
class Group:
    title: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Entry:
    label: str
    url_name: str
    capability: str
    hint: str
    words: str


Finder = Callable[[Actor, str], Iterable[Result]]

_entries: dict[str, Entry] = {}
_finders: dict[str, tuple[str, Finder, str]] = {}


def entry(label: str, url_name: str, capability: str, *, hint: str = "", words: str = "") -> None:
    """Add a page or an act. `words` are others that people type for it ("home" for My week)."""
    _entries[f"{url_name}|{label}"] = Entry(label, url_name, capability, hint, words)


def finder(find: Finder, *, group: str = "Records", capability: str = "signed_in") -> Finder:
    """Add a search over records. It narrows by `visible_to(actor)` itself and returns a handful of results."""
    _finders[f"{find.__module__}.{find.__qualname__}"] = (group, find, capability)
    return find


def entries() -> list[Entry]:
    return list(_entries.values())


def search(actor: Actor, text: str, urlconf: Any = None) -> list[Group]:
    """What matches, by group: records first, then pages and acts. Nothing typed gives the pages."""
    text = " ".join(text.split())
    groups: dict[str, list[Result]] = {}
    if len(text) >= SHORTEST_NAME:
        for title, find, capability in _finders.values():
            if allowed(actor, capability):
                groups.setdefault(title, []).extend(find(actor, text))
    for known in _matching_pages(actor, text.lower(), urlconf):
        groups.setdefault(PAGES, []).append(known)
    return [
        Group(title, tuple(results[: MOST_PAGES if title == PAGES else MOST_OF_A_GROUP]))
        for title, results in groups.items()
        if results
    ]


def _matching_pages(actor: Actor, text: str, urlconf: Any) -> Iterable[Result]:
    seen = set()
    pages = [(known.label, known.url_name, known.capability, "", "") for known in items()]
    pages += [(one.label, one.url_name, one.capability, one.hint, one.words) for one in entries()]
    for label, url_name, capability, hint, words in pages:
        if all(part in f"{label} {words}".lower() for part in text.split()) and allowed(actor, capability):
            href = address(url_name, urlconf)
            if href and (label, href) not in seen:
                seen.add((label, href))
                yield Result(label, href, hint or "Go to")
