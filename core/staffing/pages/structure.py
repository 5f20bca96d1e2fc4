"""The structure of the service on any day, as a chart and as a table, with how it came about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from config_per_tenant.policy import Entry, policy_on
from config_per_tenant.schema.values.structure import TeamStructure
from config_per_tenant.schema.values.structure_changes import Line, changes
from config_per_tenant.versions.models import PolicyValue
from core.staffing.acts.drafting import KEY
from core.staffing.capacity import Capacity
from core.staffing.carrying import capacity_on
from core.staffing.chart import Drawing, holders_on, plain, remarks, totals
from core.staffing.models import Holding, Post, Team
from hearth.access import Actor, may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.forms import AppointmentField, Form
from hearth.ui.pages import respond
from hearth.ui.words import longdate, plural

FORMS = ("chart", "table")

COLUMNS = (
    tables.Column("Post"),
    tables.Column("Posts", num=True),
    tables.Column("FTE", num=True),
    tables.Column("In post", num=True),
    tables.Column("Vacant", num=True),
    tables.Column("Held by"),
)
TEAM_COLUMNS = (
    tables.Column("Team"),
    tables.Column("Posts", num=True),
    tables.Column("FTE", num=True),
    tables.Column("Vacant", num=True),
    tables.Column("Households", num=True),
    tables.Column("Could carry", num=True),
)


class DayForm(Form):
    """The day whose structure is shown."""

    on = AppointmentField(label="The structure on", error_messages={"required": "Enter a day"})


@needs("staffing.view")
def structure(request: HttpRequest) -> HttpResponse:
    """Teams, posts, FTE, vacancies, lines and responsibilities, on a day that was, is, or is to come."""
    actor, now = request.actor, today()
    form = DayForm(request.GET if request.GET.get("on") else None, initial={"on": now})
    day = (form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None) or now
    view = "table" if request.GET.get("view") == "table" else FORMS[0]
    entry = policy_on(day).entry(KEY)
    drawing = drawing_of(entry.value, day, actor)
    groups = drawing.groups()
    history = _history()
    may_appoint = day == now and may(actor, "staffing.appoint")
    _with_posts_to_appoint(groups, may_appoint)
    context = {
        "day": day,
        "day_form": form,
        "teams_said": _teams_said(entry.value),
        "when": "today" if day == now else "then" if day < now else "coming",
        "teams": drawing.teams(),
        "groups": groups,
        "stats": _stats(entry.value, drawing),
        "headers": tables.headings(request, COLUMNS, ""),
        "team_headers": tables.headings(request, TEAM_COLUMNS, ""),
        "rows": [row for group in groups for row in [_team_row(group, drawing.capacity)] if group["code"]],
        "view": view,
        "views": [
            tables.View("Chart", _address(day, now, "chart"), current=view == "chart"),
            tables.View("Table", _address(day, now, "table"), current=view == "table"),
        ],
        "history": [
            each
            | {
                "href": _address(each["on"], now, view),
                "shown": each["on"] == day,
                "is_next": day < each["on"] and day <= now,
            }
            for each in history
        ],
        "next": _coming(history, day),
        "left_open": _left_open(entry),
        "version": entry.version,
        "is_default": entry.is_default,
        "may_appoint": may_appoint,
        "may_name": drawing.names,
        "may_redraw": may(actor, "staffing.redraw_structure"),
    }
    return respond(request, "staffing/teams.html", context, form=form)


def drawing_of(structure_of_day: TeamStructure, day: date, actor: Actor) -> Drawing:
    """What a person may see of a structure, with the people of that day in it. A fixed number of queries."""
    holders = holders_on(day)
    if day > today():
        holders = _gone_along(holders, policy_on(today())[KEY], structure_of_day)
    addresses = {}
    if may(actor, "staffing.view_team"):
        present = Team.objects.open().values_list("code", "pk")
        addresses = {code: reverse("supervision:team", args=[key]) for code, key in present}
    return Drawing(
        structure_of_day,
        holders=holders,
        names=may(actor, "staffing.view_holders"),
        addresses=addresses,
        capacity=capacity_on(day, structure_of_day, holders) if day <= today() else {},
    )


def _gone_along(
    holders: Mapping[Line, list[Holding]], now: TeamStructure, coming: TeamStructure
) -> dict[Line, list[Holding]]:
    """Who will hold which post when approved moves have come: they go with their post."""
    becomes = {move.was: move.becomes for move in changes(now, coming).moves}
    found: dict[Line, list[Holding]] = {}
    for line, held in holders.items():
        found.setdefault(becomes.get(line, line), []).extend(held)
    return found


def _stats(structure_of_day: TeamStructure, drawing: Drawing) -> list[dict[str, Any]]:
    sums = totals(
        [*(post for team in structure_of_day.teams for post in team.posts), *structure_of_day.service_wide_posts]
    )
    in_post = {holding.user_id for held in drawing.holders.values() for holding in held}
    could = sum(each.could_carry for each in drawing.capacity.values())
    carries = sum(each.carries for each in drawing.capacity.values())
    stats: list[dict[str, Any]] = [
        {"value": _said(sums.headcount), "label": "Posts", "note": "Where a number is printed"},
        {"value": _said(sums.fte), "label": "Full-time equivalents", "note": "Where printed"},
        {"value": _said(sums.vacancies), "label": "Vacancies", "state": "soon" if sums.vacancies else ""},
        {"value": len(in_post), "label": "People in post"},
    ]
    if could:
        stats.append({"value": carries, "label": "Households carried", "note": f"of {could} with every post filled"})
    return stats


def _teams_said(structure_of_day: TeamStructure) -> str:
    """How many teams there are; one that only holds others is no team of its own to whoever counts them."""
    holding = [team for team in structure_of_day.teams if not team.posts and structure_of_day.under(team.code)]
    said = plural(len(structure_of_day.teams) - len(holding), "team")
    return said + "".join(f"; {team.name} holds {len(structure_of_day.under(team.code))} of them" for team in holding)


def _team_row(group: dict[str, Any], capacity: Mapping[str, Capacity]) -> dict[str, Any]:
    known = capacity.get(group["code"])
    lines = [f"Under {group['under']}" if group.get("under") else "", group.get("managed_by") or ""]
    return {
        **group,
        "line": ", managed by ".join(line for line in lines if line) if lines[0] else _managed(lines[1]),
        "capacity": known,
    }


def _managed(title: str) -> str:
    return f"Managed by {title}" if title else ""


def _history() -> list[dict[str, Any]]:
    """Each approved version that set the structure, newest first, and what it changed. One query."""
    values = (
        PolicyValue.objects.filter(
            key=KEY, in_version__approved_at__isnull=False, in_version__withdrawn_at__isnull=True
        )
        .select_related("in_version")
        .order_by("in_version__effective_from", "in_version__number")
    )
    found: list[dict[str, Any]] = []
    before: TeamStructure | None = None
    for value in values:
        after = value.statement.read(value.setting)
        if after is None:
            continue
        words = changes(before, after).words if before is not None else [f"{_teams_said(after)} at opening"]
        version = value.in_version
        found.append(
            {"on": version.effective_from, "version": version, "words": words, "approver": version.approved_by_name}
        )
        before = after
    return found[::-1]


def _coming(history: list[dict[str, Any]], day: date) -> str:
    """What the next approved change after a day is; "" when none is approved."""
    coming = next((each for each in reversed(history) if each["on"] > day), None)
    if coming is None:
        return ""
    first, more = coming["words"][0], len(coming["words"]) - 1
    rest = f", and {plural(more, 'more change')}" if more else ""
    return f"From {longdate(coming['on'])} it is another: {first}{rest}."


def _left_open(entry: Entry) -> list[str]:
    """What the published documents say differently, or do not say, in the words kept beside the value."""
    return [*([entry.ambiguity] if entry.ambiguity else []), *(note.text for note in entry.notes)]


def _with_posts_to_appoint(groups: list[dict[str, Any]], appointing: bool) -> None:
    """Give each post of a table its remarks, and its record where somebody may be appointed to it. One query."""
    keys: dict[Line, Any] = {}
    if appointing:
        keys = {(team, title): key for team, title, key in Post.objects.open().values_list("team__code", "title", "pk")}
    for group in groups:
        for post in group["posts"]:
            post["sub"] = remarks(post)
            post["key"] = keys.get((post["team"] or None, post["title"]))


def _address(day: date, now: date, view: str) -> str:
    """This page for a day and a form; as short as can be for today's chart."""
    parts = [f"on={day.isoformat()}" if day != now else "", f"view={view}" if view != FORMS[0] else ""]
    query = "&".join(part for part in parts if part)
    return f"{reverse('staffing:teams')}?{query}" if query else reverse("staffing:teams")


def _said(figure: Any) -> Any:
    return "–" if figure is None else plain(figure)
