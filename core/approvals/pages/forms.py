"""What the pages about approvals ask."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from config_per_tenant.policy import policy_on
from core.approvals.deciding import makers_of
from core.approvals.labels import category_choices
from core.approvals.limits import limit
from core.approvals.models import EndReason, Terms
from core.approvals.rules import OLDEST
from core.people.pages.forms import version_field
from hearth.dates import today
from hearth.identity.models import User
from hearth.ui.forms import DatePartsField, Form, WholeNumberField, YesNoField

NARROW = {"class": "govuk-input--width-2"}
ENDINGS = [
    (reason.value, reason.label)
    for reason in EndReason
    if reason not in (EndReason.RESIGNED, EndReason.APPROVED_IN_FULL)
]


class DecidedForm(Form):
    """A form about a decision: who took it is chosen among those who may take it in this council."""

    def __init__(self, *args: Any, decisions: Sequence[str], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {user.pk: user for decision in decisions for user in makers_of(decision, on)}
        self._makers: dict[str, User] = {str(key): user for key, user in people.items()}
        names = sorted(((key, user.name) for key, user in self._makers.items()), key=lambda one: one[1])
        field = self.fields["decided_by"]
        field.choices = [("", "Choose one"), *names]

    def clean_decided_by(self) -> User | None:
        return self._makers.get(self.cleaned_data["decided_by"])


def decided_by_field(*, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Who took the decision?",
        required=required,
        widget=forms.Select({"data-choices": "select"}),
        help_text="Those whose role takes this decision in your council",
        error_messages={"required": "Select who took the decision"},
    )


class TermsFields(DecidedForm):
    """The terms of an approval."""

    places = WholeNumberField(
        label="Number of children", min_value=1, max_value=20, widget=forms.TextInput(NARROW | {"inputmode": "numeric"})
    )
    age_from = WholeNumberField(
        label="Youngest age",
        min_value=0,
        max_value=OLDEST,
        help_text="In years",
        widget=forms.TextInput(NARROW | {"inputmode": "numeric"}),
    )
    age_to = WholeNumberField(
        label="Oldest age",
        min_value=0,
        max_value=OLDEST,
        help_text="In years",
        widget=forms.TextInput(NARROW | {"inputmode": "numeric"}),
    )
    placement_types = forms.MultipleChoiceField(
        label="Placement types",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave empty for any type",
    )
    over_limit = forms.ChoiceField(
        label="Why more than the usual limit?",
        choices=[("", "At or below the limit, or not known"), *Terms.OverLimit.choices],
        required=False,
        widget=forms.Select({"data-choices": "select"}),
        help_text="Only for more than 3 children (Children Act 1989 Sch 7)",
    )
    note = forms.CharField(
        label="Conditions or notes",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Such as the child for whom a connected person is approved",
    )
    decided_by = decided_by_field()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        catalogue = policy_on(on)["placements.catalogue"]
        self.fields["placement_types"].choices = [(known.code, known.name) for known in catalogue.offered()]


class ApproveForm(TermsFields):
    category = forms.ChoiceField(
        label="Approved as",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they are approved as"},
    )
    approved_on = DatePartsField(label="Date of the decision")
    temporary = YesNoField(
        label="Is it a temporary approval of a connected person?",
        error_messages={"required": "Select whether it is a temporary approval"},
    )
    temporary_until_on = DatePartsField(label="Last day", required=False)

    sections = (
        ("The decision", ("category", "approved_on", "temporary", "decided_by")),
        ("The terms", ("places", "age_from", "age_to", "placement_types", "over_limit", "note")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = category_choices()
        most = limit("connected_person.temporary_approval", today())
        self.fields["temporary"].help_text = f"For at most {most.value.in_words()} ({most.source})"
        self.fields["temporary"].reveals = {"yes": "temporary_until_on"}
        order = ("category", "approved_on", "temporary", "temporary_until_on", "decided_by")
        self.order_fields([*order, *(name for name in self.fields if name not in order)])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        temporary = cleaned.pop("temporary", None)
        if temporary and not cleaned.get("temporary_until_on") and "temporary_until_on" not in self.errors:
            self.add_error("temporary_until_on", "Enter the last day of the temporary approval")
        if temporary is False:
            cleaned["temporary_until_on"] = None
        return cleaned


class TermsForm(TermsFields):
    from_on = DatePartsField(label="Date the new terms start")
    version = version_field()

    field_order = ("from_on", "places", "age_from", "age_to", "placement_types", "over_limit", "note", "decided_by")


class ExtensionForm(DecidedForm):
    decided_on = DatePartsField(label="Date of the decision")
    until_on = DatePartsField(label="New last day")
    decided_by = decided_by_field()
    version = version_field()


class ResignationForm(Form):
    received_on = DatePartsField(
        label="Date the notice was received", help_text="The day the written notice reached the service"
    )
    note = forms.CharField(label="Notes", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    version = version_field()


class EndingForm(DecidedForm):
    reason = forms.ChoiceField(
        label="Why did it end?",
        choices=ENDINGS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it ended"},
    )
    ends_on = DatePartsField(label="Date it ended")
    decided_by = decided_by_field(required=False)
    note = forms.CharField(label="Notes", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    version = version_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].reveals = {EndReason.TERMINATED.value: "decided_by"}
