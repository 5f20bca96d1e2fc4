"""A team's page for its manager: what is late and for whom, how punctual visits are, what comes week by week."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from config_per_tenant.policy import policy_on
from core.duties.models import Duty
from core.households.listing import Counted
from core.staffing.capacity import Capacity
from core.staffing.carrying import capacity_on
from core.staffing.functions import RESPONSIBILITIES
from core.staffing.models import Allocation, Holding, Team
from core.supervision.models import Visit
from core.supervision.pages.caseload import ON_TIME_DAYS, due_by_week
from hearth import subjects
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.forms import Form

COLUMNS = (
    tables.Column("Household or child"),
    tables.Column("What is due"),
    tables.Column("When"),
    tables.Column("Worker"),
)

WORKER_COLUMNS = (
    tables.Column("Worker"),
    tables.Column("Homes", num=True),
    tables.Column("Overdue", num=True),
    tables.Column("On time", num=True),
)
KIND_COLUMNS = (tables.Column("What is due"), tables.Column("Overdue", num=True), tables.Column("All", num=True))


class Filters(Form):
    kind = forms.ChoiceField(required=False, label="What is due")
    worker = forms.ChoiceField(required=False, label="Worker")

    def __init__(self, *args: Any, by_kind: list[dict[str, Any]], by_worker: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Anything"), *((row["kind"], row["label"]) for row in by_kind)]
        workers = [(str(row.user_id), row.name) for row in by_worker if row.user_id]
        self.fields["worker"].choices = [("", "Anybody"), *workers, ("nobody", "Nobody yet")]


class WorkerRow:
    """One worker of the team: how many households, how much is late, how punctual."""

    def __init__(self, user_id: Any, name: str) -> None:
        self.user_id, self.name = user_id, name
        self.households = self.total = self.late = 0
        self.on_time, self.figures = "", {"total": 0, "on_time": 0}
        self.href = f"?worker={user_id}" if user_id else "?worker=nobody"


@needs("staffing.view_team")
def my_team(request: HttpRequest) -> HttpResponse:
    """The team in which this person holds a post; the list of teams for those who hold none."""
    held = Holding.objects.on(today()).filter(user_id=str(request.actor.id), post__team__isnull=False)
    team_id = held.order_by("from_on").values_list("post__team", flat=True).first()
    return redirect("supervision:team", team_id) if team_id else redirect("staffing:teams")


@needs("staffing.view_team")
def team_page(request: HttpRequest, team_id: UUID) -> HttpResponse:
    team = get_object_or_404(Team.objects.visible_to(request.actor), pk=team_id)
    day = today()
    owed = Duty.objects.visible_to(request.actor).for_team(team)
    by_kind = owed.counted_by_kind(day)
    workers = _workers(team, owed, day)
    filters = Filters(request.GET, by_kind=by_kind, by_worker=workers)
    view = request.GET.get("view", "overdue")
    ranges = {"overdue": owed.overdue(day), "soon": owed.filter(due_on__gte=day, warn_from__lte=day), "all": owed}
    view = view if view in ranges else "overdue"
    late = sum(row["late"] for row in by_kind)
    total = sum(row["total"] for row in by_kind)
    soon = sum(row["soon"] for row in by_kind)
    found = _narrowed(ranges[view], filters).for_list()
    if not request.GET.get("kind") and not request.GET.get("worker"):
        found = Counted(found, {"overdue": late, "soon": soon, "all": total}[view])
    page = tables.page_of(request, found, reading="dates due")
    capacity = capacity_on(day, policy_on(day)["teams.structure"]).get(team.code)
    return render(
        request,
        "supervision/team.html",
        {
            "team": team,
            "work": [RESPONSIBILITIES.get(code, code) for code in team.responsibilities],
            "stats": _stats(workers, day, late, soon, capacity),
            "capacity": capacity,
            "by_kind": [{**row, "href": f"?view=all&kind={row['kind']}"} for row in by_kind],
            "kind_headers": tables.headings(request, KIND_COLUMNS, ""),
            "worker_headers": tables.headings(request, WORKER_COLUMNS, ""),
            "workers": workers,
            "chart": due_by_week(owed, day),
            "views": [
                tables.View("Overdue", "?", late, view == "overdue", True),
                tables.View("Due soon", "?view=soon", soon, view == "soon"),
                tables.View("All", "?view=all", total, view == "all"),
            ],
            "filters": filters,
            "chips": tables.chips(request, filters),
            "clear_href": f"?view={view}",
            "keep": [("view", view)] if view != "overdue" else [],
            "page_obj": page,
            "rows": [_row(duty) for duty in page],
            "headers": tables.headings(request, COLUMNS, ""),
            "may_allocate": may(request.actor, "staffing.allocate_worker"),
        },
    )


def _narrowed(owed: Any, filters: Filters) -> Any:
    if not filters.is_valid():
        return owed
    if kind := filters.cleaned_data["kind"]:
        owed = owed.of_kind(kind)
    if worker := filters.cleaned_data["worker"]:
        owed = owed.filter(owner__isnull=True) if worker == "nobody" else owed.for_worker(worker)
    return owed


def _workers(team: Team, owed: Any, day: date) -> list[WorkerRow]:
    """Everybody who holds a post of the team or owns some of its work; three queries, however many people."""
    rows: dict[Any, WorkerRow] = {}
    held = Holding.objects.on(day).of_team(team).select_related("user").order_by("user__name")
    for holding in held:
        rows.setdefault(holding.user_id, WorkerRow(holding.user_id, holding.user.name))
    for count in owed.counted_by_owner(day):
        row = rows.setdefault(count["owner_id"], WorkerRow(count["owner_id"], count["name"] or "Nobody yet"))
        row.total, row.late = count["total"], count["late"]
    people = [user_id for user_id in rows if user_id]
    for user_id in (
        Allocation.objects.on(day)
        .filter(worker_id__in=people, function="supervising_social_worker", subject_kind="household")
        .values_list("worker_id", flat=True)
    ):
        rows[user_id].households += 1
    since = day - timedelta(days=ON_TIME_DAYS)
    for user_id, figures in Visit.objects.filter(worker_id__in=people).punctuality_by_worker(since, day).items():
        rows[user_id].on_time = f"{round(100 * figures['on_time'] / figures['total'])}%"
        rows[user_id].figures = figures
    return sorted(rows.values(), key=lambda row: (row.user_id is None, -row.late, row.name))


def _stats(
    workers: list[WorkerRow], day: date, late: int, soon: int, capacity: Capacity | None
) -> list[dict[str, Any]]:
    total = sum(row.figures["total"] for row in workers)
    on_time = sum(row.figures["on_time"] for row in workers)
    share = f"{round(100 * on_time / total)}%" if total else "–"
    households = sum(row.households for row in workers)
    note = f"{on_time} of {total} in the last {ON_TIME_DAYS} days" if total else f"None in the last {ON_TIME_DAYS} days"
    return [
        {
            "value": households,
            "label": "Households",
            "note": f"with a worker of this team; {capacity.can_carry} could be carried as staffed"
            if capacity and capacity.could_carry
            else "with a worker of this team",
        },
        {
            "value": late,
            "label": "Overdue",
            "state": "overdue" if late else "",
            "note": "" if late else "Nothing is late",
        },
        {"value": soon, "label": "Due soon", "state": "soon" if soon else ""},
        {"value": share, "label": "Visits on time", "note": note},
    ]


def _row(duty: Any) -> dict[str, Any]:
    said = duty.label
    return {
        "duty": duty,
        "href": subjects.kind(duty.subject_kind).address(duty.subject_id),
        "label": said,
        "note": duty.note if duty.note.lower() not in said.lower() else "",
    }
