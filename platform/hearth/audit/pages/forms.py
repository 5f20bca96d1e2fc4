"""What may be asked of the audit."""

from typing import Any

from django import forms

from hearth.audit.recording import known_codes
from hearth.audit.searching import ACTORS, areas
from hearth.ui.forms import AppointmentField, Form


class SearchForm(Form):
    """Days, and kinds of entry. Names are not asked for here: they belong in no address."""

    from_on = AppointmentField(label="From", required=False)
    until_on = AppointmentField(label="To", required=False)
    actor_kind = forms.ChoiceField(label="By", required=False)
    area = forms.ChoiceField(label="Part of the service", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor_kind"].choices = [("", "Anybody"), *ACTORS.items()]
        self.fields["area"].choices = [("", "All of it"), *areas([*known_codes(), "list.read", "search.read"])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from_on"), cleaned.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", forms.ValidationError("The last day must be the same as or after the first day"))
        return cleaned
