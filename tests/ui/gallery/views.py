from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hearth.errors import RuleBroken, StaleEdit
from hearth.identity.session_clock import seconds_left
from hearth.ui import tables, words
from hearth.ui.forms import Form, attempt
from hearth.ui.pages import respond
from tests.ui.gallery import data
from tests.ui.gallery.forms import FilterForm, QuestionsForm, VisitForm

COLUMNS = [
    tables.Column("Household", "name"),
    tables.Column("Children", num=True, extra="app-only-mid"),
    tables.Column("Next visit", "visit"),
    tables.Column("Annual review", "review"),
    tables.Column("Checks"),
    tables.Column("Actions", hidden=True),
]


def caseload(request: HttpRequest) -> HttpResponse:
    filters = FilterForm(request.GET or None)
    rows = [row for row in data.ROWS if request.GET.get("terms", "") in ("", row.terms)]
    rows = [] if request.GET.get("name") else rows
    views = [
        tables.View("All", "?", 14, current=True),
        tables.View("Overdue", "?view=overdue", 3, alert=True),
        tables.View("Due in 7 days", "?view=week", 5),
        tables.View("Unannounced visit needed", "?view=un", 3),
    ]
    stats = [
        {
            "state": "next",
            "when": "Today at 2:00pm",
            "label": "Jean Pellow",
            "href": "/record",
            "note": "Supervision visit, 3 Mill Lane",
        },
        {
            "state": "next",
            "when": "Tomorrow at 10:00am",
            "label": "Folake Adeyemi",
            "href": "/record",
            "note": "Supervision visit, video call",
        },
        {
            "state": "overdue",
            "value": 3,
            "label": "Visits overdue",
            "href": "?view=overdue",
            "note": "The oldest by 6 days",
        },
        {"value": "91%", "label": "Visits on time", "note": "Last 90 days. Team average is 88%"},
    ]
    return render(
        request,
        "gallery/caseload.html",
        {
            "rows": rows,
            "views": views,
            "stats": stats,
            "filters": filters,
            "chips": tables.chips(request, filters),
            "headers": tables.headings(request, COLUMNS, tables.sort_of(request, COLUMNS, "visit")),
            "chart": data.WEEKS,
            "page_obj": tables.page_of(request, range(214)),
            "selected": data.ROWS[0],
            "timeline": data.TIMELINE,
            "facts": _facts(data.ROWS[0]),
        },
    )


def _facts(row: data.Row) -> list[dict[str, Any]]:
    return [
        {"key": "Carers", "value": row.carers},
        {"key": "Living there", "value": words.plural(row.children, "child", "children")},
        {"key": "Next visit", "due": row.visit_due, "trace": data.TRACE},
    ]


def panel(request: HttpRequest, number: int) -> HttpResponse:
    row = next(row for row in data.ROWS if row.number == number)
    return render(request, "gallery/_side.html", {"selected": row, "timeline": data.TIMELINE, "facts": _facts(row)})


def week(request: HttpRequest) -> HttpResponse:
    def items(rows: list[data.Row]) -> list[dict[str, Any]]:
        return [
            {
                "title": row.name,
                "href": "/record",
                "sub": f"{row.reference}, supervision visit",
                "due": row.visit_due,
                "act_href": "/form",
                "act": "Record visit",
                "trace": data.TRACE,
            }
            for row in rows
        ]

    groups = [
        {"title": "Overdue", "alert": True, "items": items(data.ROWS[:3])},
        {"title": "Today", "note": "Monday 23 November 2026", "items": items(data.ROWS[3:4])},
        {"title": "Later this week", "items": items(data.ROWS[4:7])},
    ]
    return render(request, "gallery/week.html", {"groups": groups})


def record(request: HttpRequest) -> HttpResponse:
    row = data.ROWS[0]
    facts = [
        {"key": "Next visit", "due": row.visit_due},
        {"key": "Annual review", "due": row.review_due},
        {"key": "Terms of approval", "value": "2 children, 5 to 14", "note": "General"},
        {"key": "Supervising social worker", "value": "Priya Nair", "href": "/record"},
        {"key": "Living there", "value": "2 of 2 places"},
    ]
    rows = [
        {"key": "Carers", "value": row.carers, "href": "/form", "link": "Change"},
        {"key": "Address", "value": "14 Mill Lane\nAshcombe"},
        {"key": "Pets", "value": None},
        {"key": "Next visit", "due": row.visit_due, "trace": data.TRACE},
    ]
    tabs = [
        {"label": "Overview", "href": "?", "current": True},
        {"label": "Visits", "href": "?t=v", "count": 18},
        {"label": "Approval", "href": "?t=a"},
        {"label": "Children", "href": "?t=c", "count": 2},
        {"label": "Payments", "href": "?t=p"},
    ]
    return render(
        request,
        "gallery/record.html",
        {"row": row, "facts": facts, "rows": rows, "tabs": tabs, "timeline": data.TIMELINE},
    )


