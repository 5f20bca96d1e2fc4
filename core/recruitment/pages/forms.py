from collections.abc import Mapping
from typing import Any

from django import forms

from core.recruitment.models import Channel, EndReason, Route
from core.recruitment.rules import CONTACTS
from hearth.ui.forms import DatePartsField, Form, PhoneField, PostcodeField

DAY_HINT = "For example, 14 3 2026"
ONE_OF_TWO = "Give an email address or a phone number, or both"
TO_THE_ASKER: dict[str, str] = {Route.CONNECTED: "Caring for a child you know"}  # where staff read "a child they know"


class Who(Form):
    """Who asks, and how to answer them."""

    known_as = forms.CharField(
        label="First name", max_length=100, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label="Family name", max_length=100, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label="Email address",
        required=False,
        help_text=ONE_OF_TWO,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = PhoneField(label="Phone number", required=False)
    postcode = PostcodeField(label="Postcode", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "phone"):
            self.fields[name].one_of_several = True  # read by our renderer: neither is optional when the other is empty

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"email", "phone"} & set(self.errors) and not cleaned.get("email") and not cleaned.get("phone"):
            self.refuse("Enter an email address or a phone number, so that we can answer", field="email")
        return cleaned


class PublicEnquiryForm(Who):
    """What the public is asked. `website` is a box that people do not see and that programs fill in."""

    route = forms.ChoiceField(
        label="What are you interested in?",
        choices=[(value, TO_THE_ASKER.get(value, label)) for value, label in Route.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you are interested in"},
    )
    message = forms.CharField(
        label="Is there anything you would like to ask or tell us?",
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    heard_from = forms.CharField(label="How did you hear about fostering with us?", max_length=150, required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ["route", "known_as", "family_name", "email", "phone", "postcode", "message", "heard_from"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_as"].error_messages["required"] = "Enter your first name"
        self.fields["family_name"].error_messages["required"] = "Enter your family name"


class NewEnquiryForm(Who):
    received_on = DatePartsField(label="Date of the enquiry", help_text=DAY_HINT)
    channel = forms.ChoiceField(
        label="How did it reach us?",
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the enquiry reached us"},
    )
    route = forms.ChoiceField(
        label="What are they interested in?",
        choices=Route.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they are interested in"},
    )
    message = forms.CharField(label="What they asked or said", widget=forms.Textarea, max_length=2000, required=False)
    heard_from = forms.CharField(label="How they heard about fostering with us", max_length=150, required=False)

    field_order = ["received_on", "channel", "route", "known_as", "family_name", "email", "phone", "postcode"]


class ContactForm(Form):
    event = forms.ChoiceField(
        label="What was done?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was done"},
    )
    made_on = DatePartsField(label="Date", help_text=DAY_HINT)
    note = forms.CharField(label="Note", widget=forms.Textarea, max_length=2000, required=False)

    def __init__(self, *args: Any, done: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [(event, label) for event, label in CONTACTS.items() if event not in done]


class StageForm(Form):
    stage = forms.ChoiceField(
        label="Which stage was reached?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the stage that was reached"},
    )
    reached_on = DatePartsField(label="Date", help_text=DAY_HINT)

    def __init__(self, *args: Any, stages: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = list(stages.items())


class EndForm(Form):
    reason = forms.ChoiceField(
        label="Why does it end?",
        choices=EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it ends"},
    )
    ended_on = DatePartsField(label="Date", help_text=DAY_HINT)
