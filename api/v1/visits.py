"""Supervision visits: in the diary, made, corrected; and what was agreed at them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Instant, Key, Out, Text, Whole, YesNo
from api.filters import DayFilter, Filters, YesNoFilter
from api.pagination import RECORDED, Order
from api.views import ApiView
from core.households.models import Household
from core.people.models import Person
from core.staffing.models import Holding
from core.supervision import actions
from core.supervision.actions import Agreed
from core.supervision.models import PlannedVisit, Visit, VisitAction, VisitKind, VisitMode
from hearth.dates import today
from hearth.identity.models import User

MOST_SEEN, MOST_ACTIONS = 30, 20


class SeenOut(Out):
    person_id = Key()
    name = Text(help_text="As they were called then")
    is_child = YesNo()


class ActionOut(Out):
    id = Key()
    version = Whole()
    visit_id = Key()
    what = Text()
    owner_id = Key(allow_null=True, help_text="The member of staff who does it; null: the carers")
    due_on = Day(allow_null=True)
    done_on = Day(allow_null=True)
    done_by = Text(allow_blank=True)


class VisitOut(Out):
    id = Key()
    version = Whole()
    household_id = Key()
    household_name = Text(source="household.name")
    worker_id = Key()
    worker_name = Text(source="worker.name")
    made_on = Day()
    kind = Choice(choices=VisitKind.choices)
    mode = Choice(choices=VisitMode.choices)
    summary = Text()
    due_on = Day(allow_null=True, help_text="The day by which it was due when it was recorded")
    was_on_time = YesNo(allow_null=True)
    planned_id = Key(allow_null=True)
    corrects_id = Key(allow_null=True, help_text="The recording that this one stands in place of")
    correction_reason = Text(allow_blank=True)
    withdrawn = YesNo(help_text="The visit did not take place")
    recorded_by = Text()


class VisitInFullOut(VisitOut):
    notes = Text(allow_blank=True)
    seen = SeenOut(many=True)
    actions = ActionOut(many=True)


class AgreedIn(In):
    what = Text(max_length=300)
    due_on = Day(required=False)
    owner_id = Key(required=False, help_text="The member of staff who does it; without: the carers")


class VisitIn(In):
    made_on = Day()
    kind = Choice(choices=VisitKind.choices, required=False)
    mode = Choice(choices=VisitMode.choices, required=False)
    summary = Text(max_length=300)
    notes = Text(required=False, max_length=100_000)
    seen_ids = serializers.ListField(child=Key(), required=False, max_length=MOST_SEEN)
    actions = AgreedIn(many=True, required=False, max_length=MOST_ACTIONS)  # type: ignore[call-arg]  # many=True takes it
    worker_id = Key(required=False, help_text="Who made it; the caller when left out")
    planned_id = Key(required=False, help_text="The planned visit that this one was")


class VisitFilters(Filters):
    household = django_filters.UUIDFilter(field_name="household_id")
    worker = django_filters.UUIDFilter(field_name="worker_id")
    team = django_filters.UUIDFilter(method="of_team", help_text="Made by those who hold a post of this team today")
    kind = django_filters.ChoiceFilter(choices=VisitKind.choices)
    made_from = DayFilter(field_name="made_on", lookup_expr="gte")
    made_until = DayFilter(field_name="made_on", lookup_expr="lte")
    standing = YesNoFilter(method="that_stand", help_text="true: neither corrected nor withdrawn")

    def of_team(self, found: Any, name: str, team_id: UUID) -> Any:
        return found.filter(worker_id__in=Holding.objects.on(today()).of_team(team_id).values("user_id"))

    def that_stand(self, found: Any, name: str, wanted: bool) -> Any:
        standing = found.standing()
        return standing if wanted else found.exclude(pk__in=standing.values("pk"))


class Visits(ApiView):
    tag = "Visits"
    capability = {"GET": "supervision.view"}
    summary = {"GET": "List visits made"}
    gives, is_list, filters = VisitOut, True, VisitFilters
    orders = {
        **RECORDED,
        "-made": Order("latest first", ("-made_on", "-id")),
        "made": Order("earliest first", ("made_on", "id")),
    }

    def get(self, request: Request) -> Response:
        found = Visit.objects.visible_to(self.actor).select_related("household", "worker").defer("notes")
        return self.listed(found, reading="visits")


class OneVisit(ApiView):
    tag = "Visits"
    capability = {"GET": "supervision.view"}
    summary = {"GET": "Open the recording of a visit"}
    gives = VisitInFullOut

    def get(self, request: Request, visit_id: UUID) -> Response:
        visit = self.find(Visit.objects.visible_to(self.actor).for_page(), visit_id)
        return self.opened(visit, reading="the recording of a visit to", of=visit.household)


class HouseholdVisits(ApiView):
    tag = "Visits"
    capability = {"POST": "supervision.record_visit"}
    summary = {"POST": "Record a visit that was made"}
    takes, gives = VisitIn, VisitInFullOut

    def post(self, request: Request, household_id: UUID) -> Response:
        """The next visit falls due from its day; an unannounced one counts as both."""
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        asked = self.asked()
        staff = User.objects.visible_to(self.actor)
        agreed = asked.pop("actions", [])
        owners = self.refer_each(staff, [one["owner_id"] for one in agreed if "owner_id" in one], "actions")
        known = {owner.pk: owner for owner in owners}
        visit = actions.record_visit(
            household,
            seen=self.refer_each(Person.objects.visible_to(self.actor), asked.pop("seen_ids", []), "seen_ids"),
            actions=[Agreed(one["what"], one.get("due_on"), known.get(one.get("owner_id"))) for one in agreed],
            worker=self.refer(staff, asked.pop("worker_id", None), "worker_id"),
            planned=self.refer(
                PlannedVisit.objects.visible_to(self.actor), asked.pop("planned_id", None), "planned_id"
            ),
            by=self.actor,
            **asked,
        )
        return self.done(in_full(self, visit.pk))


class VisitCorrectionIn(In):
    reason = Text(max_length=300)
    made_on = Day(required=False)
    kind = Choice(choices=VisitKind.choices, required=False)
    mode = Choice(choices=VisitMode.choices, required=False)
    summary = Text(required=False, max_length=300)
    notes = Text(required=False, max_length=100_000, allow_blank=True)
    seen_ids = serializers.ListField(child=Key(), required=False, max_length=MOST_SEEN)


class VisitCorrection(ApiView):
    tag = "Visits"
    capability = {"POST": "supervision.correct_visit"}
    summary = {"POST": "Correct the recording of a visit"}
    takes, gives, changes = VisitCorrectionIn, VisitInFullOut, True

    def post(self, request: Request, visit_id: UUID) -> Response:
        """A new recording stands in place of the old one, which is kept. The answer is the new one."""
        visit = self.find(Visit.objects.visible_to(self.actor), visit_id)
        self.expected(visit)
        asked = self.asked()
        if "seen_ids" in asked:
            people = Person.objects.visible_to(self.actor)
            asked["seen"] = self.refer_each(people, asked.pop("seen_ids"), "seen_ids")
        return self.done(in_full(self, actions.correct_visit(visit, by=self.actor, **asked).pk))


class VisitWithdrawalIn(In):
    reason = Text(max_length=300)


class VisitWithdrawal(ApiView):
    tag = "Visits"
    capability = {"POST": "supervision.correct_visit"}
    summary = {"POST": "Record that a visit entered here did not take place"}
    takes, gives, changes = VisitWithdrawalIn, VisitInFullOut, True

    def post(self, request: Request, visit_id: UUID) -> Response:
        visit = self.find(Visit.objects.visible_to(self.actor), visit_id)
        self.expected(visit)
        return self.done(in_full(self, actions.withdraw_visit(visit, by=self.actor, **self.asked()).pk))


class PlannedVisitOut(Out):
    id = Key()
    version = Whole()
    household_id = Key()
    household_name = Text(source="household.name")
    worker_id = Key()
    worker_name = Text(source="worker.name")
    planned_for_at = Instant()
    kind = Choice(choices=VisitKind.choices)
    mode = Choice(choices=VisitMode.choices)
    note = Text(allow_blank=True)
    cancelled_at = Instant(allow_null=True)
    cancelled_because = Text(allow_blank=True)


class PlannedVisitIn(In):
    planned_for_at = Instant()
    kind = Choice(choices=VisitKind.choices, required=False)
    mode = Choice(choices=VisitMode.choices, required=False)
    note = Text(required=False, max_length=200)
    worker_id = Key(required=False, help_text="Whose diary; the caller's when left out")


class PlannedVisitFilters(Filters):
    household = django_filters.UUIDFilter(field_name="household_id")
    worker = django_filters.UUIDFilter(field_name="worker_id")
    planned_from = DayFilter(method="from_day")
    planned_until = DayFilter(method="until_day")
    waiting = YesNoFilter(method="that_wait", help_text="true: neither made nor cancelled")

    def from_day(self, found: Any, name: str, day: Any) -> Any:
        return found.exclude(pk__in=found.before(day).values("pk"))

    def until_day(self, found: Any, name: str, day: Any) -> Any:
        from datetime import timedelta

        return found.before(day + timedelta(days=1))

    def that_wait(self, found: Any, name: str, wanted: bool) -> Any:
        waiting = found.waiting()
        return waiting if wanted else found.exclude(pk__in=waiting.values("pk"))


class PlannedVisits(ApiView):
    tag = "Visits"
    capability = {"GET": "supervision.view_week"}
    summary = {"GET": "List planned visits"}
    gives, is_list, filters = PlannedVisitOut, True, PlannedVisitFilters
    orders = {
        **RECORDED,
        "planned": Order("soonest first", ("planned_for_at", "id")),
        "-planned": Order("latest first", ("-planned_for_at", "-id")),
    }

    def get(self, request: Request) -> Response:
        """All planned visits, or one's own for those who do not read visits."""
        found = PlannedVisit.objects.visible_to(self.actor).select_related("household", "worker")
        return self.listed(found, reading="planned visits")


