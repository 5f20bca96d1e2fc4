"""The households whose money would change, and one of them line by line, before and after."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from core.rehearsal import words
from core.rehearsal.folding import unfold
from core.rehearsal.models import RehearsedPay
from core.rehearsal.money import SUBJECT, WEEKS_IN_YEAR
from core.rehearsal.pages import showing
from core.rehearsal.pages.finding import finished_of
from core.rehearsal.pages.naming import Whom, names_for
from hearth import audit
from hearth.access import may, needs
from hearth.subjects import Subject
from hearth.ui import tables

COLUMNS = (
    tables.Column("Household"),
    tables.Column("A week without it", num=True),
    tables.Column("A week with it", num=True),
    tables.Column("Difference a week", num=True),
    tables.Column("Difference a year", num=True),
)


@require_GET
@needs("rehearsal.view")
def payments(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Cost by tier for all who may read a rehearsal; households for those who may see what they are paid."""
    rehearsal = finished_of(request, version_id)
    mine = RehearsedPay.objects.visible_to(request.actor).filter(rehearsal=rehearsal).for_list()
    page = tables.page_of(request, mine)
    rows = list(page)
    names = names_for(request.actor, [_whom(row) for row in rows])
    return render(
        request,
        "rehearsal/payments.html",
        {
            "rehearsal": rehearsal,
            "version": rehearsal.of_version,
            "cost": words.cost(rehearsal),
            "money": showing.money(rehearsal),
            "cost_rows": showing.cost_rows(rehearsal),
            "may_see_pay": may(request.actor, "payments.view"),
            "headers": tables.headings(request, COLUMNS, ""),
            "page_obj": page,
            "rows": [
                {"row": row, "named": names[_whom(row)], "yearly_pence": row.weekly_pence * WEEKS_IN_YEAR}
                for row in rows
            ],
            "hides_names": any(not named.may_open for named in names.values()),
        },
    )


@require_GET
@needs("rehearsal.view")
def payment(request: HttpRequest, pay_id: UUID) -> HttpResponse:
    """One household's week: the lines that differ, each with its why. Only for those who may open the household."""
    mine = RehearsedPay.objects.visible_to(request.actor).select_related("rehearsal__of_version")
    row = get_object_or_404(mine, pk=pay_id)
    whom = _whom(row)
    named = names_for(request.actor, [whom], note=False)[whom]
    if not named.may_open:
        raise Http404
    audit.read(Subject(whom.kind, whom.id, whom.name), by=request.actor, what="the rehearsed payments of")
    return render(
        request,
        "rehearsal/payment.html",
        {
            "row": row,
            "rehearsal": row.rehearsal,
            "version": row.rehearsal.of_version,
            "named": named,
            "week": date.fromisoformat(row.rehearsal.money["week"]),
            "before": _lines(row.lines_before, row),
            "after": _lines(row.lines_after, row),
            "weekly_pence": row.weekly_pence,
            "less_pence": -row.weekly_pence,
            "yearly_pence": row.weekly_pence * WEEKS_IN_YEAR,
        },
    )


def _lines(kept: list[dict[str, Any]], row: RehearsedPay) -> list[dict[str, Any]]:
    return [
        {
            "label": line["label"],
            "note": f"{line['nights']} of 7 nights" if line["nights"] else "Not paid",
            "pence": line["pence"] or 0,
            "example": line["example"],
            "trace": unfold(line["trace"], row.rehearsal.parts, row.facts),
        }
        for line in kept
    ]


def _whom(row: RehearsedPay) -> Whom:
    return Whom(SUBJECT, row.household_id, row.household_name, row.household_reference)
