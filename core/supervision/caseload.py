"""A worker's caseload: their households with what is next for each, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.approvals.models import Approval, Category
from core.duties.models import Duty
from core.households.models import Household
from core.placements.models import Placement
from core.supervision.columns import Column, columns
from hearth.access import Actor
from hearth.ui.words import DueWords, done, due

UNANNOUNCED_WITHIN_DAYS = 90
KIND = "household"


@dataclass(frozen=True)
class CellShown:
    """One column of one household, worked out for showing."""

    label: str
    due: DueWords | None
    due_on: date | None = None
    why_href: str = ""


@dataclass
class Row:
    household: Household
    children: int
    approval: str
    href: str
    log_href: str
    panel_href: str
    cells: list[CellShown] = field(default_factory=list)

    @property
    def sub(self) -> str:
        """What stands below the name: FH-1042, mainstream."""
        return f"{self.household.reference}, {self.approval}"


def households_of(actor: Actor, worker_ids: Iterable[Any], on: date) -> Any:
    """Open households whose supervising social worker is one of these workers on a day, as far as the actor may see."""
    from core.staffing.models import Allocation

    allocated = Allocation.objects.on(on).filter(
        subject_kind=KIND,
        subject_id=OuterRef("pk"),
        function="supervising_social_worker",
        worker_id__in=list(worker_ids),
    )
    return Household.objects.visible_to(actor).open(on).filter(Exists(allocated))


def with_what_is_next(households: Any, on: date) -> Any:
    """Each with the earliest due day of every column, how many children live there, and its kind of approval."""
    duties = Duty.objects.filter(subject_kind=KIND, subject_id=OuterRef("pk")).order_by("due_on")
    placed = Placement.objects.on(on).filter(household=OuterRef("pk")).order_by().values("household")
    approved = Approval.objects.in_force(on).filter(household=OuterRef("pk")).order_by("-approved_on")
    days = {column.field: Subquery(duties.filter(column.condition()).values("due_on")[:1]) for column in columns()}
    unannounced = duties.filter(kind="supervision.unannounced").values("due_on")[:1]
    return households.annotate(
        **days,
        first_due_on=Subquery(duties.values("due_on")[:1]),
        unannounced_due_on=Subquery(unannounced),
        children_count=Coalesce(
            Subquery(placed.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0
        ),
        approval_category=Subquery(approved.values("category")[:1]),
    )


@dataclass(frozen=True)
class SavedView:
    code: str
    label: str
    condition: Q
    alert: bool = False


def saved_views(on: date) -> tuple[SavedView, ...]:
    """The built-in views of a caseload, those of other areas' columns among them."""
    added = [
        SavedView(column.code, column.view, Q(**{f"{column.field}__lte": on + timedelta(days=column.view_days)}))
        for column in columns()
        if column.view
    ]
    return (
        SavedView("all", "All", Q()),
        SavedView("overdue", "Overdue", Q(first_due_on__lt=on), alert=True),
        SavedView("week", "Visit due in 7 days", Q(visit_due_on__range=(on, on + timedelta(days=7)))),
        SavedView(
            "unannounced",
            "Unannounced visit needed",
            Q(unannounced_due_on__lte=on + timedelta(days=UNANNOUNCED_WITHIN_DAYS)),
        ),
        *added,
    )


def counted(households: Any, views: Sequence[SavedView]) -> dict[str, int]:
    """How many households each view holds, and how many children are placed with them all, in one query."""
    counts = {view.code: Count("pk", filter=view.condition) for view in views if view.code != "all"}
    figures: dict[str, int] = households.order_by().aggregate(
        all=Count("pk"), children=Coalesce(Sum("children_count"), 0), **counts
    )
    return figures


def rows_of(households: Sequence[Any], on: date) -> list[Row]:
    """What a table shows of these households: one query more, however many."""
    nearest: dict[UUID, dict[str, Duty]] = defaultdict(dict)
    shown = columns()
    for duty in _owed(households):
        for column in shown:
            if column.covers(duty.kind):
                nearest[duty.subject_id].setdefault(column.code, duty)
    categories = dict(Category.choices)
    record, log, panel, why = (
        _addresses(name)
        for name in ("households:record", "supervision:record_visit", "supervision:panel", "duties:why")
    )
    return [
        Row(
            household,
            household.children_count,
            str(categories.get(household.approval_category, "not approved")).lower(),
            record(household.pk),
            log(household.pk),
            panel(household.pk),
            [_cell(column, nearest[household.pk].get(column.code), on, why) for column in shown],
        )
        for household in households
    ]


def _owed(households: Sequence[Any]) -> Any:
    """Their duties, soonest first, without the traces that a list does not show."""
    owed = Duty.objects.about(KIND, [household.pk for household in households])
    return owed.defer("trace").order_by("due_on", "kind")


class Counted:
    """Rows whose number is known already, for a list in pages; `many` is None when it has to be asked for."""

    def __init__(self, rows: Any, many: int | None) -> None:
        self.rows, self.many = rows, many

    def count(self) -> int:
        return self.rows.count() if self.many is None else self.many

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> Any:
        return self.rows[wanted]


def _addresses(url_name: str) -> Callable[[UUID], str]:
    """A route's address for any key, looked up once: a list asks for it in every row."""
    nobody = UUID(int=0)
    pattern = reverse(url_name, args=[nobody])
    return lambda key: pattern.replace(str(nobody), str(key))


def _cell(column: Column, duty: Duty | None, on: date, why: Callable[[UUID], str]) -> CellShown:
    if duty is None:
        return CellShown(column.label, done(column.none) if column.none else due(None, on))
    if column.done and duty.due_on > on + timedelta(days=column.soon_days):
        return CellShown(column.label, done(column.done), duty.due_on, why(duty.pk))
    warn_days = max(column.soon_days, (duty.due_on - duty.warn_from).days)
    return CellShown(
        column.label, due(duty.due_on, on, warn_days, note=duty.note if column.notes else ""), duty.due_on, why(duty.pk)
    )
