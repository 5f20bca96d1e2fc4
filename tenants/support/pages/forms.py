from django import forms

from hearth.ui.forms import Form
from tenants.support.models import ROLES

HOURS = [("1", "1 hour"), ("4", "4 hours"), ("24", "24 hours"), ("168", "7 days")]


class AllowForm(Form):
    role = forms.ChoiceField(
        label="What may they do?",
        help_text="They act under their own name, marked as support. Neither role opens a child’s record to change it.",
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they may do"},
    )
    hours = forms.TypedChoiceField(
        label="For how long?",
        help_text="Each time they come in, it is for an hour at most. You can forbid it at any moment.",
        choices=HOURS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select for how long"},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        error_messages={"required": "Enter why operators may come in"},
    )


class AskForm(Form):
    reason = forms.CharField(
        label="Why do you need to come in?",
        help_text="The council reads this. Name no person.",
        max_length=300,
        error_messages={"required": "Enter why you need to come in"},
    )
