"""Teams with their posts, staff, and who works with whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Key, Out, Text, Whole, YesNo
from api.filters import DayFilter, Filters, YesNoFilter
from api.pagination import RECORDED, Order
from api.views import ApiView
from core.staffing import actions
from core.staffing.functions import FUNCTIONS
from core.staffing.models import Allocation, Holding, Team
from hearth import subjects
from hearth.access import Role, may
from hearth.dates import today
from hearth.errors import RuleBroken
from hearth.identity.models import User

FUNCTION_CHOICES = [(code, known.label) for code, known in FUNCTIONS.items()]
SUBJECT_KINDS = [("household", "Household"), ("enquiry", "Enquiry"), ("child", "Child")]


class HolderOut(Out):
    user_id = Key()
    name = Text(source="user.name")
    from_on = Day()


class PostOut(Out):
    id = Key()
    title = Text()
    role = Choice(choices=Role.choices, allow_blank=True)
    headcount = serializers.DecimalField(6, 2, allow_null=True, help_text="Posts; null: the council does not say")
    fte = serializers.DecimalField(6, 2, allow_null=True, help_text="Full-time equivalent")
    vacancies = serializers.DecimalField(6, 2, allow_null=True)
    holders = HolderOut(many=True, source="holdings_now")


class TeamOut(Out):
    id = Key()
    version = Whole()
    code = Text()
    name = Text()
    parent_id = Key(allow_null=True)
    managed_by = Text(allow_blank=True, help_text="The title of the post that manages it")
    responsibilities = serializers.ListField(child=Text(), help_text="Kinds of work that it does")
    from_on = Day()
    until_on = Day(allow_null=True)


class TeamInFullOut(TeamOut):
    posts = PostOut(many=True, source="posts_now")


class TeamFilters(Filters):
    on = DayFilter(method="there_on", help_text="Teams of this day")
    responsibility = django_filters.CharFilter(method="that_do", max_length=40, help_text="A kind of work")

    def there_on(self, found: Any, name: str, day: Any) -> Any:
        return found.on(day)

    def that_do(self, found: Any, name: str, responsibility: str) -> Any:
        return found.filter(responsibilities__contains=[responsibility])


class Teams(ApiView):
    tag = "Staffing"
    capability = {"GET": "staffing.view"}
    summary = {"GET": "List teams"}
    gives, is_list, filters = TeamOut, True, TeamFilters
    orders = {"order": Order("in the council's own order", ("order", "id")), **RECORDED}

    def get(self, request: Request) -> Response:
        return self.listed(Team.objects.visible_to(self.actor))


class OneTeam(ApiView):
    tag = "Staffing"
    capability = {"GET": "staffing.view"}
    summary = {"GET": "Look at a team, its posts and, for those who may see it, who holds them today"}
    gives = TeamInFullOut

    def get(self, request: Request, team_id: UUID) -> Response:
        team = self.find(Team.objects.visible_to(self.actor).with_posts(today()), team_id)
        if not may(self.actor, "staffing.view_holders"):
            for post in team.posts_now:
                post.holdings_now = []
        return self.shown(team)


class ColleagueOut(Out):
    id = Key()
    name = Text()
    email = Text()
    is_active = YesNo()
    roles = serializers.ListField(child=Text(), source="role_codes")


class ColleagueFilters(Filters):
    role = django_filters.ChoiceFilter(choices=Role.choices, method="with_role", help_text="Those who hold it today")
    team = django_filters.UUIDFilter(method="of_team", help_text="Those who hold a post of this team today")
    active = YesNoFilter(field_name="is_active")

    def with_role(self, found: Any, name: str, role: str) -> Any:
        from hearth.identity.models import RoleGrant

        return found.filter(pk__in=RoleGrant.objects.held_on(today()).filter(role=role).values("user"))

    def of_team(self, found: Any, name: str, team_id: UUID) -> Any:
        return found.filter(pk__in=Holding.objects.on(today()).of_team(team_id).values("user"))


class Staff(ApiView):
    tag = "Staffing"
    capability = {"GET": "staffing.view"}
    summary = {"GET": "List colleagues, for the ids that other operations ask for"}
    gives, is_list, filters = ColleagueOut, True, ColleagueFilters

    def get(self, request: Request) -> Response:
        return self.listed(User.objects.visible_to(self.actor).with_roles())


class AllocationOut(Out):
    id = Key()
    version = Whole()
    subject_kind = Text()
    subject_id = Key()
    subject_name = Text(help_text="As it stood when the worker was allocated")
    function = Choice(choices=FUNCTION_CHOICES)
    worker_id = Key()
    worker_name = Text(source="worker.name")
    from_on = Day()
    until_on = Day(allow_null=True)


class AllocationIn(In):
    subject_kind = Choice(choices=SUBJECT_KINDS)
    subject_id = Key()
    worker_id = Key()
    function = Choice(choices=FUNCTION_CHOICES, required=False)
    from_on = Day(required=False)


class AllocationFilters(Filters):
    subject_kind = django_filters.ChoiceFilter(choices=SUBJECT_KINDS)
    subject = django_filters.UUIDFilter(field_name="subject_id")
    worker = django_filters.UUIDFilter(field_name="worker_id")
    function = django_filters.ChoiceFilter(choices=FUNCTION_CHOICES)
    on = DayFilter(method="there_on", help_text="Those that hold on this day")

    def there_on(self, found: Any, name: str, day: Any) -> Any:
        return found.on(day)


class Allocations(ApiView):
    tag = "Staffing"
    capability = {"GET": "staffing.view", "POST": "staffing.allocate_worker"}
    summary = {"GET": "List allocations of workers", "POST": "Allocate a worker"}
    takes, gives, is_list, filters = AllocationIn, AllocationOut, True, AllocationFilters

    def get(self, request: Request) -> Response:
        """Those to subjects that the caller may see."""
        shown = _seen(Allocation.objects.visible_to(self.actor), self.actor).select_related("worker")
        return self.listed(shown, reading="allocations")

    def post(self, request: Request) -> Response:
        """In place of whoever did the same for this subject before."""
        asked = self.asked()
        kind = asked.pop("subject_kind")
        subject = self.refer(_subjects(kind, self.actor), asked.pop("subject_id"), "subject_id")
        worker = self.refer(User.objects.visible_to(self.actor), asked.pop("worker_id"), "worker_id")
        return self.done(actions.allocate_worker(subject, worker, by=self.actor, **asked))


class AllocationEndingIn(In):
    until_on = Day(required=False, help_text="The first day without the worker; today when left out")


class AllocationEnding(ApiView):
    tag = "Staffing"
    capability = {"POST": "staffing.end_allocation"}
    summary = {"POST": "End an allocation without a successor"}
    takes, gives, changes = AllocationEndingIn, AllocationOut, True

    def post(self, request: Request, allocation_id: UUID) -> Response:
        allocation = self.find(_seen(Allocation.objects.visible_to(self.actor), self.actor), allocation_id)
        self.expected(allocation)
        return self.done(actions.end_allocation(allocation, by=self.actor, **self.asked()))


def _subjects(kind: str, actor: Any) -> Any:
    try:
        return subjects.visible(kind, actor)
    except KeyError:
        raise RuleBroken("api.unknown_subject", "Nobody is allocated to such records", field="subject_kind") from None


def _seen(allocations: Any, actor: Any) -> Any:
    """Allocations to subjects that this actor may see: a name stands in each."""
    from django.db.models import Q

    shown = Q()
    for known in subjects.kinds():
        visible = subjects.visible(known.code, actor)
        if not visible.query.is_empty():
            shown |= Q(subject_kind=known.code, subject_id__in=visible.order_by().values("pk"))
    return allocations.filter(shown) if shown else allocations.none()
