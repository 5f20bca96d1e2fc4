"""The list of households, as pages, downloads and exports ask for it: views, filters, order, and each row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OrderBy, OuterRef, Q, Subquery

from core.duties.models import Duty
from core.households import columns
from core.households.models import Household
from core.households.queries import KIND, SUPERVISING, HouseholdQuerySet
from core.staffing.models import Allocation
from hearth.access import Actor
from hearth.ui.words import DueWords

DEFAULT_VIEW = "open"
DEFAULT_SORT = "name"
VIEWS = {
    "open": "Open",
    "mine": "Mine",
    "overdue": "Work overdue",
    "unallocated": "No social worker",
    "closed": "Closed",
}
SORTS = {"name": "name", "opened": "opened_on", "next_due": "next_due_on"}
SORTS_IN_WORDS = {"name": "name", "opened": "day opened", "next_due": "what is due next"}


@dataclass(frozen=True)
class Asked:
    """What somebody asked to be listed. `filters` are by name; `name` is what was typed to find somebody."""

    view: str = DEFAULT_VIEW
    sort: str = DEFAULT_SORT
    filters: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    @property
    def sorted_by(self) -> str:
        """The order in words, for the line above the list."""
        words = SORTS_IN_WORDS[self.sort.removeprefix("-")]
        return f"{words}, last first" if self.sort.startswith("-") else words


@dataclass(frozen=True)
class Row:
    """One household as the list shows it; `cells` are the words of other areas' columns, in their order."""

    household: Household
    place: str
    worker: str
    added: tuple[columns.Column, ...]
    cells: tuple[str, ...]
    next_label: str
    next_due: DueWords | None

    @property
    def sub(self) -> str:
        """What stands below the name: reference and place."""
        return ", ".join(filter(None, [self.household.reference, self.place]))

    @property
    def told(self) -> list[tuple[columns.Column, str]]:
        """Other areas' columns, each with its words."""
        return list(zip(self.added, self.cells, strict=True))


def asked_for(params: Mapping[str, str], actor: Actor, *, name: str = "") -> Asked:
    """Read what an address asks for. What it does not know it leaves out."""
    sort = params.get("sort", DEFAULT_SORT)
    known = {"worker", "team", "place", *(added.name for added in columns.filters_for(actor))}
    return Asked(
        view=params.get("view", DEFAULT_VIEW) if params.get("view") in VIEWS else DEFAULT_VIEW,
        sort=sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT,
        filters={key: value for key in sorted(known) if (value := params.get(key, "").strip())},
        name=name.strip(),
    )


def households_for(actor: Actor, asked: Asked, on: date) -> HouseholdQuerySet:
    """The households asked for, in order. A name is looked for among all of them, whatever the view."""
    found: HouseholdQuerySet = Household.objects.visible_to(actor)
    found = found.named(asked.name) if asked.name else found.filter(_view(asked.view, actor, on))
    for name, value in asked.filters.items():
        found = _narrowed(found, name, value, actor, on)
    earliest = _duties(actor).order_by("due_on").values("due_on")[:1]
    return found.annotate(next_due_on=Subquery(earliest)).order_by(*_order(asked.sort))


class Counted:
    """A list whose length is known already, so that paging it need not count again."""

    def __init__(self, rows: Any, count: int) -> None:
        self._rows, self._count = rows, count

    def count(self) -> int:
        return self._count

    def __getitem__(self, wanted: slice) -> Any:
        return self._rows[wanted]


def counts(actor: Actor, on: date) -> dict[str, int]:
    """How many households each view holds, in one query."""
    tallies = {name: Count("pk", filter=_view(name, actor, on)) for name in VIEWS}
    figures: dict[str, int] = Household.objects.visible_to(actor).order_by().aggregate(**tallies)
    return figures


def rows_of(households: Sequence[Any], actor: Actor, on: date) -> list[Row]:
    """What the list shows of these households: a fixed number of queries, however many. Read them `with_key_facts`."""
    ids = [household.pk for household in households]
    shown = columns.columns_for(actor)
    added = [known.values(ids, on) for known in shown]
    nearest: dict[UUID, Duty] = {}
    for duty in Duty.objects.visible_to(actor).about(KIND, ids).for_list():
        nearest.setdefault(duty.subject_id, duty)
    return [
        Row(
            household=household,
            place=_place(household),
            worker=household.worker_name or "",
            added=tuple(shown),
            cells=tuple(values.get(household.pk, "") for values in added),
            next_label=nearest[household.pk].label if household.pk in nearest else "",
            next_due=nearest[household.pk].words if household.pk in nearest else None,
        )
        for household in households
    ]


def headings(actor: Actor) -> list[str]:
    """The headings of a download, in the order of `plain_row`."""
    added = [known.label for known in columns.columns_for(actor)]
    return [
        "Household",
        "Reference",
        "Lives in",
        "Supervising social worker",
        *added,
        "Next due",
        "Due on",
        "Opened on",
    ]


def plain_row(row: Row) -> list[Any]:
    """One row of a download: words and dates, nothing that a page adds."""
    return [
        row.household.name,
        row.household.reference,
        row.place,
        row.worker,
        *row.cells,
        row.next_label,
        row.next_due.date if row.next_due else None,
        row.household.opened_on,
    ]


def workers_with_households(on: date) -> Iterable[tuple[UUID, str]]:
    """Supervising social workers of today, by name, for the filter."""
    held = Allocation.objects.on(on).filter(subject_kind=KIND, function=SUPERVISING)
    return held.order_by("worker__name").values_list("worker_id", "worker__name").distinct()


def _view(name: str, actor: Actor, on: date) -> Q:
    is_open = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    allocated = Allocation.objects.on(on).filter(subject_kind=KIND, subject_id=OuterRef("pk"), function=SUPERVISING)
    match name:
        case "mine":
            return is_open & Q(Exists(allocated.filter(worker_id=actor.id)))
        case "overdue":
            return is_open & Q(Exists(_duties(actor).overdue(on)))
        case "unallocated":
            return is_open & ~Q(Exists(allocated))
        case "closed":
            return Q(closed_on__lte=on)
        case _:
            return is_open


def _duties(actor: Actor) -> Any:
    return Duty.objects.visible_to(actor).filter(subject_kind=KIND, subject_id=OuterRef("pk"))


def _narrowed(found: HouseholdQuerySet, name: str, value: str, actor: Actor, on: date) -> HouseholdQuerySet:
    if name in ("worker", "team"):
        try:
            wanted = UUID(value)
        except ValueError:
            return found.none()
        return found.allocated_to(wanted, on) if name == "worker" else found.of_team(wanted, on)
    if name == "place":
        return found.in_postcode_area(value, on)
    added = next(known for known in columns.filters_for(actor) if known.name == name)
    return added.narrow(found, value, on)


def _order(sort: str) -> list[OrderBy]:
    column = F(SORTS[sort.removeprefix("-")])
    first = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return [first, F("name").asc(), F("id").asc()]


def _place(household: Any) -> str:
    """The last line of the address and the postcode: enough to know where, in a list."""
    lines = (household.address_lines or "").splitlines()
    return " ".join(filter(None, [lines[-1] if lines else "", household.address_postcode]))
