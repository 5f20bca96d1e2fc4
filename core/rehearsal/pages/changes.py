"""The duties that would change, filtered and paged, and one of them with both traces."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from config_per_tenant.policy import policy_on
from core.rehearsal import words
from core.rehearsal.comparing import OVERDUE, total
from core.rehearsal.models import Change, Rehearsal, RehearsedChange
from core.rehearsal.pages import showing
from core.rehearsal.pages.finding import finished_of
from core.rehearsal.pages.forms import Filters
from core.rehearsal.pages.naming import Named, Whom, names_for
from core.rehearsal.pages.showing import NEW, NO_TEAM
from core.rehearsal.running import NOT_HELD
from core.rehearsal.sides import Side, side_by_side
from hearth import audit
from hearth.access import needs
from hearth.dates import today
from hearth.subjects import Subject
from hearth.ui import tables
from hearth.ui.words import due

COLUMNS = (
    tables.Column("Record"),
    tables.Column("What is due"),
    tables.Column("Without it"),
    tables.Column("With it"),
    tables.Column("Change"),
    tables.Column("Worker"),
)
NOBODY = "nobody"
NOBODYS = ", ".join(NOT_HELD)


@require_GET
@needs("rehearsal.view")
def changes(request: HttpRequest, version_id: UUID) -> HttpResponse:
    rehearsal = finished_of(request, version_id)
    policy = policy_on(today())
    mine = RehearsedChange.objects.visible_to(request.actor).filter(rehearsal=rehearsal)
    filters = _filters(request, rehearsal, mine)
    overdue = request.GET.get("view") == "overdue"
    asked = _narrowed(mine.becoming_overdue() if overdue else mine, filters)
    page = tables.page_of(request, asked.for_list())
    rows = list(page)
    names = names_for(request.actor, [_whom(row) for row in rows])
    every = sum(row["total"] for row in mine.counted_by("rehearsal_id"))
    return render(
        request,
        "rehearsal/changes.html",
        {
            "rehearsal": rehearsal,
            "version": rehearsal.of_version,
            "headline": words.headline(rehearsal, policy),
            "headers": tables.headings(request, COLUMNS, ""),
            "page_obj": page,
            "rows": [_row(row, names[_whom(row)], rehearsal, policy) for row in rows],
            "filters": filters,
            "chips": tables.chips(request, filters),
            "clear_href": "?view=overdue" if overdue else "?",
            "keep": [("view", "overdue")] if overdue else [],
            "views": [
                tables.View("All changes", "?", every, not overdue),
                tables.View("Become overdue", "?view=overdue", total(rehearsal.counts, OVERDUE), overdue, True),
            ],
            "hides_names": any(not named.may_open for named in names.values()),
        },
    )


@require_GET
@needs("rehearsal.view")
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """One duty under both policies, part by part. Only for those who may open the record it is about."""
    mine = RehearsedChange.objects.visible_to(request.actor).select_related("rehearsal__of_version", "owner")
    row = get_object_or_404(mine, pk=change_id)
    whom = _whom(row)
    named = _opened(request, whom)
    policy = policy_on(today())
    return render(
        request,
        "rehearsal/change.html",
        {
            "row": row,
            "version": row.rehearsal.of_version,
            "rehearsal": row.rehearsal,
            "label": row.label(policy),
            "named": named,
            "words": _in_words(row),
            "sides": [*side_by_side(row.before, row.after), *_hands(row)],
            "before": row.before,
            "after": row.after,
        },
    )


def _opened(request: HttpRequest, whom: Whom) -> Named:
    """The record's name for who may open it, noted in the audit. Raises Http404 for everybody else."""
    named = names_for(request.actor, [whom], note=False)[whom]
    if not named.may_open:
        raise Http404
    audit.read(Subject(whom.kind, whom.id, whom.name), by=request.actor, what="a rehearsed due date of")
    return named


def _filters(request: HttpRequest, rehearsal: Rehearsal, mine: Any) -> Filters:
    kinds = [(row["kind"], row["label"]) for row in words.by_kind(rehearsal, policy_on(today()))]
    teams = [
        (showing.team_asked(row["team_id"], row["team_name"]), row["team_name"] or "No team")
        for row in sorted(mine.by_team(), key=lambda row: (not row["team_name"], row["place"] or 0))
    ]
    workers = [
        (str(row["owner_id"] or NOBODY), row["worker_name"] or "Nobody allocated")
        for row in sorted(mine.by_worker(), key=lambda row: (row["worker_name"] is None, row["worker_name"] or ""))
    ]
    return Filters(request.GET, kinds=kinds, teams=teams, workers=workers)


def _narrowed(rows: Any, filters: Filters) -> Any:
    if not filters.is_valid():
        return rows
    asked = filters.cleaned_data
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["change"]:
        rows = rows.filter(change=asked["change"])
    if asked["team"]:
        rows = _of_team(rows, asked["team"])
    if asked["worker"]:
        rows = rows.for_worker(None if asked["worker"] == NOBODY else asked["worker"])
    return rows


def _of_team(rows: Any, asked: str) -> Any:
    if asked == NO_TEAM or asked.startswith(NEW):
        return rows.for_team(None, called=asked.removeprefix(NEW) if asked != NO_TEAM else "")
    return rows.for_team(asked)


def _whom(row: RehearsedChange) -> Whom:
    return Whom(row.subject_kind, row.subject_id, row.subject_name, row.subject_reference, row.kind)


def _row(row: RehearsedChange, named: Named, rehearsal: Rehearsal, policy: Any) -> dict[str, Any]:
    return {
        "row": row,
        "named": named,
        "label": row.label(policy),
        "note": row.note if named.may_open else "",
        "words": _in_words(row),
        "becomes": due(row.due_after, rehearsal.effective_on) if row.due_after and row.becomes_overdue else None,
    }


def _hands(row: RehearsedChange) -> list[Side]:
    """Whose it is, where that changes."""
    if not row.handed_from:
        return []
    worker = str(row.owner) if row.owner else "Nobody allocated"
    return [Side("Worker and team", row.handed_from, f"{worker}, {row.team_name or 'no team'}")]


def _in_words(row: RehearsedChange) -> str:
    """ "14 days nearer, so overdue" """
    days = abs(row.days_moved)
    moved = f"{days} {'day' if days == 1 else 'days'} {'nearer' if row.days_moved < 0 else 'later'}"
    said = moved if days else str(row.get_change_display())
    if row.change == Change.HANDED:
        said = f"Handed over from {row.handed_from}" if row.handed_from != NOBODYS else "Had no worker and no team"
    if row.becomes_overdue:
        return f"{said}, so overdue"
    return f"{said}, so no longer overdue" if row.stops_being_overdue else said
