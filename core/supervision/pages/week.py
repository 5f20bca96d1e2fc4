"""My week: the home page of all staff."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.supervision.week import Week, actions_to_finish, week_of
from hearth.access import may, needs
from hearth.dates import monday_of, today
from hearth.ui.tables import View

FURTHEST_WEEKS = 104


@needs("supervision.view_week")
def my_week(request: HttpRequest) -> HttpResponse:
    day = today()
    monday = _asked_for(request.GET.get("from", ""), day)
    week = week_of(request.actor, day, monday)
    actions, late = actions_to_finish(request.actor, day)
    this = monday_of(day)
    steps = [("Earlier week", week.monday - timedelta(weeks=1)), ("This week", this)]
    steps.append(("Later week", week.monday + timedelta(weeks=1)))
    stats = [
        {"value": week.overdue, "label": "Overdue", "state": "overdue" if week.overdue else "",
         "note": _about_late(week)},
        {"value": week.due_this_week, "label": "Still due this week" if week.is_current else "Due in this week"},
        {"value": week.planned, "label": "Visits in the diary"},
        {"value": actions, "label": "Actions to finish", "note": f"{late} overdue" if late else ""},
    ]  # fmt: skip
    return render(
        request,
        "work/my_week.html",
        {
            "week": week,
            "stats": stats,
            "steps": [View(label, f"?from={when.isoformat()}" if when != this else "?", None, when == week.monday)
                      for label, when in steps],
            "may_record": may(request.actor, "supervision.record_visit"),
            "has_caseload": may(request.actor, "supervision.view_caseload"),
            "sunday": week.monday + timedelta(days=6),
        },
    )  # fmt: skip


def _about_late(week: Week) -> str:
    if not week.overdue:
        return "Nothing is late"
    return "Do these first" if week.is_current else "Late today, listed under “This week”"


def _asked_for(text: str, day: date) -> date | None:
    """The Monday of the week in the address; None (this week) for none, nonsense or a week out of reach."""
    try:
        monday = monday_of(date.fromisoformat(text))
    except ValueError:
        return None
    return monday if abs((monday - day).days) <= 7 * FURTHEST_WEEKS else None
