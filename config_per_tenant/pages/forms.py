"""The small forms on the way of a version: opening, submitting, sending back, withdrawing."""

from datetime import date, timedelta
from typing import Any

from django import forms

from hearth.dates import today
from hearth.ui.forms import DatePartsField, Form


class DraftForm(Form):
    title = forms.CharField(
        label="What the change is about",
        help_text="A few words that colleagues will recognise, such as “Visit new carers more often”.",
        max_length=120,
        error_messages={"required": "Enter what the change is about"},
    )


class SubmitForm(Form):
    effective_from = DatePartsField(label="Day it takes effect", help_text="Today or later.")
    reason = forms.CharField(
        label="Why the policy changes",
        help_text="Kept with the version, and shown to whoever approves it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Enter why the policy changes"},
    )

    def __init__(self, *args: Any, taken: frozenset[date | None] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = today()
        while day in taken:
            day += timedelta(days=1)
        self.initial.setdefault("effective_from", day)


class ReasonForm(Form):
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def __init__(self, *args: Any, ask: str = "Why", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = ask
        self.fields["reason"].error_messages["required"] = "Enter why"


class ApproveForm(Form):
    read = forms.BooleanField(
        label="I have read what changes, and I answer for it",
        error_messages={"required": "Select that you have read what changes"},
    )