def _refused(**answers: Any) -> None:
    raise RuleBroken(
        "visits.in_future", "Date of visit must be today or in the past", field="made_on", source="SI 2011/581 r17(1)"
    )


def _stale(**answers: Any) -> None:
    raise StaleEdit("Somebody else changed this while you were working on it.", theirs=object())


def form(request: HttpRequest) -> HttpResponse:
    visit = VisitForm(request.POST or None, request.FILES or None)
    if visit.is_valid():
        attempt(visit, _stale if request.GET.get("stale") else _refused, **visit.cleaned_data)
    return respond(request, "gallery/form.html", {"row": data.ROWS[0], "draft_key": "/drafts/visit"}, form=visit)


def questions(request: HttpRequest) -> HttpResponse:
    return respond(request, "gallery/questions.html", form=QuestionsForm(request.POST or None))


def draft(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def report(request: HttpRequest) -> HttpResponse:
    charts = {"funnel": data.FUNNEL, "distribution": data.DISTRIBUTION, "bars": data.BARS, "line": data.LINE}
    stats = [
        {"value": 412, "label": "Enquiries", "note": "37 more than a year ago"},
        {"value": 37, "label": "Approvals"},
        {"value": "23 weeks", "label": "Half decided within"},
        {"value": "84%", "label": "Replied to within a working day"},
    ]
    return render(request, "gallery/report.html", {**charts, "stats": stats})


def settings(request: HttpRequest) -> HttpResponse:
    sections = [
        {
            "title": "Practice",
            "items": [
                {"label": "Supervision", "href": "?", "current": True, "count": 1},
                {"label": "Reviews", "href": "?r"},
                {"label": "Recruitment", "href": "?c"},
            ],
        },
        {"title": "Money", "items": [{"label": "Fees", "href": "?f"}, {"label": "Allowances", "href": "?a"}]},
    ]
    changes = [
        {"label": "Time between supervision visits", "before": "At most 6 weeks", "after": "At most 5 weeks"},
        {"label": "Days of warning", "before": None, "after": 10, "note": "In calendar days"},
    ]
    return render(
        request,
        "gallery/settings.html",
        {
            "sections": sections,
            "settings": data.SETTINGS,
            "changes": changes,
            "told": "A draft changes 1 of these settings.\nIt is not in force until a second person approves it.",
        },
    )


def teams(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery/teams.html", {"teams": data.TEAMS})


def payments(request: HttpRequest) -> HttpResponse:
    lines = [
        {"label": "Fee, tier 2", "note": "For the household", "pence": 18500, "trace": data.AMOUNT, "example": True},
        {"label": "Allowance, age 7", "note": "7 of 7 days", "pence": 20145, "trace": data.AMOUNT},
        {"label": "Allowance, age 9", "note": "3 of 7 days: moved in on Friday", "pence": 8634, "trace": data.AMOUNT},
    ]
    return render(request, "gallery/payments.html", {"lines": lines, "total": sum(line["pence"] for line in lines)})


def job(request: HttpRequest) -> HttpResponse:
    states = [
        {
            "title": "Rebuild of due dates",
            "state": "running",
            "done": 84,
            "total": 217,
            "text": "Started at 2:14pm by Priya Nair",
        },
        {"title": "Export of households", "state": "done", "done": 217, "total": 217, "text": "Finished at 2:16pm"},
        {
            "title": "Publication to the hub",
            "state": "failed",
            "done": 3,
            "total": 9,
            "text": "The hub did not answer. It will be tried again at 2:30pm.",
        },
        {"title": "Export of payments", "state": "waiting"},
    ]
    return render(request, "gallery/job.html", {"jobs": states})


def pieces(request: HttpRequest) -> HttpResponse:
    dues = [words.due(data.day(n), data.TODAY) for n in (-400, -1, 0, 1, 5, 7, 8)] + [
        words.due(None, data.TODAY),
        words.done(),
        words.done("Visited", data.day(-3), "announced"),
    ]
    return render(
        request,
        "gallery/pieces.html",
        {
            "dues": dues,
            "trace": data.TRACE,
            "told": "Visit recorded.\nThe next visit is due by 4 January 2027.",
            "page_obj": tables.page_of(request, range(214)),
        },
    )


class SignIn(Form):
    login = forms.EmailField(label="Email address")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


def sign_in(request: HttpRequest) -> HttpResponse:
    return respond(request, "account/login.html", form=SignIn(request.POST or None))


def public(request: HttpRequest) -> HttpResponse:
    return respond(request, "gallery/public.html", form=VisitForm(request.POST or None))


def document(request: HttpRequest) -> HttpResponse:
    return render(
        request, "gallery/document.html", {"trace": data.TRACE, "rows": [{"key": "Carers", "value": "Grace Okafor"}]}
    )


def broken(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"errors/{name}.html", {"reference": "01J9"}, status=200)


def stay(request: HttpRequest) -> JsonResponse:
    """Somebody is still here: the time of the gallery's session starts again."""
    return JsonResponse({"seconds": seconds_left(request.session), "final": False})
