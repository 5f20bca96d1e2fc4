"""What other areas add to the list of households: columns and filters, each in a fixed number of queries."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from hearth.access import Actor, may

if TYPE_CHECKING:
    from core.households.queries import HouseholdQuerySet

Values = Callable[[Collection[UUID], date], Mapping[UUID, str]]
Choices = Callable[[], Sequence[tuple[str, str]]]
Narrow = Callable[["HouseholdQuerySet", str, date], "HouseholdQuerySet"]


@dataclass(frozen=True)
class Column:
    """A column of plain words. `values` takes the ids of the rows shown and a day, and says what stands in each row."""

    label: str
    values: Values
    capability: str
    order: int
    num: bool


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list. `name` is its key in the address."""

    name: str
    label: str
    choices: Choices
    narrow: Narrow
    capability: str
    order: int


_columns: dict[str, Column] = {}
_filters: dict[str, Filter] = {}


def column(label: str, values: Values, capability: str, *, order: int = 100, num: bool = False) -> None:
    """Add a column; called when the application starts."""
    _columns[label] = Column(label, values, capability, order, num)


def list_filter(name: str, label: str, choices: Choices, narrow: Narrow, capability: str, *, order: int = 100) -> None:
    """Add a filter; called when the application starts."""
    _filters[name] = Filter(name, label, choices, narrow, capability, order)


def columns_for(actor: Actor) -> list[Column]:
    return sorted((known for known in _columns.values() if may(actor, known.capability)), key=lambda known: known.order)


def filters_for(actor: Actor) -> list[Filter]:
    return sorted((known for known in _filters.values() if may(actor, known.capability)), key=lambda known: known.order)
