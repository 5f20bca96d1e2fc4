"""The day of a rehearsal, and the filters of its lists."""

from __future__ import annotations

from typing import Any

from django import forms

from core.rehearsal.models import Change
from hearth.dates import today
from hearth.ui.forms import DatePartsField, Form


class AskForm(Form):
    on = DatePartsField(
        label="The day it takes effect",
        help_text="Every due date is worked out as it would be on that day. For example, 1 12 2026",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].earliest = today()


class Filters(Form):
    kind = forms.ChoiceField(required=False, label="What is due")
    change = forms.ChoiceField(required=False, label="How it changes")
    team = forms.ChoiceField(required=False, label="Team")
    worker = forms.ChoiceField(required=False, label="Worker")

    def __init__(
        self,
        *args: Any,
        kinds: list[tuple[str, str]],
        teams: list[tuple[str, str]],
        workers: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Anything"), *kinds]
        self.fields["change"].choices = [("", "Any change"), *Change.choices]
        self.fields["team"].choices = [("", "Any team"), *teams]
        self.fields["worker"].choices = [("", "Anybody"), *workers]
