"""What the page about a review asks."""

from django import forms

from core.approvals.pages.forms import DecidedForm, decided_by_field
from core.reviews.models import Outcome
from hearth.ui.forms import DatePartsField, YesNoField


class ReviewForm(DecidedForm):
    held_on = DatePartsField(label="Date of the review meeting", required=False)
    went_to_panel = YesNoField(
        label="Did the panel hear it?", error_messages={"required": "Select whether the panel heard it"}
    )
    decided_on = DatePartsField(
        label="Date of the decision", help_text="The next review is counted from this day, not from the meeting"
    )
    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was decided"},
    )
    decided_by = decided_by_field()
    notes = forms.CharField(label="Notes", required=False, max_length=8000, widget=forms.Textarea({"rows": 6}))
