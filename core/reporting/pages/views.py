"""Recruitment figures: our own, exact, beside what the hub is told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from config_per_tenant.schema.events import NEUTRAL_STAGES
from core.recruitment.actions import stage_names
from core.recruitment.rules import STAGE_ORDER
from core.reporting import actions, rules
from core.reporting.figures import recruitment_by_stage
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui.charts import funnel
from hearth.ui.words import longdate
from tenants.hubs.publishing import hubs_of
from tenants.isolation.current import current_tenant


@needs("reporting.view")
def recruitment(request: HttpRequest) -> HttpResponse:
    day = today()
    month = rules.last_full_month(day)
    counts = recruitment_by_stage(month)
    names = stage_names(day)
    shown = [stage for stage in STAGE_ORDER if stage in names or counts[stage]]
    council = current_tenant()
    first, decided = counts["enquiry"], counts["decision"]
    return render(
        request,
        "reporting/recruitment.html",
        {
            "month": month,
            "funnel": funnel(
                "recruitment",
                f"{first} {'enquiry' if first == 1 else 'enquiries'} and {decided} "
                f"{'decision' if decided == 1 else 'decisions'} in 12 months",
                "Enquiries that reached each stage in the 12 months, whenever they began.",
                [(names.get(stage, f"{NEUTRAL_STAGES[stage]} (not a step of ours)"), counts[stage]) for stage in shown],
                as_at=f"12 months to the end of {month:%B %Y}",
            ),
            "rows": [
                {
                    "name": names.get(stage, ""),
                    "neutral": NEUTRAL_STAGES[stage],
                    "count": counts[stage],
                    "told": rules.safe_count(counts[stage]),
                }
                for stage in (*STAGE_ORDER, "withdrawn")
            ],
            "hubs": hubs_of(council, on=day) if council else [],
            "as_at": longdate(day),
            "may_publish": may(request.actor, "reporting.publish_to_hubs"),
        },
    )


@require_POST
@needs("reporting.publish_to_hubs")
def publish(request: HttpRequest) -> HttpResponse:
    return redirect("jobs:job", job_id=actions.ask_to_publish(by=request.actor).pk)
