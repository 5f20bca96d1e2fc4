"""A hub's pages: recruitment of its member councils, and who they are."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.access import needs
from hearth.dates import today
from hearth.ui.charts import funnel
from tenants.hubs import figures
from tenants.models import HubMembership


@needs("hubs.view")
def recruitment(request: HttpRequest) -> HttpResponse:
    """One funnel of all member councils, and each council's own figures beside it."""
    months = figures.months_published(request.tenant)
    month = _chosen(request, months)
    councils = figures.figures_of(request.tenant, month) if month else []
    sums = figures.together(councils)
    chart = None
    if month and councils:
        chart = funnel(
            "hub-recruitment",
            _finding(sums),
            "Enquiries that reached each stage in the 12 months, in all member councils together. "
            "Stages that every council has as a step of its own.",
            [(figures.STAGES[stage], sums[stage].count) for stage in figures.shared_by_all(councils)],
            as_at=f"12 months to the end of {month:%B %Y}, each council’s figures rounded to the nearest 5",
        )
    return render(
        request,
        "hubs/recruitment.html",
        {
            "months": months,
            "month": month,
            "chart": chart,
            "stages": figures.STAGES,
            "rows": [
                {
                    "label": label,
                    "cells": [
                        {"council": known.council, "has": stage in known.by_stage, "count": known.by_stage.get(stage)}
                        for known in councils
                    ],
                    "sum": sums[stage].count,
                    "withheld": sums[stage].without,
                }
                for stage, label in figures.STAGES.items()
            ],
            "councils": councils,
        },
    )


@needs("hubs.view")
def members(request: HttpRequest) -> HttpResponse:
    rows = HubMembership.objects.filter(hub=request.tenant).select_related("council").order_by("council__name")
    day = today()
    return render(
        request,
        "hubs/members.html",
        {
            "members": [{"name": row.council.name, "from_on": row.from_on, "until_on": row.until_on} for row in rows],
            "day": day,
        },
    )


def _finding(sums: dict[str, figures.Sum]) -> str:
    """What the chart shows, in one sentence: never a number where none was told."""
    enquiries, decisions = sums["enquiry"].count, sums["decision"].count
    if enquiries is None:
        return "Too few enquiries to show in 12 months"
    if decisions is None:
        return f"About {enquiries} enquiries in 12 months; too few decisions to show"
    return f"About {enquiries} enquiries led to about {decisions} decisions in 12 months"


def _chosen(request: HttpRequest, months: list[date]) -> date | None:
    try:
        asked = date.fromisoformat(request.GET.get("month", ""))
    except ValueError:
        asked = None
    return asked if asked in months else (months[0] if months else None)
