"""What the pages about persons ask."""

from datetime import date
from typing import Any

from django import forms

from core.people.models import ContactPoint, Sex
from hearth.ui.forms import DatePartsField, Form, PhoneField, PostcodeField

NAME_SIZE = {"class": "govuk-!-width-two-thirds"}


def known_as_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=kwargs.pop("label", "Name they are known by"), max_length=100, widget=forms.TextInput(NAME_SIZE), **kwargs
    )


def family_name_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=kwargs.pop("label", "Family name"), max_length=100, widget=forms.TextInput(NAME_SIZE), **kwargs
    )


def sex_field(**kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=kwargs.pop("label", "Sex"),
        choices=[("", "Not recorded"), *Sex.choices],
        required=False,
        help_text="Asked for by the register of foster carers",
        **kwargs,
    )


def version_field() -> forms.IntegerField:
    """The version of the record that the form was filled from, so that nobody's change is overwritten unseen."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class DetailsForm(Form):
    given_names = forms.CharField(
        label="Names on official papers",
        max_length=150,
        required=False,
        help_text="Given names in full, where they differ from the name they are known by",
        widget=forms.TextInput(NAME_SIZE),
    )
    born_on = DatePartsField(label="Date of birth", required=False)
    sex = sex_field()
    pronouns = forms.CharField(
        label="Pronouns", max_length=40, required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )
    version = version_field()


class NameForm(Form):
    known_as = known_as_field()
    family_name = family_name_field()
    from_on = DatePartsField(label="Date of the new name", help_text="The first day on which they went by it")
    version = version_field()


class ContactPointForm(Form):
    kind = forms.ChoiceField(label="Kind", choices=ContactPoint.Kind.choices, widget=forms.RadioSelect)
    phone = PhoneField(label="Phone number", required=False)
    email = forms.EmailField(label="Email address", required=False, max_length=254)
    from_on = DatePartsField(label="Date from", required=False, help_text="Leave empty for today")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].reveals = {"phone": "phone", "email": "email"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind and not cleaned.get(kind) and kind not in self.errors:
            self.add_error(kind, f"Enter the {self.fields[kind].label.lower()}")
        return cleaned

    def act_values(self) -> dict[str, Any]:
        """What the act takes: one value, of the kind chosen."""
        kind = self.cleaned_data["kind"]
        from_on: date | None = self.cleaned_data["from_on"]
        return {"kind": kind, "value": self.cleaned_data[kind], "from_on": from_on}

    def refuse(self, message: str, *, field: str | None = None, source: str = "") -> None:
        super().refuse(message, field=self.cleaned_data["kind"] if field == "value" else field, source=source)


class EndContactPointForm(Form):
    until_on = DatePartsField(label="Date it ended", required=False, help_text="Leave empty for today")


class AddressForm(Form):
    lines = forms.CharField(label="Address", widget=forms.Textarea({"rows": 4}), help_text="A line of it to a line")
    postcode = PostcodeField(
        label="Postcode", required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )
    from_on = DatePartsField(label="Date they moved", required=False, help_text="Leave empty for today")
