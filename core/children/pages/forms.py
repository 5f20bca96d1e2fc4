from django import forms

from hearth.ui.forms import DatePartsField, Form


class Known(Form):
    """What the service must know of a child, whenever it learns it."""

    social_worker_name = forms.CharField(label="Child’s social worker", max_length=150)
    placing_authority = forms.CharField(
        label="Placing authority",
        help_text="Only if another council is responsible for the child",
        max_length=150,
        required=False,
    )
    needs = forms.CharField(
        label="What a carer must know from the first day",
        help_text="Health, food, sleep, school, what comforts the child",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )


class OpenRecordForm(Known):
    known_as = forms.CharField(label="First name", help_text="The name the child uses", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    born_on = DatePartsField(label="Date of birth", help_text="For example, 23 11 2018")
    looked_after_from_on = DatePartsField(
        label="Date the child became looked after", help_text="For example, 14 3 2026"
    )

    field_order = ["known_as", "family_name", "born_on", "looked_after_from_on"]


class CorrectRecordForm(Known):
    version = forms.IntegerField(widget=forms.HiddenInput)
    looked_after_until_on = DatePartsField(
        label="Date the child stopped being looked after", required=False, help_text="For example, 14 3 2026"
    )
