from typing import Any

from django import forms

from core.payments.actions import HIGHEST_SKILL_LEVEL
from hearth.ui.forms import DatePartsField, Form, WholeNumberField


class FeeStandingForm(Form):
    from_on = DatePartsField(label="From", help_text="The first day that is paid so. For example, 14 3 2026")
    skill_level = WholeNumberField(label="Skill level", min_value=0, max_value=HIGHEST_SKILL_LEVEL, required=False)
    scheme_code = forms.ChoiceField(label="Specialist scheme", required=False)
    reason = forms.CharField(label="Reason", help_text="For example, moved up after the review", max_length=300)

    def __init__(self, *args: Any, schemes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme_code"].choices = [("", "None"), *schemes.items()]
        if not schemes:
            del self.fields["scheme_code"]
