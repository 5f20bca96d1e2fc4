"""What was done and what was read, as sentences, newest first."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Day, Instant, Key, Out, Text, YesNo
from api.filters import DayFilter, Filters, YesNoFilter
from api.views import ApiView
from hearth.audit.models import AuditEntry
from hearth.audit.searching import ACTORS


class AuditEntryOut(Out):
    id = Key()
    recorded_at = Instant(source="created_at")
    code = Text()
    on = Day(allow_null=True, help_text="The day the thing happened, where the act says one")
    actor_id = Key(allow_null=True)
    actor_kind = Text()
    actor_name = Text()
    actor_roles = serializers.ListField(child=Text(), help_text="The roles held at that moment")
    subject_kind = Text(allow_blank=True)
    subject_id = Key(allow_null=True)
    subject_name = Text(allow_blank=True)
    sentence = Text()
    reason = Text(allow_blank=True, help_text="Why, in the words of who did it")
    seen = serializers.ListField(child=Key(), help_text="The records of a list, a search or an export")
    details = serializers.JSONField(help_text="Old and new values, and what the sentence names")
    is_reading = YesNo()
    request_id = Text(allow_blank=True)


class AuditFilters(Filters):
    actor = django_filters.UUIDFilter(field_name="actor_id")
    subject_kind = django_filters.CharFilter(field_name="subject_kind", max_length=40)
    subject = django_filters.UUIDFilter(method="concerning", help_text="Also lists, searches and exports that show it")
    actor_kind = django_filters.ChoiceFilter(choices=list(ACTORS.items()))
    code = django_filters.CharFilter(field_name="code", max_length=80)
    readings = YesNoFilter(field_name="is_reading", help_text="true: files read; false: acts done")
    recorded_from = DayFilter(method="since")
    recorded_until = DayFilter(method="until")

    def concerning(self, found: Any, name: str, key: Any) -> Any:
        return found.filter(Q(subject_id=key) | Q(seen__contains=[key]))

    def since(self, found: Any, name: str, day: Any) -> Any:
        return found.filter(created_at__date__gte=day)

    def until(self, found: Any, name: str, day: Any) -> Any:
        return found.filter(created_at__date__lte=day)


class AuditEntries(ApiView):
    tag = "Audit"
    capability = {"GET": "audit.view"}
    summary = {"GET": "List what was done and what was read"}
    gives, is_list, filters = AuditEntryOut, True, AuditFilters

    def get(self, request: Request) -> Response:
        return self.listed(AuditEntry.objects.visible_to(self.actor))
