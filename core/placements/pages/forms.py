from typing import Any

from django import forms

from core.households.models import Household
from core.placements.models import EndReason
from hearth.ui.forms import DatePartsField, Form

DAY_HINT = "For example, 14 3 2026"


class PlaceChildForm(Form):
    household = forms.ModelChoiceField(
        queryset=Household.objects.none(),
        label="Household",
        empty_label="Select a household",
        error_messages={"required": "Select a household", "invalid_choice": "Select a household from the list"},
    )
    type_code = forms.ChoiceField(label="Type of placement", error_messages={"required": "Select a type of placement"})
    started_on = DatePartsField(label="Date of placement", help_text=DAY_HINT)
    all_siblings = forms.BooleanField(
        label="This child and all children already placed there are siblings of each other", required=False
    )
    emergency = forms.BooleanField(
        label="This is an emergency placement outside the terms of approval",
        required=False,
    )

    def __init__(self, *args: Any, households: Any, types: dict[str, str], emergency_hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emergency"].help_text = emergency_hint
        self.fields["household"].queryset = households
        self.fields["type_code"].choices = [("", "Select a type"), *types.items()]


class EndPlacementForm(Form):
    ended_on = DatePartsField(label="Date the child left", help_text=DAY_HINT)
    reason = forms.ChoiceField(
        label="Why did the placement end?",
        choices=EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why the placement ended"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
