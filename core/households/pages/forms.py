"""What the pages about households ask."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from core.households import columns, listing
from core.households.actions import NewPerson
from core.households.models import ChangeOfCircumstance, Household, MemberRole
from core.people.pages.forms import family_name_field, known_as_field, sex_field, version_field
from core.staffing.models import Team
from hearth.access import Actor
from hearth.ui.forms import DatePartsField, Form, PhoneField, PostcodeField
from hearth.ui.words import lower_first

SHORT = {"class": "govuk-input--width-10"}


class OpenHouseholdForm(Form):
    """One carer, or two. Each one's date of birth is asked for the register (SI 2011/581 r31), and tells namesakes
    apart: a carer who is on record already is found by name and date of birth.
    """

    first_known_as = known_as_field()
    first_family_name = family_name_field()
    first_born_on = DatePartsField(label="Date of birth")
    first_sex = sex_field()
    first_phone = PhoneField(label="Phone number", required=False)
    first_email = forms.EmailField(label="Email address", required=False, max_length=254)
    second_known_as = known_as_field(required=False)
    second_family_name = family_name_field(required=False)
    second_born_on = DatePartsField(label="Date of birth", required=False)
    second_sex = sex_field()
    second_phone = PhoneField(label="Phone number", required=False)
    second_email = forms.EmailField(label="Email address", required=False, max_length=254)
    lines = forms.CharField(
        label="Address", required=False, widget=forms.Textarea({"rows": 4}), help_text="A line of it to a line"
    )
    postcode = PostcodeField(label="Postcode", required=False, widget=forms.TextInput(SHORT))
    opened_on = DatePartsField(label="Date the record is opened", required=False, help_text="Leave empty for today")

    sections = (
        (
            "First carer",
            ("first_known_as", "first_family_name", "first_born_on", "first_sex", "first_phone", "first_email"),
        ),
        (
            "Second carer, if there is one",
            ("second_known_as", "second_family_name", "second_born_on", "second_sex", "second_phone", "second_email"),
        ),
        ("The home", ("lines", "postcode", "opened_on")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("second_known_as")) != bool(cleaned.get("second_family_name")):
            missing = "second_known_as" if cleaned.get("second_family_name") else "second_family_name"
            self.add_error(missing, f"Enter the {lower_first(str(self.fields[missing].label))}")
        if cleaned.get("second_known_as") and not cleaned.get("second_born_on") and "second_born_on" not in self.errors:
            self.add_error("second_born_on", "Enter the date of birth")
        return cleaned

    def act_values(self) -> dict[str, Any]:
        asked = self.cleaned_data
        carers = [self._carer("first")] + ([self._carer("second")] if asked["second_known_as"] else [])
        home = {name: asked[name] for name in ("lines", "postcode", "opened_on")}
        return {"carers": carers, **home}

    def _carer(self, which: str) -> NewPerson:
        names = ("known_as", "family_name", "born_on", "sex", "phone", "email")
        return NewPerson(**{name: self.cleaned_data[f"{which}_{name}"] for name in names})


class AddMemberForm(Form):
    role = forms.ChoiceField(
        label="What are they in the household?",
        choices=MemberRole.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they are in the household"},
    )
    known_as = known_as_field()
    family_name = family_name_field()
    born_on = DatePartsField(label="Date of birth", required=False, help_text="Needed for a child")
    sex = sex_field()
    from_on = DatePartsField(label="Date they joined", help_text="The first day on which they lived there")

    def act_values(self) -> dict[str, Any]:
        names = ("known_as", "family_name", "born_on", "sex")
        person = NewPerson(**{name: self.cleaned_data[name] for name in names})
        return {"person": person, "role": self.cleaned_data["role"], "from_on": self.cleaned_data["from_on"]}


class EndMembershipForm(Form):
    until_on = DatePartsField(label="Date they left")


class MoveForm(Form):
    lines = forms.CharField(label="Address", widget=forms.Textarea({"rows": 4}), help_text="A line of it to a line")
    postcode = PostcodeField(label="Postcode", widget=forms.TextInput(SHORT))
    moved_on = DatePartsField(label="Date of the move")
    version = version_field()


class ChangeForm(Form):
    kind = forms.ChoiceField(
        label="What has changed?",
        choices=[("", "Choose one"), *ChangeOfCircumstance.Kind.choices],
        error_messages={"required": "Select what has changed"},
    )
    happened_on = DatePartsField(label="Date it changed")
    told_on = DatePartsField(label="Date we were told", required=False, help_text="Leave empty for today")
    note = forms.CharField(
        label="In your words",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Enter what has changed"},
    )


class CloseForm(Form):
    closed_on = DatePartsField(label="Date of closing")
    reason = forms.ChoiceField(
        label="Why is it closed?",
        choices=[("", "Choose one"), *Household.ClosingReason.choices],
        error_messages={"required": "Select why it is closed"},
    )
    version = version_field()


class FilterForm(Form):
    """The filters of the list, with those that other areas add. Answered by an address, never posted."""

    def __init__(self, data: Any, *, actor: Actor, on: date) -> None:
        super().__init__(data)
        self.fields["worker"] = _choice(
            "Social worker", [(str(key), name) for key, name in listing.workers_with_households(on)]
        )
        teams = Team.objects.visible_to(actor).on(on).values_list("id", "name")
        self.fields["team"] = _choice("Team", [(str(key), name) for key, name in teams])
        for added in columns.filters_for(actor):
            self.fields[added.name] = _choice(added.label, added.choices())
        self.fields["place"] = forms.CharField(
            label="Postcode area",
            required=False,
            max_length=4,
            widget=forms.TextInput({"class": "govuk-input--width-4"}),
        )


def _choice(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "All"), *choices], required=False)
