"""Counting, inside the council."""

from datetime import date

from django.db.models import Count

from core.recruitment.actions import stage_names
from core.recruitment.models import StageReached
from core.recruitment.rules import STAGE_ORDER
from core.reporting import rules
from tenants.hubs.figures import ENQUIRIES_REACHING_STAGE

RECRUITMENT = ENQUIRIES_REACHING_STAGE


def recruitment_by_stage(month: date) -> dict[str, int]:
    """How many enquiries reached each neutral stage in the 12 months that end with `month`. Exact: for us alone."""
    first, after = rules.year_ending(month)
    rows = (
        StageReached.objects.filter(reached_on__gte=first, reached_on__lt=after)
        .values("stage")
        .annotate(count=Count("pk"))
        .values_list("stage", "count")
    )
    found = dict(rows)
    return {stage: found.get(stage, 0) for stage in (*STAGE_ORDER, "withdrawn")}


def safe_recruitment_by_stage(month: date) -> dict[str, int | None]:
    """The same, as it may be published: None where it is withheld.

    A stage that the council does not have and nobody reached is left out: it is not nought, it is not theirs.
    """
    theirs = {*stage_names(month), "withdrawn"}
    return {
        stage: rules.safe_count(count)
        for stage, count in recruitment_by_stage(month).items()
        if stage in theirs or count
    }
