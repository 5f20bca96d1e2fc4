"""Rehearsals of a draft or a scheduled version: asked for, watched, and what they found."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Instant, Key, Out, Text, Whole, YesNo
from api.filters import Filters, YesNoFilter
from api.v1.traces import TraceOut
from api.views import ApiView
from config_per_tenant.policy import policy_on
from config_per_tenant.versions.models import PolicyVersion
from core.rehearsal.actions import ask_for_rehearsal
from core.rehearsal.models import Change, Rehearsal, RehearsedChange
from core.rehearsal.pages.naming import Whom, names_for
from core.rehearsal.telling import told
from hearth.dates import today
from hearth.subjects import Subject

STATES = ["waiting", "running", "done", "failed", "stopped"]


class RehearsalIn(In):
    on = Day(required=False, help_text="As though it took effect then; the version's own day, or today, when left out")


class RehearsedSettingOut(Out):
    key = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    was = Text(allow_blank=True)
    becomes = Text(allow_blank=True)
    parts = serializers.ListField(child=Text(), help_text="Which parts of a table or list differ, in words")
    transition = Text(help_text="What the change does to work under way")


class RehearsedCountsOut(Out):
    become_overdue = Whole()
    no_longer_overdue = Whole()
    nearer = Whole()
    later = Whole()
    new = Whole()
    no_longer_due = Whole()
    handed_over = Whole(help_text="Same day, another team or worker")
    otherwise_different = Whole()


class RehearsedKindOut(RehearsedCountsOut):
    kind = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one


class RehearsedTeamOut(RehearsedCountsOut):
    team_id = Key(allow_null=True)
    team_name = Text(allow_null=True)


class RehearsedWorkerOut(RehearsedCountsOut):
    worker_id = Key(allow_null=True)
    worker_name = Text(allow_null=True)


class RehearsedHoursOut(Out):
    team_id = Key(allow_null=True)
    team_name = Text(allow_null=True)
    before = serializers.FloatField()
    after = serializers.FloatField()
    fte_before = serializers.FloatField(allow_null=True)
    fte_after = serializers.FloatField(allow_null=True)


class RehearsedTierOut(Out):
    what = Text()
    before_pence_a_year = Whole()
    after_pence_a_year = Whole()


class RehearsedCostOut(Out):
    week_from_on = Day(help_text="The first whole week: a year is 52 like it")
    households = Whole()
    households_changed = Whole()
    has_examples = YesNo(help_text="Some amounts are printed in no document of the council")
    before_pence_a_year = Whole()
    after_pence_a_year = Whole()
    tiers = RehearsedTierOut(many=True)


class RehearsedSoonOut(Out):
    before = Whole()
    after = Whole()


class RehearsalResultOut(Out):
    headline = Text()
    stale = serializers.ListField(child=Text(), help_text="Why it should be done again; empty while it holds")
    settings = RehearsedSettingOut(many=True)
    due_in_first_4_weeks = RehearsedSoonOut(help_text="Of the kinds of duty that the change can move")
    kinds = RehearsedKindOut(many=True)
    teams = RehearsedTeamOut(many=True)
    workers = RehearsedWorkerOut(many=True)
    hours_a_week = RehearsedHoursOut(many=True, help_text="In the long run; empty when it does not touch them")
    cost = RehearsedCostOut(allow_null=True, help_text="null when it touches no amount")


class RehearsalOut(Out):
    id = Key()
    policy_version_id = Key(source="of_version_id")
    effective_on = Day()
    asked_at = Instant()
    asked_by = Text(source="asked_by_name")
    state = Choice(choices=STATES)
    done = Whole(help_text="Records read so far")
    total = Whole(allow_null=True)
    started_at = Instant(allow_null=True)
    finished_at = Instant(allow_null=True)
    result = RehearsalResultOut(allow_null=True, help_text="null until it is done")


class Rehearsals(ApiView):
    tag = "Policy"
    capability = {"GET": "rehearsal.view", "POST": "rehearsal.ask_for_rehearsal"}
    summary = {"GET": "Read the last rehearsal of a version", "POST": "Rehearse a version on live records"}
    takes, gives, status = RehearsalIn, RehearsalOut, 202

    def get(self, request: Request, version_id: UUID) -> Response:
        """The last that was asked for. It reads live records and changes none."""
        self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        newest = Rehearsal.objects.visible_to(self.actor).of(version_id).select_related("of_version").first()
        if newest is None:
            raise Http404
        return self.answer(_in_full(newest))

    def post(self, request: Request, version_id: UUID) -> Response:
        """It is done by a worker: ask for it again until its state is done, failed or stopped."""
        version = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        asked = ask_for_rehearsal(version, by=self.actor, **self.asked())
        return self.done(_in_full(asked))


class RehearsedChangeOut(Out):
    id = Key()
    kind = Text()
    change = Choice(choices=Change.choices)
    subject_kind = Text()
    subject_id = Key(allow_null=True, help_text="null for a record that the caller may not open")
    subject_name = Text(help_text="The reference, for a record that the caller may not open")
    due_before = Day(allow_null=True)
    due_after = Day(allow_null=True)
    becomes_overdue = YesNo()
    stops_being_overdue = YesNo()
    owner_id = Key(allow_null=True)
    owner_name = Text(source="owner.name", allow_null=True)
    team_id = Key(allow_null=True)
    team_name = Text(allow_blank=True, help_text="As it becomes; a team that does not exist yet has no id")


class RehearsedChangeInFullOut(RehearsedChangeOut):
    trace_before = TraceOut(source="before", allow_null=True)
    trace_after = TraceOut(source="after", allow_null=True)


class ChangeFilters(Filters):
    overdue = YesNoFilter(field_name="becomes_overdue", help_text="true: those that become overdue")


class RehearsedChanges(ApiView):
    tag = "Policy"
    capability = {"GET": "rehearsal.view"}
    summary = {"GET": "List the due work that a rehearsed version would change"}
    gives, is_list, filters = RehearsedChangeOut, True, ChangeFilters

    def get(self, request: Request, version_id: UUID) -> Response:
        last = Rehearsal.objects.visible_to(self.actor).of(version_id).finished().first()
        if last is None:
            raise Http404
        return self.listed(RehearsedChange.objects.visible_to(self.actor).filter(rehearsal=last).for_list())

    def prepared(self, rows: list[Any]) -> list[Any]:
        """Named for those who may open the record; `names_for` keeps in the audit whose names were given."""
        names = names_for(self.actor, [_whom(row) for row in rows])
        for row in rows:
            named = names[_whom(row)]
            row.subject_name = named.name
            row.subject_id = row.subject_id if named.may_open else None
        return rows


class OneRehearsedChange(ApiView):
    tag = "Policy"
    capability = {"GET": "rehearsal.view"}
    summary = {"GET": "Why this due work would change: both traces"}
    gives = RehearsedChangeInFullOut

    def get(self, request: Request, change_id: UUID) -> Response:
        """Only for those who may open the record that it is about."""
        rows = RehearsedChange.objects.visible_to(self.actor).select_related("rehearsal", "owner")
        row = self.find(rows, change_id)
        whom = _whom(row)
        if not names_for(self.actor, [whom], note=False)[whom].may_open:
            raise Http404
        about = Subject(row.subject_kind, row.subject_id, row.subject_name)
        return self.opened(row, reading="a rehearsed due date of", of=about)


def _in_full(rehearsal: Rehearsal) -> Any:
    job = rehearsal.job
    answer: Any = rehearsal
    answer.state = "done" if rehearsal.is_finished else job.state if job else "failed"
    answer.done = job.progress_done if job else 0
    answer.total = job.progress_total if job else None
    answer.result = _result(rehearsal) if rehearsal.is_finished else None
    return answer


def _result(rehearsal: Rehearsal) -> dict[str, Any]:
    found = told(rehearsal, policy_on(today()))
    if found["cost"]:
        found["cost"]["week_from_on"] = date.fromisoformat(found["cost"]["week_from_on"])
    return found


def _whom(row: RehearsedChange) -> Whom:
    return Whom(row.subject_kind, row.subject_id, row.subject_name, row.subject_reference, row.kind)
