"""My caseload: a worker's households, what is next for each, and one of them beside the list."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.approvals.models import Category
from core.duties.models import Duty
from core.households import chronology
from core.households.models import Household, Member
from core.placements.models import Placement
from core.staffing.models import Holding
from core.supervision import caseload
from core.supervision.columns import columns
from core.supervision.models import PlannedVisit, Visit
from core.supervision.week import actions_to_finish
from hearth import audit
from hearth.access import may, needs
from hearth.dates import LONDON, monday_of, today
from hearth.documents.spreadsheets import Sheet, attachment, workbook
from hearth.ui import charts, tables
from hearth.ui.forms import Form
from hearth.ui.words import clock, listed, plural, shortdate

ON_TIME_DAYS = 90
WEEKS = 6
TIMELINE = 5
SERIES = (
    ("supervision.visit", "supervision visits"),
    ("supervision.unannounced", "unannounced visits"),
    ("review.", "reviews"),
)


class Filters(Form):
    """Choices that narrow a caseload; kept in the address."""

    approval = forms.ChoiceField(required=False, label="Approval type")
    children = forms.ChoiceField(
        required=False,
        label="Children placed",
        choices=[("", "Any number"), ("some", "With children placed"), ("none", "No children placed")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approval"].choices = [("", "Any type"), *Category.choices]

    def narrow(self, households: Any) -> Any:
        if not self.is_valid():
            return households
        if category := self.cleaned_data["approval"]:
            households = households.filter(approval_category=category)
        if children := self.cleaned_data["children"]:
            some = households.filter(children_count__gt=0)
            households = some if children == "some" else households.filter(children_count=0)
        return households


@needs("supervision.view_caseload")
def my_caseload(request: HttpRequest) -> HttpResponse:
    """The list. A name to look for is posted: it belongs in no address."""
    day = today()
    mine = caseload.households_of(request.actor, [request.actor.id], day)
    wanted = request.POST.get("name", "").strip()
    listing = _listing(request, mine, day, wanted)
    page = tables.page_of(request, caseload.Counted(listing["found"], listing["many"]), reading="households")
    rows = caseload.rows_of(list(page.object_list), day)
    views = [
        tables.View(
            view.label,
            f"?view={view.code}" if view.code != "all" else "?",
            listing["figures"][view.code],
            view.code == listing["view"] and not wanted,
            view.alert,
        )
        for view in listing["views"]
    ]
    return render(
        request,
        "work/my_caseload.html",
        {
            "rows": rows,
            "page_obj": page,
            "headers": tables.headings(request, _columns(), listing["sort"]),
            "sorted_by": _sorted_by(listing["sort"]),
            "views": views,
            "view": listing["view"],
            "filters": listing["filters"],
            "chips": tables.chips(request, listing["filters"]),
            "clear_href": f"?view={listing['view']}",
            "keep": [("view", listing["view"])],
            "wanted": wanted,
            "figures": listing["figures"],
            "stats": _stats(request, day),
            "chart": due_by_week(Duty.objects.for_worker(request.actor.id), day),
            "selected": _selected(request, rows),
            "download_href": f"download{tables.address(request, page=None)}",
            "may_record": may(request.actor, "supervision.record_visit"),
        },
    )


@needs("supervision.download_caseload")
def download(request: HttpRequest) -> HttpResponse:
    """The rows shown, in the order shown, as Excel."""
    day = today()
    listing = _listing(request, caseload.households_of(request.actor, [request.actor.id], day), day, "")
    found = list(listing["found"])
    rows = caseload.rows_of(found, day)
    whose = [row.household.pk for row in rows]
    count = plural(len(rows), "household")
    audit.record("supervision.caseload_downloaded", None, by=request.actor, on=day, count=count, whose=whose)
    headings = ["Household", "Reference", "Approval", "Children", *[column.label for column in columns()]]
    body = [
        [row.household.name, row.household.reference, row.approval, row.children,
         *[cell.due_on or (cell.due.text if cell.due else "") for cell in row.cells]]
        for row in rows
    ]  # fmt: skip
    made = workbook([Sheet("My caseload", headings, body)])
    return attachment(made, f"my-caseload-{day.isoformat()}.xlsx")


@needs("supervision.view")
def panel(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """One household beside the list: key facts and the last things that happened."""
    household = get_object_or_404(Household.objects.visible_to(request.actor), pk=household_id)
    audit.read(household, by=request.actor, what="the summary of")
    day = today()
    carers = Member.objects.on(day).carers().filter(household=household).select_related("person")
    placed = Placement.objects.visible_to(request.actor).on(day).filter(household=household)
    ages = [placement.child.person.age(day) for placement in placed.select_related("child__person")]
    owed = (
        Duty.objects.visible_to(request.actor)
        .about("household", [household.pk])
        .filter(kind__in=("supervision.visit", "supervision.unannounced"))
        .order_by("due_on")
    )
    entries = chronology.of_household(household, request.actor)[:TIMELINE] if may(
        request.actor, "households.view_chronology") else []  # fmt: skip
    return render(
        request,
        "supervision/_household_panel.html",
        {
            "household": household,
            "carers": listed(member.person for member in carers),
            "children": _children(ages),
            "owed": owed,
            "timeline": [{"title": e.title, "href": e.href, "at": e.on, "who": e.who, "body": e.body} for e in entries],
        },
    )


def _listing(request: HttpRequest, mine: Any, day: date, wanted: str) -> dict[str, Any]:
    """The households shown, in order, with the counts of every view."""
    all_mine = caseload.with_what_is_next(mine, day)
    views = caseload.saved_views(day)
    asked = request.GET.get("view", "all")
    view = next((known for known in views if known.code == asked), views[0])
    filters = Filters(request.GET)
    sort = tables.sort_of(request, _columns(), "visit_due_on")
    found = all_mine.filter(view.condition)
    found = filters.narrow(found)
    found = found if not wanted else caseload.with_what_is_next(mine.named(wanted), day)
    name, direction = sort.removeprefix("-"), "-" if sort.startswith("-") else ""
    order = F(name).desc(nulls_last=True) if direction else F(name).asc(nulls_last=True)
    figures = caseload.counted(all_mine, views)
    narrowed = wanted or any(filters.cleaned_data.values())
    return {
        "views": views,
        "many": None if narrowed else figures[view.code],
        "view": view.code,
        "filters": filters,
        "sort": sort,
        "figures": figures,
        "found": found.order_by(order, "name", "pk"),
    }


def _columns() -> tuple[tables.Column, ...]:
    return (
        tables.Column("Household", sort="name"),
        tables.Column("Children", sort="children_count", num=True),
        *[tables.Column(column.label, sort=column.field) for column in columns()],
        tables.Column("Actions", hidden=True),
    )


def _sorted_by(sort: str) -> str:
    labels = {column.sort: column.label.lower() for column in _columns() if column.sort}
    return labels[sort.removeprefix("-")] + (", latest first" if sort.startswith("-") else "")


def _selected(request: HttpRequest, rows: list[caseload.Row]) -> Household | None:
    asked = request.GET.get("selected", "")
    chosen = next((row.household for row in rows if str(row.household.pk) == asked), None)
    return chosen or (rows[0].household if rows else None)


def _stats(request: HttpRequest, day: date) -> list[dict[str, Any]]:
    """The next two visits in the diary, actions to finish, and visits on time."""
    diary = PlannedVisit.objects.waiting().of_worker(request.actor.id).between(day, day + timedelta(days=7))
    stats: list[dict[str, Any]] = []
    for planned in diary.for_list()[:2]:
        at = planned.planned_for_at.astimezone(LONDON)
        when = {day: "Today", day + timedelta(days=1): "Tomorrow"}.get(at.date(), f"{at:%A} {shortdate(at)}")
        stats.append(
            {"when": f"{when} at {clock(at)}", "label": str(planned.household), "state": "next",
             "href": planned.household.get_absolute_url(),
             "note": f"{planned.title}, {planned.get_mode_display().lower()}"}
        )  # fmt: skip
    total, late = actions_to_finish(request.actor, day)
    note = f"{late} overdue" if late else "None is late"
    stats.append({"value": total, "label": "Actions to finish", "note": note, "href": reverse("supervision:week")})
    stats.append(_punctuality(request, day))
    return stats


def _punctuality(request: HttpRequest, day: date) -> dict[str, Any]:
    """One's own visits on time in the last months, beside those of everybody in one's teams."""
    me = request.actor.id
    teams = Holding.objects.on(day).filter(user_id=str(me)).values("post__team")
    colleagues = Holding.objects.on(day).filter(post__team__in=teams).values("user_id")
    made = Visit.objects.filter(Q(worker_id=str(me)) | Q(worker_id__in=colleagues))
    figures = made.punctuality_by_worker(day - timedelta(days=ON_TIME_DAYS), day)
    own = next((each for worker, each in figures.items() if worker == me), {"total": 0, "on_time": 0})
    total, on_time = (sum(each[name] for each in figures.values()) for name in ("total", "on_time"))
    note = f"Last {ON_TIME_DAYS} days"
    if len(figures) > 1:
        note += f". Team average is {round(100 * on_time / total)}%"
    value = f"{round(100 * own['on_time'] / own['total'])}%" if own["total"] else "–"
    return {"value": value, "label": "Visits on time", "note": note}


def due_by_week(duties: Any, day: date) -> Any:
    """Columns of what is late and what falls due in each of the coming weeks."""
    counts: Counter[tuple[date | None, int]] = Counter()
    for found in duties.counted_by_week(day, WEEKS):
        for at, (kind, _) in enumerate(SERIES):
            if found["kind"] == kind or (kind.endswith(".") and found["kind"].startswith(kind)):
                counts[found["week"], at] += found["total"]
    weeks: list[date | None] = [None, *[monday_of(day) + timedelta(weeks=at) for at in range(WEEKS)]]
    rows = [
        (f"{week.day}" if week else "Overdue", f"{week:%b}" if week else "",
         [counts[week, at] for at in range(len(SERIES))])
        for week in weeks
    ]  # fmt: skip
    late = sum(rows[0][2])
    this = sum(rows[1][2])
    title = f"{plural(late, 'visit or review is', 'visits and reviews are')} overdue, {this} due this week"
    text = "; ".join(f"{label} {below}".strip() + f": {sum(values)}" for label, below, values in rows)
    return charts.stacked_columns(
        "due-by-week", title, text, [label for _, label in SERIES], rows, width=344, height=208, as_at=shortdate(day)
    )


def _children(ages: list[int | None]) -> str:
    if not ages:
        return "No children placed"
    known = sorted(age for age in ages if age is not None)
    return f"{plural(len(ages), 'child', 'children')}, aged {listed(known)}" if known else plural(
        len(ages), "child", "children")  # fmt: skip
