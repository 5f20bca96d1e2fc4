"""The forms of supervision: logging, planning and correcting visits, and finishing what was agreed."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms

from core.supervision.models import VisitKind, VisitMode
from core.supervision.rules import visit_is_not_in_the_future
from hearth.dates import LONDON, today
from hearth.errors import RuleBroken
from hearth.ui.forms import AppointmentField, DatePartsField, Form

KINDS = VisitKind.choices
MODES = VisitMode.choices
KIND_HINTS = {"unannounced": "Counts towards the unannounced visits of the year"}
ACTION_LINES = 3
DAY_HINT = "For example, 14 3 2026"  # a day that has passed: the date asked for may not lie ahead


def _kind_field() -> forms.ChoiceField:
    field = forms.ChoiceField(
        label="What kind of visit was it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what kind of visit it was"},
    )
    field.choice_hints = KIND_HINTS  # type: ignore[attr-defined]  # read by our renderer
    return field


def _mode_field(label: str = "Where was it?") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=MODES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select where the visit was"},
    )


class PeopleSeenField(forms.ModelMultipleChoiceField):
    """Persons of the household, each with who they are there."""

    def __init__(self, **kwargs: Any) -> None:
        self.roles: dict[Any, str] = {}
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, person: Any) -> str:
        role = self.roles.get(person.pk, "")
        return f"{person}, {role}" if role else str(person)


class VisitDetailsForm(Form):
    """What is told of a visit, whether for the first time or in a correction."""

    made_on = DatePartsField(label="Date of visit", help_text=DAY_HINT)
    kind = _kind_field()
    mode = _mode_field()
    seen = PeopleSeenField(
        queryset=None,
        label="Who did you see?",
        help_text="Select all that apply",
        error_messages={"required": "Select who you saw"},
    )
    summary = forms.CharField(
        label="Summary",
        max_length=300,
        help_text="One or two sentences, shown on the household’s timeline",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter a summary of the visit"},
    )
    notes = forms.CharField(
        label="What happened?",
        max_length=20_000,
        required=False,
        help_text="Keep to facts, what was said and what was agreed",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("The visit", ("made_on", "kind", "mode", "seen")),
        ("What happened", ("summary", "notes")),
    )

    def __init__(self, *args: Any, people: Any, roles: dict[Any, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = self.fields["seen"]
        seen.queryset = people
        seen.roles = roles
        if not roles:
            seen.required = False

    def clean_made_on(self) -> date:
        """Told together with whatever else is wrong, and not only once the rest is right."""
        made_on: date = self.cleaned_data["made_on"]
        try:
            visit_is_not_in_the_future(made_on, today())
        except RuleBroken as broken:
            raise forms.ValidationError(broken.message, code=broken.code) from None
        return made_on


class VisitForm(VisitDetailsForm):
    """Logging a visit, with up to three actions. `token` makes two presses of the button one visit."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("token", uuid4())
        names = []
        by_key = {str(owner.pk): owner for owner in owners}
        for line in range(1, ACTION_LINES + 1):
            self.fields[f"action_{line}"] = forms.CharField(
                label=f"Action {line}", max_length=300, required=False, help_text="What was agreed" if line == 1 else ""
            )
            self.fields[f"action_{line}_due"] = AppointmentField(label=f"Action {line} due by", required=False)
            self.fields[f"action_{line}_owner"] = forms.TypedChoiceField(
                choices=[("", "The carers"), *((key, str(owner)) for key, owner in by_key.items())],
                coerce=by_key.get,
                empty_value=None,
                label=f"Who does action {line}?",
                required=False,
                widget=forms.Select(attrs={"data-choices": "select"}),
            )
            names += [f"action_{line}", f"action_{line}_due", f"action_{line}_owner"]
        self.sections = (*VisitDetailsForm.sections, ("Actions agreed", tuple(names)))
        from hearth.ui.forms.messages import word

        for name in names:
            word(self.fields[name], name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in range(1, ACTION_LINES + 1):
            due_on = cleaned.get(f"action_{line}_due")
            if due_on and not cleaned.get(f"action_{line}"):
                self.add_error(f"action_{line}", f"Enter what action {line} is, or clear its date")
        return cleaned

    def told(self) -> dict[str, Any]:
        """The answers as the act takes them."""
        from core.supervision.actions import Agreed

        answers = self.cleaned_data
        lines = range(1, ACTION_LINES + 1)
        actions = [
            Agreed(answers[f"action_{line}"], answers[f"action_{line}_due"], answers[f"action_{line}_owner"])
            for line in lines
            if answers.get(f"action_{line}")
        ]
        plain = {name: answers[name] for name in ("made_on", "kind", "mode", "summary", "notes", "token")}
        return {**plain, "seen": list(answers["seen"]), "actions": actions}


class CorrectionForm(VisitDetailsForm):
    reason = forms.CharField(
        label="Why is the record corrected?",
        max_length=300,
        help_text="Both the old record and this reason are kept",
        error_messages={"required": "Enter why the record is corrected"},
    )
    sections = (*VisitDetailsForm.sections, ("The correction", ("reason",)))


class WithdrawalForm(Form):
    reason = forms.CharField(
        label="Why did the visit not take place?",
        max_length=300,
        error_messages={"required": "Enter why the visit did not take place"},
    )


class PlanForm(Form):
    """A visit for the diary."""

    day = AppointmentField(label="Day")
    at = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="For example, 2:30pm",
        input_formats=["%H:%M", "%I:%M%p", "%I%p", "%H:%M:%S"],
    )
    kind = forms.ChoiceField(
        label="What kind of visit will it be?",
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=VisitKind.ANNOUNCED,
        error_messages={"required": "Select what kind of visit it will be"},
    )
    mode = forms.ChoiceField(
        label="Where will it be?",
        choices=MODES,
        widget=forms.RadioSelect,
        initial=VisitMode.HOME,
        error_messages={"required": "Select where the visit will be"},
    )
    worker: Any = forms.ModelChoiceField(queryset=None, label="Who will visit?", empty_label=None, error_messages={
        "required": "Select who will visit"
    })  # fmt: skip
    note = forms.CharField(label="Note for the diary", max_length=200, required=False)

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers

    def told(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        day: date = answers.pop("day")
        at: time = answers.pop("at")
        return {**answers, "planned_for_at": datetime.combine(day, at, tzinfo=LONDON)}


class CancelForm(Form):
    reason = forms.CharField(
        label="Why is it cancelled?", max_length=200, error_messages={"required": "Enter why the visit is cancelled"}
    )


class ActionDoneForm(Form):
    done_on = DatePartsField(label="Date it was done", help_text=DAY_HINT)


class ArrangementForm(Form):
    reason = forms.ChoiceField(
        label="Why do visits vary?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select why visits vary"},
    )
    from_on = DatePartsField(
        label="From what day?", error_messages={"required": "Enter the day from which visits vary"}
    )
    note = forms.CharField(
        label="What was agreed", max_length=300, error_messages={"required": "Enter what was agreed"}
    )

    def __init__(self, *args: Any, variations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = self.fields["reason"]
        reasons.choices = [(variation.when, variation.in_words()) for variation in variations]


class ChooseHouseholdForm(Form):
    """Which household a visit was to, when it is not clear from where the person came."""

    household: Any = forms.ModelChoiceField(
        queryset=None,
        label="Household",
        empty_label="Choose a household",
        widget=forms.Select(attrs={"data-choices": "select"}),
    )

    def __init__(self, *args: Any, households: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["household"].queryset = households
