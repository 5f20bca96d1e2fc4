"""Columns and views that other areas add to caseloads, so that this area need not know them.

A column shows the earliest duty of some kinds for each household: `column("review", "Annual review", ("review.",))`. An
area registers it when the application starts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

VISITS = ("supervision.visit", "supervision.unannounced")


@dataclass(frozen=True)
class Column:
    """`kinds` are codes of duties, or beginnings of codes that end with a full stop ("review."). `done` is shown when
    nothing is due within `soon_days`, where a plain date would say too much ("Up to date"); "" shows the date.
    `notes` shows the note below the date. `view`, when given, makes a saved view of those due within `view_days`.
    """

    code: str
    label: str
    kinds: tuple[str, ...]
    order: int
    soon_days: int
    done: str
    none: str
    notes: bool
    view: str
    view_days: int

    @property
    def field(self) -> str:
        """The annotation that holds its earliest due day."""
        return f"{self.code}_due_on"

    def covers(self, kind: str) -> bool:
        return any(kind == wanted or (wanted.endswith(".") and kind.startswith(wanted)) for wanted in self.kinds)

    def condition(self, prefix: str = "") -> Q:
        wanted = Q()
        for kind in self.kinds:
            wanted |= Q(**{f"{prefix}kind__startswith" if kind.endswith(".") else f"{prefix}kind": kind})
        return wanted


_columns: dict[str, Column] = {}


def column(
    code: str,
    label: str,
    kinds: Iterable[str],
    *,
    order: int = 100,
    soon_days: int = 30,
    done: str = "",
    none: str = "",
    notes: bool = True,
    view: str = "",
    view_days: int = 60,
) -> None:
    """Add a column; called when the application starts. Next visit is 10, review 20, training and checks 30."""
    _columns[code] = Column(code, label, tuple(kinds), order, soon_days, done, none, notes, view, view_days)


def columns() -> tuple[Column, ...]:
    return tuple(sorted(_columns.values(), key=lambda known: (known.order, known.label)))


column("visit", "Next visit", VISITS, order=10, soon_days=7)
