"""Publishing this council's figures to the hubs that it belongs to."""

from collections.abc import Callable

from core.reporting import rules
from core.reporting.figures import RECRUITMENT, safe_recruitment_by_stage
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import add_months, today
from hearth.jobs import enqueue
from hearth.jobs.models import Job
from hearth.subjects import Subject
from tenants.hubs.publishing import Figure, hubs_of, publish
from tenants.isolation.current import current_tenant

MONTHS_PUBLISHED = 12


def publish_to_hubs(*, by: Actor, progress: Callable[[int, int, str], None] = lambda done, total, words: None) -> int:
    """Publish the figures of the last 12 full months to each hub. Doing it again replaces what was published.

    Returns how many figures were published. Raises: NotPermitted.
    """
    require(by, "reporting.publish_to_hubs")
    council = current_tenant()
    assert council is not None, "figures are counted inside a council"
    latest = rules.last_full_month(today())
    months = [add_months(latest, -back) for back in range(MONTHS_PUBLISHED)]
    figures = [
        Figure(month, RECRUITMENT, stage, count)
        for month in months
        for stage, count in safe_recruitment_by_stage(month).items()
    ]
    hubs = hubs_of(council, on=today())
    for number, hub in enumerate(hubs, start=1):
        publish(council=council, hub=hub, figures=figures)
        audit.record(
            "reporting.published",
            Subject("hub", hub.pk, hub.name),
            by=by,
            on=today(),
            figures=len(figures),
            month=f"{latest:%B %Y}",
        )
        progress(number, len(hubs), "hubs")
    return len(figures) * len(hubs)


def ask_to_publish(*, by: Actor) -> Job:
    """Publish now, in the background. Raises: NotPermitted."""
    require(by, "reporting.publish_to_hubs")
    return enqueue("reporting.publish_to_hubs", key="all", by=by)
