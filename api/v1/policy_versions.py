"""Versions of policy and what is said of them: listed, opened, compared, commented on, and decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Instant, Key, Out, Text, Whole, YesNo
from api.filters import DayFilter, Filters, YesNoFilter
from api.pagination import Order
from api.v1.policy import DayQuery, NoteOut, SourceOut
from api.views import ApiView
from config_per_tenant.differences import Difference
from config_per_tenant.files import policy_file, written
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.statement import STATES
from config_per_tenant.versions import actions
from config_per_tenant.versions.comparing import between, changes
from config_per_tenant.versions.models import PolicyComment, PolicyVersion
from config_per_tenant.versions.stages import STAGE_WORDS, stage_of, stages_of
from hearth.dates import today
from hearth.errors import RuleBroken

REASON = 2000  # characters


class PolicyDifferenceOut(Out):
    key = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    was = Text(allow_blank=True)
    becomes = Text(allow_blank=True)
    parts = serializers.ListField(child=Text(), help_text="Which parts of a table or list differ, in words")


class PolicyValueOut(Out):
    key = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    state = Choice(choices=list(STATES.items()))
    value = serializers.JSONField(help_text="As plain data; its shape follows the setting")
    in_words = Text(allow_blank=True)
    sources = SourceOut(many=True)
    notes = NoteOut(many=True)
    ambiguity = Text(allow_blank=True)
    example = YesNo()
    version = Whole(help_text="Of this value in its draft, for If-Match")


class PolicyVersionOut(Out):
    id = Key()
    version = Whole(help_text="Of this record, for If-Match")
    number = Whole()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    title = Text()
    stage = Choice(choices=list(STAGE_WORDS.items()))
    is_opening = YesNo()
    reason = Text(allow_blank=True)
    effective_from = Day(allow_null=True)
    drafted_at = Instant()
    drafted_by = Text(source="drafted_by_name")
    submitted_at = Instant(allow_null=True)
    submitted_by = Text(source="submitted_by_name", allow_blank=True)
    approved_at = Instant(allow_null=True)
    approved_by = Text(source="approved_by_name", allow_blank=True)
    withdrawn_at = Instant(allow_null=True)
    withdrawn_because = Text(source="withdrawn_reason", allow_blank=True)


class MoveOut(Out):
    was = Day()
    becomes = Day()
    reason = Text()
    by_name = Text()
    created_at = Instant()


class PolicyVersionInFullOut(PolicyVersionOut):
    values = PolicyValueOut(many=True, source="stated")
    differences = PolicyDifferenceOut(many=True, help_text="What it changes: as it was without it, and as it becomes")
    moves = MoveOut(many=True, source="reschedulings", help_text="To another day, after it was approved")


class VersionFilters(Filters):
    drafts = YesNoFilter(method="that_are_drafts", help_text="true: drafts and what waits for approval")
    effective_from = DayFilter(field_name="effective_from", lookup_expr="gte", help_text="In force from this day on")
    effective_until = DayFilter(field_name="effective_from", lookup_expr="lte", help_text="In force by this day")

    def that_are_drafts(self, found: Any, name: str, wanted: bool) -> Any:
        drafts = found.open_drafts()
        return drafts if wanted else found.exclude(pk__in=drafts.values("pk"))


class Versions(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "List versions and drafts of policy"}
    gives, is_list, filters = PolicyVersionOut, True, VersionFilters
    orders = {"-number": Order("newest first", ("-number", "-id")), "number": Order("oldest first", ("number", "id"))}

    def get(self, request: Request) -> Response:
        return self.listed(PolicyVersion.objects.visible_to(self.actor))

    def prepared(self, rows: list[Any]) -> list[Any]:
        stages = stages_of(rows, today())
        for row in rows:
            row.stage = stages[row.pk]
        return rows


class OneVersion(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "Open a version or draft, with what it states and changes"}
    gives = PolicyVersionInFullOut

    def get(self, request: Request, version_id: UUID) -> Response:
        return self.shown(version_in_full(self, version_id))


class AgainstQuery(In):
    against = Key(help_text="The id of the other version or draft")


class PolicyDifferencesOut(Out):
    earlier_id = Key()
    later_id = Key()
    differences = PolicyDifferenceOut(many=True)


class Differences(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "Compare the policy as at a version with that as at another"}
    gives, query = PolicyDifferencesOut, AgainstQuery

    def get(self, request: Request, version_id: UUID) -> Response:
        """What other versions brought between the two is among the differences."""
        versions = PolicyVersion.objects.visible_to(self.actor).prefetch_related("values")
        later = self.find(versions, version_id)
        earlier = self.refer(versions, self.asked_query()["against"], "against")
        found = [_told(each) for each in between(earlier, later)]
        return self.answer({"earlier_id": earlier.pk, "later_id": later.pk, "differences": found})


class PolicyCommentOut(Out):
    id = Key()
    key = Text(allow_blank=True, help_text="The setting that it is about; empty: the version as a whole")
    text = Text()
    by_name = Text()
    created_at = Instant()


class PolicyCommentIn(In):
    text = Text(max_length=4000)
    key = Text(required=False, max_length=80, help_text="The setting that it is about; left out: the whole")


class Comments(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view", "POST": "policy.comment"}
    summary = {"GET": "List what was said of a version or draft", "POST": "Comment on a version or draft"}
    takes, gives, is_list = PolicyCommentIn, PolicyCommentOut, True

    def get(self, request: Request, version_id: UUID) -> Response:
        version = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        return self.listed(PolicyComment.objects.visible_to(self.actor).filter(in_version=version))

    def post(self, request: Request, version_id: UUID) -> Response:
        """It stays as it was said. Whoever comments may still approve."""
        version = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        return self.done(actions.comment(version, by=self.actor, **self.asked()))


class PolicySubmissionIn(In):
    effective_from = Day(help_text="The day it is to take effect: today or later, and no other version's")
    reason = Text(max_length=REASON)


class PolicyReasonIn(In):
    reason = Text(max_length=REASON)


class PolicyApprovalIn(In):
    effective_from = Day(
        help_text="The day that the version was submitted for, so that it is read before it is approved"
    )


class PolicyFileOut(Out):
    name = Text(help_text="What to call the file")
    text = Text(help_text="YAML in the shape of a pack; `imports` of a draft takes it")


class VersionFile(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "Export what a version or draft states, as a policy file"}
    gives = PolicyFileOut

    def get(self, request: Request, version_id: UUID) -> Response:
        version = self.find(PolicyVersion.objects.visible_to(self.actor).prefetch_related("values"), version_id)
        council = council_of(request)
        name = f"{council['slug']}-version-{version.number}.yaml"
        return self.answer({"name": name, "text": written(version.statements, **council)})


class DayFile(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "Export all that the council states on a day, as a policy file"}
    gives, query = PolicyFileOut, DayQuery

    def get(self, request: Request) -> Response:
        day = self.asked_query().get("on") or today()
        council = council_of(request)
        text = policy_file(policy_on(day), **council)
        return self.answer({"name": f"{council['slug']}-{day.isoformat()}.yaml", "text": text})


def council_of(request: Request) -> dict[str, str]:
    """Whose policy a file says it is."""
    tenant: Any = request.tenant
    return {"slug": tenant.slug, "name": tenant.name}


class _Decision(ApiView):
    """An act on a version that has been read: the caller says which state of it."""

    tag = "Policy"
    gives, changes = PolicyVersionInFullOut, True

    def read_version(self, version_id: UUID) -> PolicyVersion:
        version: PolicyVersion = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        self.expected(version)
        return version


class Submission(_Decision):
    capability = {"POST": "policy.submit"}
    summary = {"POST": "Submit a draft for approval"}
    takes = PolicySubmissionIn

    def post(self, request: Request, version_id: UUID) -> Response:
        """Every value is measured by the law of its day; each that is beyond is named, with its provision."""
        actions.submit(self.read_version(version_id), by=self.actor, **self.asked())
        return self.done(version_in_full(self, version_id))


class SendingBack(_Decision):
    capability = {"POST": "policy.send_back"}
    summary = {"POST": "Send a submitted version back to draft"}
    takes = PolicyReasonIn

    def post(self, request: Request, version_id: UUID) -> Response:
        actions.send_back(self.read_version(version_id), by=self.actor, **self.asked())
        return self.done(version_in_full(self, version_id))


class Approval(_Decision):
    capability = {"POST": "policy.approve"}
    summary = {"POST": "Approve a submitted version"}
    takes = PolicyApprovalIn

    def post(self, request: Request, version_id: UUID) -> Response:
        """Whoever drafted, changed or submitted it cannot. From then on it cannot be altered."""
        version, asked = self.read_version(version_id), self.asked()
        if version.submitted_at and version.effective_from != asked["effective_from"]:
            words = f"It was submitted for {version.effective_from}. Read it again before you approve it."
            raise RuleBroken("policy.other_day", words, field="effective_from")
        actions.approve(version, by=self.actor, seen=version.version)
        return self.done(version_in_full(self, version_id))


class Rescheduling(_Decision):
    capability = {"POST": "policy.reschedule"}
    summary = {"POST": "Move an approved version to another day, before its day"}
    takes = PolicySubmissionIn

    def post(self, request: Request, version_id: UUID) -> Response:
        version = self.read_version(version_id)
        actions.reschedule(version, by=self.actor, seen=version.version, **self.asked())
        return self.done(version_in_full(self, version_id))


class Withdrawal(_Decision):
    capability = {"POST": "policy.withdraw"}
    summary = {"POST": "Withdraw a draft, or an approved version before its day"}
    takes = PolicyReasonIn

    def post(self, request: Request, version_id: UUID) -> Response:
        actions.withdraw(self.read_version(version_id), by=self.actor, **self.asked())
        return self.done(version_in_full(self, version_id))


def version_in_full(view: ApiView, version_id: UUID) -> PolicyVersion:
    """A version as `PolicyVersionInFullOut` tells it."""
    versions = PolicyVersion.objects.visible_to(view.actor).prefetch_related("values", "reschedulings")
    found: Any = view.find(versions, version_id)
    found.stage = stage_of(found, today())
    found.stated = [stated(value) for value in found.values.all() if value.key in SETTINGS]
    found.differences = [_told(each) for each in changes(found)]
    version: PolicyVersion = found
    return version


def stated(value: Any) -> dict[str, Any]:
    """What a version says of one setting."""
    statement = value.statement
    return {
        "key": value.key,
        "label": value.setting.label,
        "state": statement.state,
        "value": statement.plain,
        "in_words": value.in_words(),
        "sources": statement.sources,
        "notes": statement.notes,
        "ambiguity": statement.ambiguity,
        "example": statement.example,
        "version": value.version,
    }


def _told(each: Difference) -> dict[str, Any]:
    return {
        "key": each.setting.key,
        "label": each.setting.label,
        "was": each.was,
        "becomes": each.becomes,
        "parts": each.parts,
    }
