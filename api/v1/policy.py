"""The council's policy on a day: every setting with its value, state, source and version."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Out, Text, YesNo
from api.views import ApiView
from config_per_tenant.national.loading import FORCES
from config_per_tenant.policy import Entry, policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.statement import STATES
from hearth.dates import today


class SourceOut(Out):
    title = Text()
    section = Text(allow_blank=True)
    publisher = Text(allow_blank=True)
    period = Text(allow_blank=True)


class NoteOut(Out):
    text = Text()
    source = SourceOut(allow_null=True)  # type: ignore[assignment]  # a field of ours, not where this one reads from


class ProvisionOut(Out):
    words = Text(help_text="The bound as it is on the day")
    source = Text()  # type: ignore[assignment]  # a field of ours, not where this one reads from
    force = Choice(choices=list(FORCES.items()))


class SettingOut(Out):
    key = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    help = Text(allow_blank=True)
    group = Text()
    value = serializers.JSONField(help_text="As plain data; its shape follows the setting")
    in_words = Text(allow_blank=True)
    unit = Text(allow_blank=True)
    state = Choice(choices=list(STATES.items()))
    is_default = YesNo(help_text="The council has not said; the platform's own value stands in")
    is_forced = YesNo(help_text="The council's value lies beyond the law, which is applied instead")
    version = Text()
    effective_from = Day(allow_null=True)
    approved_by = Text(allow_blank=True)
    sources = SourceOut(many=True)
    legal_source = Text(allow_blank=True)
    bounds = serializers.ListField(child=Text())
    provisions = ProvisionOut(many=True, help_text="The same bounds, each with its legal source")
    notes = NoteOut(many=True, help_text="Printed statements that differ or stay open")
    ambiguity = Text(allow_blank=True)
    is_example = YesNo(help_text="No published document prints it")
    warnings = serializers.ListField(child=Text())


class PolicyOut(Out):
    on = Day()
    stamp = Text(help_text="The same as long as the same versions and national values stand")
    settings = SettingOut(many=True)


class DayQuery(In):
    on = Day(required=False, help_text="The day whose policy is asked for; today when left out")


class PolicyOfDay(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "Read the policy of a day, all settings"}
    gives, query = PolicyOut, DayQuery

    def get(self, request: Request) -> Response:
        day = self.asked_query().get("on") or today()
        policy = policy_on(day)
        return self.answer({"on": day, "stamp": policy.stamp, "settings": [_told(one) for one in policy.entries()]})


class OneSetting(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view"}
    summary = {"GET": "Read one setting on a day"}
    gives, query = SettingOut, DayQuery

    def get(self, request: Request, key: str) -> Response:
        day = self.asked_query().get("on") or today()
        if key not in SETTINGS:
            raise Http404
        return self.answer(_told(policy_on(day).entry(key)))


def _told(entry: Entry) -> dict[str, Any]:
    setting = entry.setting
    return {
        "key": setting.key,
        "label": setting.label,
        "help": setting.help,
        "group": setting.group,
        "value": entry.plain,
        "in_words": entry.in_words(),
        "unit": entry.unit,
        "state": entry.state,
        "is_default": entry.is_default,
        "is_forced": entry.is_forced,
        "version": entry.version,
        "effective_from": entry.effective_from,
        "approved_by": entry.approved_by,
        "sources": entry.sources,
        "legal_source": setting.legal_source,
        "bounds": entry.bound_words,
        "provisions": [
            {"words": words, "source": provision.source, "force": provision.force}
            for words, provision in zip(entry.bound_words, entry.provisions, strict=True)
        ],
        "notes": entry.notes,
        "ambiguity": entry.ambiguity,
        "is_example": entry.has_examples,
        "warnings": entry.warnings,
    }
