"""The small forms on the way of a version: opening, submitting, commenting, moving, comparing, withdrawing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from config_per_tenant.versions.models import PolicyVersion
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
    version = forms.IntegerField(widget=forms.HiddenInput)  # the state that was read
    read = forms.BooleanField(
        label="I have read what changes, and I answer for it",
        error_messages={"required": "Select that you have read what changes"},
    )


class RescheduleForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)  # the state that was read
    effective_from = DatePartsField(label="New day it takes effect", help_text="Today or later.")
    reason = forms.CharField(
        label="Why it moves to another day",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Enter why it takes effect on another day"},
    )


class NoteForm(Form):
    note = forms.CharField(
        label="Note",
        help_text="What was agreed about it, if anything.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class CommentForm(Form):
    """A remark on a version; `about` are the settings it may be about."""

    text = forms.CharField(
        label="Your comment",
        help_text="It stays as you write it, with your name.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": "Enter a comment"},
    )
    key = forms.ChoiceField(label="What it is about", required=False, widget=forms.Select())

    def __init__(self, *args: Any, about: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [("", "The version as a whole"), *about]
        self.fields["key"].widget.attrs["data-choices"] = "select"
        if not about:
            self.fields["key"].widget = forms.HiddenInput()


class CompareForm(Form):
    """Two versions, chosen by their numbers."""

    earlier = forms.ChoiceField(label="From", error_messages={"required": "Select the version to compare from"})
    later = forms.ChoiceField(label="To", error_messages={"required": "Select the version to compare to"})

    def __init__(self, *args: Any, versions: Sequence[PolicyVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_number = {str(version.number): version for version in versions}
        choices = [(number, _short(version)) for number, version in self.by_number.items()]
        for name in ("earlier", "later"):
            self.fields[name].choices = choices
            self.fields[name].widget.attrs["data-choices"] = "select"
        if versions:
            standing = [str(each.number) for each in versions if each.approved_at and not each.withdrawn_at]
            self.initial.setdefault("later", str(versions[0].number))
            before = [number for number in standing if number != str(versions[0].number)]
            self.initial.setdefault("earlier", before[0] if before else str(versions[-1].number))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("earlier") and cleaned.get("earlier") == cleaned.get("later"):
            self.refuse("Select two different versions", field="later")
        return cleaned

    def chosen(self) -> tuple[PolicyVersion, PolicyVersion]:
        return self.by_number[self.cleaned_data["earlier"]], self.by_number[self.cleaned_data["later"]]


def _short(version: PolicyVersion) -> str:
    title = version.title if len(version.title) <= 50 else f"{version.title[:49].rstrip()}…"
    return version.label if version.is_opening else f"{version.label}: {title}"
