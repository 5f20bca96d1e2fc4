"""What is due: mine, a team's, a household's; and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Day, Key, Out, Text, Whole, YesNo
from api.filters import DayFilter, Filters, YesNoFilter
from api.pagination import Order
from api.v1.traces import TraceOut
from api.views import ApiView
from core.duties.models import Duty
from hearth.dates import today
from hearth.subjects import Subject


class DutyOut(Out):
    id = Key()
    version = Whole()
    kind = Text(help_text="Such as supervision.visit")
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    subject_kind = Text()
    subject_id = Key()
    subject_name = Text()
    due_on = Day()
    warn_from = Day()
    is_overdue = YesNo()
    note = Text(allow_blank=True)
    owner_id = Key(allow_null=True)
    owner_name = Text(source="owner.name", allow_null=True)
    team_id = Key(allow_null=True)
    team_name = Text(source="team.name", allow_null=True)


class DutyInFullOut(DutyOut):
    trace = TraceOut()


class DutyFilters(Filters):
    mine = YesNoFilter(method="of_caller", help_text="true: the caller's own")
    owner = django_filters.UUIDFilter(field_name="owner_id")
    team = django_filters.UUIDFilter(field_name="team_id")
    kind = django_filters.CharFilter(field_name="kind", max_length=60)
    subject_kind = django_filters.CharFilter(field_name="subject_kind", max_length=40)
    subject = django_filters.UUIDFilter(field_name="subject_id")
    overdue = YesNoFilter(method="late", help_text="true: due before today; false: today or later")
    attention = YesNoFilter(method="soon", help_text="true: late, or inside the time of warning")
    due_from = DayFilter(field_name="due_on", lookup_expr="gte")
    due_until = DayFilter(field_name="due_on", lookup_expr="lte")

    def of_caller(self, found: Any, name: str, wanted: bool) -> Any:
        mine = {"owner_id": self.request.actor.id}
        return found.filter(**mine) if wanted else found.exclude(**mine)

    def late(self, found: Any, name: str, wanted: bool) -> Any:
        return found.overdue(today()) if wanted else found.filter(due_on__gte=today())

    def soon(self, found: Any, name: str, wanted: bool) -> Any:
        return found.needing_attention(today()) if wanted else found.filter(warn_from__gt=today())


class Duties(ApiView):
    tag = "Duties"
    capability = {"GET": "duties.view"}
    summary = {"GET": "List what is due"}
    gives, is_list, filters = DutyOut, True, DutyFilters
    orders = {
        "due": Order("soonest due first", ("due_on", "id")),
        "-due": Order("latest due first", ("-due_on", "-id")),
    }

    def get(self, request: Request) -> Response:
        """Duties that the caller may see: their own, and those of subjects whose records they may open."""
        return self.listed(Duty.objects.visible_to(self.actor).for_list(), reading="duties")

    def prepared(self, rows: list[Any]) -> list[Any]:
        return told(rows)


class OneDuty(ApiView):
    tag = "Duties"
    capability = {"GET": "duties.view"}
    summary = {"GET": "Why this is due: the rule, the facts, the policy and the law"}
    gives = DutyInFullOut

    def get(self, request: Request, duty_id: UUID) -> Response:
        duty = self.find(Duty.objects.visible_to(self.actor).select_related("owner", "team"), duty_id)
        about = Subject(duty.subject_kind, duty.subject_id, duty.subject_name)
        return self.opened(told([duty])[0], reading="a due date of", of=about)


def told(duties: list[Any]) -> list[Any]:
    """The duties as they stand today. What is late depends on the day, and so is no column."""
    day = today()
    for duty in duties:
        duty.is_overdue = duty.due_on < day
    return duties
