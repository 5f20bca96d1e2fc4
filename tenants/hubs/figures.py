"""What a hub sees: its member councils' published figures, month by month, each and together."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from tenants.models import HubPublication, Tenant

# What councils count for a hub: enquiries that reached a stage in the 12 months that end with the month.
ENQUIRIES_REACHING_STAGE = "enquiries_reaching_stage_in_12_months"
# The neutral stages, in order. A hub knows no council's own names for its steps.
STAGES = {
    "enquiry": "Enquiry",
    "information": "Information",
    "initial_visit": "Initial visit",
    "application": "Application",
    "checks": "Checks (stage 1)",
    "assessment": "Assessment (stage 2)",
    "panel": "Panel",
    "decision": "Decision",
}


@dataclass(frozen=True)
class CouncilFigures:
    """One council’s figures of a month. None: withheld, being small. A missing stage is not one of its steps."""

    council: str
    published_at: datetime
    by_stage: dict[str, int | None]


@dataclass(frozen=True)
class Sum:
    """The councils together. None where each of them withheld its figure; `without` counts those who did."""

    count: int | None
    without: int


def months_published(hub: Tenant) -> list[date]:
    """The months for which the hub holds figures, newest first."""
    rows = HubPublication.objects.filter(hub=hub).order_by("-period_on").values_list("period_on", flat=True)
    return list(dict.fromkeys(rows))


def figures_of(hub: Tenant, month: date) -> list[CouncilFigures]:
    """Each member council's figures for the 12 months that end with `month`, by name: one query."""
    rows = HubPublication.objects.filter(
        hub=hub, period_on=month, measure=ENQUIRIES_REACHING_STAGE, stage__in=STAGES
    ).select_related("council")
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    when: dict[str, datetime] = {}
    for row in rows:
        found[row.council.name][row.stage] = row.count
        when[row.council.name] = row.published_at
    return [CouncilFigures(name, when[name], by_stage) for name, by_stage in sorted(found.items())]


def together(figures: list[CouncilFigures]) -> dict[str, Sum]:
    """For each stage, the councils' published figures together."""
    return {stage: _sum([known.by_stage.get(stage) for known in figures]) for stage in STAGES}


def _sum(counts: list[int | None]) -> Sum:
    told = [count for count in counts if count is not None]
    return Sum(sum(told) if told else None, len(counts) - len(told))


def shared_by_all(figures: list[CouncilFigures]) -> list[str]:
    """The stages that every council has as a step of its own: only these can stand in one funnel."""
    return [stage for stage in STAGES if all(stage in known.by_stage for known in figures)]
