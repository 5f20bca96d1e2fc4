"""The answer to "why?", as JSON: the rule, the facts, the policy values and the sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from api.fields import Out, Text
from hearth.trace import Trace


class FactOut(Out):
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    value = Text(allow_blank=True)
    record = Text(allow_blank=True, help_text="household:<id>, where there is a record to open")


class SettingUseOut(Out):
    key = Text()
    label = Text()  # type: ignore[assignment]  # a field of ours, not the label of this one
    value = Text(allow_blank=True)
    state = Text(help_text="set, none or not_stated")
    version = Text(allow_blank=True)
    effective_from = Text(allow_blank=True)
    approved_by = Text(allow_blank=True)
    approved_on = Text(allow_blank=True)
    published_source = Text(allow_blank=True)
    legal_source = Text(allow_blank=True)
    note = Text(allow_blank=True)


class BeforeOut(Out):
    value = Text(help_text="what it would be had policy stayed as it was")
    version = Text()
    changed_by = Text()
    changed_on = Text()


class TraceOut(Out):
    rule = Text()
    facts = FactOut(many=True)
    settings = SettingUseOut(many=True)
    sources = serializers.ListField(child=Text())
    steps = serializers.ListField(child=Text())
    before = BeforeOut(allow_null=True, help_text="null when no version has changed the rule since the opening")


class WhyOut(TraceOut):
    """The trace of one value of a record, made by a function of it; null where there is nothing to explain."""

    def __init__(self, why: Callable[[Any], Trace | None], **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)
        self.of_row = why
