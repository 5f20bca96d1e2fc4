"""How a council's figures reach a hub: written to the registry, outside any tenant, and only ever as counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from tenants.isolation.current import in_public
from tenants.models import HubMembership, HubPublication, Tenant


@dataclass(frozen=True)
class Figure:
    """One count for a month (its first day). None: withheld, because it is too small to tell."""

    month: date
    measure: str
    stage: str
    count: int | None


def hubs_of(council: Tenant, *, on: date) -> list[Tenant]:
    """The hubs that a council belongs to on a day, by name."""
    with in_public():
        memberships = HubMembership.objects.in_force(on).filter(council=council, hub__suspended_at=None)
        return sorted((row.hub for row in memberships.select_related("hub")), key=lambda hub: hub.name)


def publish(*, council: Tenant, hub: Tenant, figures: Sequence[Figure]) -> None:
    """Put these figures in place of what this council published to this hub for the same months. All or nothing."""
    now = timezone.now()
    told = {(figure.month, figure.measure, figure.stage) for figure in figures}
    months = {figure.month for figure in figures}
    with in_public(), transaction.atomic():
        before = HubPublication.objects.filter(hub=hub, council=council, period_on__in=months)
        gone = [row.pk for row in before if (row.period_on, row.measure, row.stage) not in told]
        HubPublication.objects.filter(pk__in=gone).delete()
        HubPublication.objects.bulk_create(
            [
                HubPublication(
                    hub=hub,
                    council=council,
                    period_on=figure.month,
                    measure=figure.measure,
                    stage=figure.stage,
                    count=figure.count,
                    is_suppressed=figure.count is None,
                    published_at=now,
                )
                for figure in figures
            ],
            update_conflicts=True,
            unique_fields=["hub", "council", "period_on", "measure", "stage"],
            update_fields=["count", "is_suppressed", "published_at"],
        )
