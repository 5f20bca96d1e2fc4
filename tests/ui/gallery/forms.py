from django import forms

from hearth.ui.forms import (
    AppointmentField,
    DatePartsField,
    Form,
    MoneyField,
    PhoneField,
    PostcodeField,
    WholeNumberField,
    YesNoField,
)

KINDS = [("visit", "Supervision visit"), ("unannounced", "Unannounced visit"), ("other", "Other")]
PEOPLE = [("g", "Grace Okafor"), ("d", "Daniel Reid"), ("a", "Child A"), ("b", "Child B")]


class VisitForm(Form):
    sections = (("Who was there", ("seen", "alone")), ("What was said", ("notes", "signed")))

    made_on = DatePartsField(label="Date of visit", help_text="For example, 23 11 2026")
    kind = forms.ChoiceField(
        label="What kind of visit was it?",
        choices=KINDS,
        error_messages={"required": "Select what kind of visit it was"},
    )
    kind.choice_hints = {"unannounced": "Counts towards the yearly unannounced visit"}
    kind.reveals = {"other": "other_kind"}
    other_kind = forms.CharField(label="Kind of visit", required=False, max_length=60)
    seen = forms.MultipleChoiceField(
        label="Who did you see?",
        choices=PEOPLE,
        help_text="Select all that apply",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select who you saw"},
    )
    alone = YesNoField(
        label="Did you see each child alone?", error_messages={"required": "Select whether you saw each child alone"}
    )
    notes = forms.CharField(
        label="What happened?",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Keep to facts and what was agreed",
        error_messages={"required": "Enter what happened"},
    )
    signed = forms.FileField(label="Signed record of the visit", required=False)


class QuestionsForm(Form):
    """Every kind of field."""

    name = forms.CharField(label="Name", max_length=150)
    email = forms.EmailField(label="Email address")
    phone = PhoneField(label="Phone number", required=False)
    postcode = PostcodeField(label="Postcode")
    born_on = DatePartsField(label="Date of birth")
    meeting_on = AppointmentField(label="Day of the meeting")
    starts_at = forms.TimeField(label="Time")
    fee_pence = MoneyField(label="Weekly fee", most=200_000)
    children = WholeNumberField(label="Number of children", min_value=0, max_value=12)
    miles = forms.DecimalField(label="Miles travelled", required=False, max_digits=6, decimal_places=1)
    team = forms.ChoiceField(label="Team", choices=[("", "---------")] + [(str(n), f"Team {n}") for n in range(12)])
    worker = forms.ChoiceField(
        label="Worker",
        choices=[("", "---------")] + [(str(n), f"Worker {n}") for n in range(40)],
        widget=forms.Select(attrs={"data-lookup": True}),
    )
    known = forms.NullBooleanField(label="Known to the council", required=False)
    agrees = forms.BooleanField(label="I agree that the council may keep these details")
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    away = forms.MultipleChoiceField(
        label="Days away", required=False, choices=[(str(n), f"Day {n}") for n in range(9)]
    )
    link = forms.URLField(label="Web page", required=False, assume_scheme="https")


class FilterForm(Form):
    name = forms.CharField(label="Reference", required=False)
    terms = forms.ChoiceField(
        label="Approval", required=False, choices=[("", "Any"), ("general", "General"), ("kinship", "Kinship")]
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Any"), ("approved", "Approved"), ("hold", "On hold")]
    )
