"""What may be exported for the whole service. An area declares its exports in its `exports.py`.

@export("households.all", "All households", "Each household with its worker, approval and what is due next.",
        capability="households.download")
def all_households(actor: Actor, on: date, progress: Progress) -> Iterable[Sheet]: ...
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from hearth.access import Actor, may
from hearth.documents.spreadsheets import Sheet

Progress = Callable[[int, int], None]
Make = Callable[[Actor, date, Progress], Iterable[Sheet]]


@dataclass(frozen=True)
class ExportKind:
    """One kind of export. `make` yields its sheets for what this actor may see, and says how far it is as it goes."""

    code: str
    label: str
    words: str
    capability: str
    make: Make


_kinds: dict[str, ExportKind] = {}


def export(code: str, label: str, words: str, *, capability: str) -> Callable[[Make], Make]:
    """Declare an export. `capability` is what one needs to ask for it and to fetch it."""

    def declare(make: Make) -> Make:
        _kinds[code] = ExportKind(code, label, words, capability, make)
        return make

    return declare


def kind_of(code: str) -> ExportKind:
    """Raises KeyError for a kind that no area declared."""
    return _kinds[code]


def kinds_for(actor: Actor) -> list[ExportKind]:
    return sorted((kind for kind in _kinds.values() if may(actor, kind.capability)), key=lambda kind: kind.label)
