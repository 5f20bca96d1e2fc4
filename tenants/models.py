"""The registry, in the public schema: who there is, where they answer, which hub they belong to, what was published.

No row here describes a person.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django_tenants.models import DomainMixin, TenantMixin

from hearth.records import Privacy, new_key

SLUG = RegexValidator(
    r"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\Z",
    "Use lower-case letters, digits and single hyphens, beginning with a letter: it becomes part of a web address.",
)
LONGEST_SLUG = 40


class TenantType(models.TextChoices):
    COUNCIL = "council", "Council"
    HUB = "hub", "Regional hub"
    PLATFORM = "platform", "Platform operators"


def schema_for(kind: str, slug: str) -> str:
    """The schema of a tenant: its kind and its slug, with underscores, since hyphens need quoting in SQL."""
    return f"{kind}_{slug.replace('-', '_')}"


class TenantQuerySet(models.QuerySet["Tenant"]):
    def of_type(self, kind: str) -> TenantQuerySet:
        return self.filter(type=kind)

    def councils(self) -> TenantQuerySet:
        return self.of_type(TenantType.COUNCIL)

    def hubs(self) -> TenantQuerySet:
        return self.of_type(TenantType.HUB)

    def at_work(self) -> TenantQuerySet:
        """Those that are not suspended."""
        return self.filter(suspended_at=None)


class Tenant(TenantMixin):
    """A council, a regional hub, or the operators' place. Opened by `tenants.provisioning`, never by a bare save."""

    privacy: ClassVar = Privacy("shared", personal="none", retention="As long as the tenant exists")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    slug = models.CharField(max_length=LONGEST_SLUG, unique=True, validators=[SLUG])
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=20, choices=TenantType.choices)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet.as_manager()

    auto_create_schema = False
    auto_drop_schema = False

    class Meta:
        ordering = ["type", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended_at__isnull=False) | Q(suspended_reason=""), name="tenant_reason_only_if_suspended"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None


class Domain(DomainMixin):
    """A host name at which a tenant answers."""

    privacy: ClassVar = Privacy("shared", personal="none", retention="As long as the tenant exists")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        ordering = ["-is_primary", "domain"]


class HubMembershipQuerySet(models.QuerySet["HubMembership"]):
    def in_force(self, on: Any) -> HubMembershipQuerySet:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)


class HubMembership(models.Model):
    """A council's membership of a regional hub, from a day until a day (that day not included)."""

    privacy: ClassVar = Privacy("shared", personal="none", retention="As long as either tenant exists")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    hub = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="member_councils")
    council = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="hub_memberships")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = HubMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["hub", "council", "from_on"]
        constraints = [
            models.CheckConstraint(condition=~Q(hub=F("council")), name="membership_of_another"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["hub", "council"], condition=Q(until_on__isnull=True), name="membership_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} in {self.hub}"


class HubPublication(models.Model):
    """One figure that a council has published to a hub: a count, or the word that it was too small to show.

    `period_on` is the first day of the calendar month that the figure covers. Publishing again replaces the figure of
    the same month, measure and stage.
    """

    privacy: ClassVar = Privacy(
        "shared", personal="none", retention="Aggregates only; as long as the hub reports on the period"
    )

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    hub = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="publications_received")
    council = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="publications_made")
    period_on = models.DateField()
    measure = models.CharField(max_length=60)
    stage = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    is_suppressed = models.BooleanField(default=False)
    published_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["hub", "period_on", "council", "measure", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "council", "period_on", "measure", "stage"], name="publication_one_figure"
            ),
            models.CheckConstraint(
                condition=Q(count__isnull=False, is_suppressed=False) | Q(count__isnull=True, is_suppressed=True),
                name="publication_count_or_suppressed",
            ),
            models.CheckConstraint(condition=Q(period_on__day=1), name="publication_of_whole_month"),
        ]

    def __str__(self) -> str:
        return f"{self.council}, {self.measure} {self.stage}, {self.period_on:%B %Y}"
