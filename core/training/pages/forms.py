"""What the page about a carer's standards asks."""

from django import forms

from hearth.ui.forms import DatePartsField, Form


class TsdForm(Form):
    completed_on = DatePartsField(label="Date of completion")
    evidence = forms.CharField(
        label="What shows it",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Such as the certificate and who signed it",
        error_messages={"required": "Enter what shows it, such as the certificate"},
    )