class HouseholdPlannedVisits(ApiView):
    tag = "Visits"
    capability = {"POST": "supervision.plan_visit"}
    summary = {"POST": "Plan a visit"}
    takes, gives = PlannedVisitIn, PlannedVisitOut

    def post(self, request: Request, household_id: UUID) -> Response:
        household = self.find(Household.objects.visible_to(self.actor), household_id)
        asked = self.asked()
        worker = self.refer(User.objects.visible_to(self.actor), asked.pop("worker_id", None), "worker_id")
        return self.done(actions.plan_visit(household, worker=worker, by=self.actor, **asked))


class CancellationIn(In):
    reason = Text(max_length=200)


class PlannedVisitCancellation(ApiView):
    tag = "Visits"
    capability = {"POST": "supervision.cancel_planned_visit"}
    summary = {"POST": "Take a planned visit out of the diary"}
    takes, gives, changes = CancellationIn, PlannedVisitOut, True

    def post(self, request: Request, planned_visit_id: UUID) -> Response:
        planned = self.find(PlannedVisit.objects.visible_to(self.actor), planned_visit_id)
        self.expected(planned)
        return self.done(actions.cancel_planned_visit(planned, by=self.actor, **self.asked()))


class ActionFilters(Filters):
    household = django_filters.UUIDFilter(field_name="visit__household_id")
    owner = django_filters.UUIDFilter(field_name="owner_id")
    open = YesNoFilter(method="still_to_do", help_text="true: still to do, from visits that stand")

    def still_to_do(self, found: Any, name: str, wanted: bool) -> Any:
        undone = found.open()
        return undone if wanted else found.exclude(pk__in=undone.values("pk"))


class VisitActions(ApiView):
    tag = "Visits"
    capability = {"GET": "supervision.view_week"}
    summary = {"GET": "List what was agreed at visits"}
    gives, is_list, filters = ActionOut, True, ActionFilters

    def get(self, request: Request) -> Response:
        return self.listed(VisitAction.objects.visible_to(self.actor), reading="actions agreed at visits")


class CompletionIn(In):
    done_on = Day(required=False)


class VisitActionCompletion(ApiView):
    tag = "Visits"
    capability = {"POST": "supervision.complete_action"}
    summary = {"POST": "Record that something agreed at a visit was done"}
    takes, gives, changes = CompletionIn, ActionOut, True

    def post(self, request: Request, action_id: UUID) -> Response:
        action = self.find(VisitAction.objects.visible_to(self.actor), action_id)
        self.expected(action)
        return self.done(actions.complete_action(action, by=self.actor, **self.asked()))


def in_full(view: ApiView, visit_id: UUID) -> Visit:
    visit: Visit = view.find(Visit.objects.visible_to(view.actor).for_page(), visit_id)
    return visit
