"""Changes of law, and what each means for this council."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Instant, Key, Out, Text, YesNo
from api.v1.policy_versions import PolicyVersionInFullOut, version_in_full
from api.views import ApiView
from config_per_tenant.national.loading import FORCES
from config_per_tenant.versions import actions
from config_per_tenant.versions.law import LawChange, law_changes
from config_per_tenant.versions.models import LawChangeNoted
from hearth.dates import today

LOOK_BACK_DAYS = 365


class BeyondOut(Out):
    key = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    value = Text()
    becomes = Text(help_text="How it works from that day, whatever is stated")


class AnswerOut(Out):
    outcome = Choice(choices=list(LawChangeNoted.OUTCOMES.items()))
    note = Text(allow_blank=True)
    draft_id = Key(allow_null=True)
    by_name = Text()
    created_at = Instant()


class LawChangeOut(Out):
    national = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    source = Text()  # type: ignore[assignment]  # as above
    force = Choice(choices=list(FORCES.items()))
    from_on = Day()
    was = Text()
    becomes = Text()
    keeps_begun = YesNo(help_text="Work that began before finishes under what stood then")
    settings = serializers.ListField(child=Text(), help_text="Keys of the settings that it bounds")
    beyond = BeyondOut(many=True, help_text="What this council states beyond it")
    answer = AnswerOut(allow_null=True, help_text="What this council has said to it last")


class LawChangesOut(Out):
    after = Day()
    changes = LawChangeOut(many=True)


class AfterQuery(In):
    after = Day(required=False, help_text="Changes from this day on; of the last year and to come when left out")


class LawChanges(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "List changes of law, and what of this council's policy lies beyond them"}
    gives, query = LawChangesOut, AfterQuery

    def get(self, request: Request) -> Response:
        after = self.asked_query().get("after") or today() - timedelta(days=LOOK_BACK_DAYS)
        return self.answer({"after": after, "changes": [_told(change) for change in law_changes(after)]})


class LawNoteIn(In):
    national = Text(max_length=80)
    from_on = Day()
    note = Text(required=False, max_length=2000, allow_blank=True)


class LawNotes(ApiView):
    tag = "Policy"
    capability = {"POST": "policy.note_law_change"}
    summary = {"POST": "Say that this council knows of a change of law"}
    takes, gives = LawNoteIn, AnswerOut

    def post(self, request: Request) -> Response:
        return self.done(actions.note_law_change(by=self.actor, **self.asked()))


class LawDraftIn(In):
    national = Text(max_length=80)
    from_on = Day()


class LawDrafts(ApiView):
    tag = "Policy"
    capability = {"POST": "policy.open_draft"}
    summary = {"POST": "Open a draft that brings policy within a change of law"}
    takes, gives = LawDraftIn, PolicyVersionInFullOut

    def post(self, request: Request) -> Response:
        draft = actions.draft_for_law_change(by=self.actor, **self.asked())
        return self.done(version_in_full(self, draft.pk))


def _told(change: LawChange) -> dict[str, Any]:
    return {
        "national": change.national,
        "label": change.label,
        "source": change.source,
        "force": change.force,
        "from_on": change.from_on,
        "was": change.was,
        "becomes": change.becomes,
        "keeps_begun": change.keeps_begun,
        "settings": [setting.key for setting in change.settings],
        "beyond": [
            {
                "key": each.setting.key,
                "label": each.setting.label,
                "value": each.value,
                "becomes": each.becomes,
            }
            for each in change.beyond
        ],
        "answer": change.noted,
    }
