"""The forms of staffing: appointing, leaving, allocating."""

from typing import Any

from django import forms

from hearth.ui.forms import DatePartsField, Form

AS_SELECT = {"data-choices": "select"}


class AppointForm(Form):
    user: Any = forms.ModelChoiceField(
        queryset=None,
        label="Who?",
        empty_label="Choose a colleague",
        widget=forms.Select(attrs=AS_SELECT),
        error_messages={"required": "Select who is appointed"},
    )
    from_on = DatePartsField(label="First day in the post")
    fte = forms.DecimalField(
        label="Full-time equivalent",
        max_digits=4,
        decimal_places=2,
        min_value=0,
        max_value=1,
        required=False,
        help_text="1 is full time, 0.5 half. Leave empty if it is not known",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class EndForm(Form):
    until_on = DatePartsField(label="First day without them")


class AllocateForm(Form):
    """A worker for a subject. Workers whose team does such work come first."""

    worker: Any = forms.ModelChoiceField(
        queryset=None,
        label="Worker",
        empty_label="Choose a worker",
        widget=forms.Select(attrs=AS_SELECT),
    )
    from_on = DatePartsField(label="First day", help_text="Whoever does it now stops on this day")

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers
