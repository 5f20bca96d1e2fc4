"""Forms as GOV.UK components, with words that say what to do.

A form is a `Form` (or `ModelForm`); its fields are Django's own or those here. The label words every message, so that
none of Django's default messages is shown; a question ("Who did you see?") gives its own `required` message.
"""

from hearth.ui.forms.acts import attempt
from hearth.ui.forms.base import Form, ModelForm, Worded
from hearth.ui.forms.fields import (
    AppointmentField,
    DateParts,
    DatePartsField,
    MoneyField,
    PhoneField,
    PostcodeField,
    WholeNumberField,
    YesNoField,
)
from hearth.ui.forms.renderer import GovukRenderer

GovukFormMixin = Worded  # before a library's form: the same words and components as ours

__all__ = [
    "AppointmentField",
    "DateParts",
    "DatePartsField",
    "Form",
    "GovukFormMixin",
    "GovukRenderer",
    "ModelForm",
    "MoneyField",
    "PhoneField",
    "PostcodeField",
    "WholeNumberField",
    "Worded",
    "YesNoField",
    "attempt",
]
