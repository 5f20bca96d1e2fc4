"""Fields as GOV.UK components, and messages that say what to do."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hearth.errors import RuleBroken, StaleEdit, StateConflict
from hearth.ui.forms import (
    DatePartsField,
    Form,
    GovukFormMixin,
    ModelForm,
    MoneyField,
    PhoneField,
    PostcodeField,
    YesNoField,
    attempt,
)
from hearth.ui.forms.messages import unworded
from hearth.ui.forms.renderer import component_for, error_items


class Visit(Form):
    made_on = DatePartsField(label="Date of visit", latest=date(2026, 11, 23))


def date_error(day: str, month: str, year: str) -> str:
    form = Visit({"made_on_day": day, "made_on_month": month, "made_on_year": year})
    return "" if form.is_valid() else form.errors["made_on"][0]


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        ("", "", "", "Enter the date of visit"),
        ("3", "", "2026", "Date of visit must include a month"),
        ("", "", "2026", "Date of visit must include a day and month"),
        ("31", "2", "2026", "Date of visit must be a real date"),
        ("a", "2", "2026", "Date of visit must be a real date"),
        ("1", "1", "10000", "Date of visit must be a real date"),
        ("1", "1", "26", "Date of visit must have a year of 4 figures, like 2026"),
        ("24", "11", "2026", "Date of visit must be on or before 23 November 2026"),
        ("23", "11", "2026", ""),
        (" 3 ", "Nov", "2026", ""),
        ("3", "november", "2026", ""),
        ("03", "09", "2026", ""),
    ],
)
def test_a_date_in_three_boxes(day: str, month: str, year: str, message: str) -> None:
    assert date_error(day, month, year) == message


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_whatever_is_typed_as_a_date_is_answered(day: str, month: str, year: str) -> None:
    date_error(day, month, year)


def test_only_the_boxes_at_fault_are_marked_and_the_summary_leads_to_the_first() -> None:
    form = Visit({"made_on_day": "3", "made_on_month": "", "made_on_year": "2026"})
    form.is_valid()
    items = component_for(form["made_on"])[1]["items"]
    assert [("error" in item["classes"]) for item in items] == [False, True, False]
    assert error_items(form)[0]["href"] == "#id_made_on_month"
    assert [item["value"] for item in items] == ["3", "", "2026"]


def test_a_date_knows_whether_it_changed() -> None:
    field = DatePartsField(label="Date")
    assert not field.has_changed(date(2026, 11, 3), ["3", "11", "2026"])
    assert field.has_changed(date(2026, 11, 3), ["4", "11", "2026"])
    assert field.has_changed(None, ["4", "x", "2026"])


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("250", 25000), ("£1,234.50", 123450), ("0.05", 5), (" 12.5 ", 1250), ("1 000", 100000), ("19.99", 1999)],
)
def test_money_is_kept_in_pence(typed: str, pence: int) -> None:
    assert MoneyField(label="Fee").clean(typed) == pence


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ten", "Fee must be an amount of money, like 250 or 250.75"),
        ("1.234", "Fee must be an amount of money, like 250 or 250.75"),
        ("-1", "Fee must be £0 or more"),
        ("2000", "Fee must be £1,500 or less"),
    ],
)
def test_money_that_is_not(typed: str, message: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        MoneyField(label="Fee", most=150_000).clean(typed)
    assert wrong.value.messages == [message]


def test_money_comes_back_as_it_was_typed() -> None:
    class Fee(Form):
        fee = MoneyField(label="Fee")

    assert component_for(Fee(initial={"fee": 123450})["fee"])[1]["value"] == "1234.50"
    assert component_for(Fee({"fee": "abc"})["fee"])[1]["value"] == "abc"
    assert component_for(Fee(initial={"fee": 0})["fee"])[1]["value"] == "0"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01632960001", "01632 960 001"),
        ("+44 7700 900982", "07700 900 982"),
        ("02079460000", "020 7946 0000"),
        ("0115 496 0000", "0115 496 0000"),
        ("(0117) 496-0123", "0117 496 0123"),
    ],
)
def test_phone_numbers_are_kept_in_groups(typed: str, kept: str) -> None:
    assert PhoneField(label="Phone number").clean(typed) == kept


def test_postcodes() -> None:
    assert PostcodeField(label="Postcode").clean("lu12bq") == "LU1 2BQ"
    with pytest.raises(ValidationError, match="Postcode must be a full postcode"):
        PostcodeField(label="Postcode").clean("LU1")


def test_yes_or_no_is_true_or_false_and_neither_is_chosen_beforehand() -> None:
    class Asked(Form):
        alone = YesNoField(label="Seen alone")

    assert Asked({"alone": "no"}).fields["alone"].clean("no") is False
    assert not any(item["checked"] for item in component_for(Asked()["alone"])[1]["items"])
    assert component_for(Asked(initial={"alone": False})["alone"])[1]["items"][1]["checked"]


class Everything(Form):
    text = forms.CharField(label="Name", max_length=3, min_length=2)
    slug = forms.SlugField(label="Short name")
    email = forms.EmailField(label="Email address")
    url = forms.URLField(label="Web page", assume_scheme="https")
    whole = forms.IntegerField(label="Children", min_value=1, max_value=3)
    part = forms.DecimalField(label="Miles", max_digits=3, decimal_places=1)
    number = forms.FloatField(label="Share")
    day = forms.DateField(label="Day")
    at = forms.TimeField(label="Time")
    moment = forms.DateTimeField(label="Moment")
    one = forms.ChoiceField(label="Kind", choices=[("a", "A")])
    many = forms.MultipleChoiceField(label="Kinds", choices=[("a", "A")])
    typed = forms.TypedChoiceField(label="Sort", choices=[("1", "One")], coerce=int)
    tick = forms.BooleanField(label="I agree")
    file = forms.FileField(label="Signed form", max_length=3)
    key = forms.UUIDField(label="Reference")
    plain = forms.JSONField(label="Details")
    span = forms.DurationField(label="How long it takes")
    pattern = forms.RegexField(r"^\d+$", label="Case number")


WRONG = {
    "text": "abcd",
    "slug": "a b",
    "email": "x",
    "url": "x y",
    "whole": "x",
    "part": "12345",
    "number": "x",
    "day": "x",
    "at": "x",
    "moment": "x",
    "one": "z",
    "many": ["z"],
    "typed": "z",
    "key": "x",
    "plain": "{",
    "span": "x",
    "pattern": "x",
}


def django_s_own() -> set[str]:
    """Every message that Django itself could show."""
    found = set()
    kinds: list[Any] = [forms.Field]
    while kinds:
        kind = kinds.pop()
        if kind.__module__.startswith("django."):
            found |= {str(text) for text in getattr(kind, "default_error_messages", {}).values()}
        kinds += kind.__subclasses__()
    return found | {"Enter a valid email address.", "Enter a valid URL."}


@pytest.mark.parametrize(
    "answers", [{}, WRONG, {**WRONG, "text": "a", "whole": "0"}, {**WRONG, "whole": "9", "number": "1e999"}]
)
def test_no_message_is_django_s_own(answers: dict[str, Any]) -> None:
    form = Everything(answers)
    assert not form.is_valid()
    shown = [message for messages in form.errors.values() for message in messages]
    assert len(shown) >= 17
    for message in shown:
        assert message not in django_s_own()
        assert not any(word in message.lower() for word in ("valid", "required", "please", "ensure")), message
        assert not message.endswith(".")


def test_messages_name_what_is_asked() -> None:
    form = Everything({})
    form.is_valid()
    assert form.errors["text"] == ["Enter the name"]
    assert form.errors["one"] == ["Select the kind"]
    assert form.errors["tick"] == ["Select “I agree” to go on"]
    assert form.errors["file"] == ["Choose a file for the signed form"]
    form = Everything(WRONG)
    form.is_valid()
    assert form.errors["text"] == ["Name must be 3 characters or fewer"]
    assert form.errors["whole"] == ["Children must be a whole number, like 3"]


def test_a_form_s_own_words_stay() -> None:
    class Own(Form):
        seen = forms.CharField(label="Who did you see?", error_messages={"required": "Enter who you saw"})

    form = Own({})
    form.is_valid()
    assert form.errors["seen"] == ["Enter who you saw"]
    assert unworded(Own) == []


def test_a_question_without_its_own_words_is_found() -> None:
    class Asked(Form):
        seen = forms.CharField(label="Who did you see?")

    assert len(unworded(Asked)) == 1


def test_a_library_s_form_speaks_like_ours() -> None:
    class Theirs(forms.Form):
        login = forms.CharField(label="Username:", widget=forms.TextInput(attrs={"placeholder": "Username"}))

    class Ours(GovukFormMixin, Theirs):
        words = {"login": {"label": "Email address", "required": "Enter your email address"}}

    form = Ours({})
    form.is_valid()
    assert form.errors["login"] == ["Enter your email address"]
    assert form["login"].label == "Email address"
    assert "placeholder" not in str(form)


def kind_of(field: forms.Field) -> str:
    return component_for(type("Made", (Form,), {"field": field})()["field"])[0]


@pytest.mark.parametrize(
    ("field", "component"),
    [
        (forms.CharField(), "input"),
        (forms.CharField(widget=forms.Textarea), "textarea"),
        (forms.CharField(widget=forms.Textarea, max_length=100), "character-count"),
        (forms.CharField(widget=forms.PasswordInput), "password-input"),
        (forms.FileField(), "file-upload"),
        (forms.BooleanField(), "checkboxes"),
        (forms.NullBooleanField(), "radios"),
        (forms.ChoiceField(choices=[(n, n) for n in range(7)]), "radios"),
        (forms.ChoiceField(choices=[(n, n) for n in range(8)]), "select"),
        (forms.ChoiceField(choices=[("", "None"), ("a", "A")], required=False), "select"),
        (forms.ChoiceField(choices=[("a", "A")], widget=forms.Select(attrs={"data-choices": "select"})), "select"),
        (forms.MultipleChoiceField(choices=[(n, n) for n in range(20)]), "checkboxes"),
        (DatePartsField(), "date-input"),
        (MoneyField(), "input"),
        (forms.CharField(widget=forms.HiddenInput), ""),
    ],
)
def test_each_kind_of_field_has_its_component(field: forms.Field, component: str) -> None:
    assert kind_of(field) == component


def test_a_password_is_never_sent_back() -> None:
    class SignIn(Form):
        password = forms.CharField(label="Password", widget=forms.PasswordInput)

    assert "secret" not in str(SignIn({"password": "secret"}))


def test_what_was_typed_is_escaped() -> None:
    class Named(Form):
        name = forms.CharField(label="Name <b>", max_length=2, help_text="<i>hint</i>")

    html = str(Named({"name": '"><script>alert(1)</script>'}))
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_the_optional_ones_are_marked() -> None:
    class Named(Form):
        name = forms.CharField(label="Name")
        other = forms.CharField(label="Other name", required=False)

    html = str(Named())
    assert "Other name (optional)" in html
    assert "Name (optional)" not in html.replace("Other name (optional)", "")


def test_headings_and_revealed_fields() -> None:
    class Visited(Form):
        sections = (("Who was there", ("seen",)),)
        kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("other", "Other")])
        kind.reveals = {"other": "which"}  # type: ignore[attr-defined]  # read by the renderer
        which = forms.CharField(label="Which", required=False)
        seen = forms.CharField(label="Seen")

    html = str(Visited())
    assert html.count('name="which"') == 1
    assert html.index("Who was there") < html.index('name="seen"')
    assert "govuk-radios__conditional" in html


def refuse(error: Exception) -> Any:
    def act(**answers: Any) -> None:
        raise error

    return act


class Told(Form):
    made_on = DatePartsField(label="Date of visit")


def told() -> Told:
    form = Told({"made_on": "2026-11-23"})
    assert form.is_valid()
    return form


def test_a_broken_rule_stands_beside_its_field_with_its_source() -> None:
    form = told()
    rule = RuleBroken(
        "visits.in_future", "Date of visit must be today or in the past", field="made_on", source="SI 2011/581 r17"
    )
    assert not attempt(form, refuse(rule), **form.cleaned_data)
    assert form.errors["made_on"] == ["Date of visit must be today or in the past"]
    assert str(form).count("SI 2011/581 r17") == 1
    assert "SI 2011/581 r17" in error_items(form)[0]["html"]


def test_a_rule_about_no_field_stands_at_the_top() -> None:
    form = told()
    assert not attempt(form, refuse(StateConflict("x.y", "This approval has ended", field="elsewhere")))
    assert form.non_field_errors() == ["This approval has ended"]


def test_a_stale_edit_is_kept_so_that_both_versions_can_be_shown() -> None:
    form = told()
    theirs = object()
    assert not attempt(form, refuse(StaleEdit("Somebody else changed this", theirs=theirs)))
    assert form.conflict is not None
    assert form.conflict.theirs is theirs


def test_both_versions_are_shown_where_they_differ() -> None:
    class Stay(Form):
        name = forms.CharField(label="Name")
        kind = forms.ChoiceField(label="Kind", choices=[("a", "Short stay"), ("b", "Long stay")])
        fee = MoneyField(label="Fee")
        moved_on = DatePartsField(label="Day of the move", required=False)

    form = Stay({"name": "Mill Lane", "kind": "b", "fee": "12.50"})
    assert form.is_valid()
    theirs = type(
        "Record", (), {"name": "Mill Lane", "kind": "a", "fee": 1000, "moved_on": date(2026, 11, 3), "version": 4}
    )()
    attempt(form, refuse(StaleEdit("Somebody else changed this", theirs=theirs)))
    assert form.both_versions() == [
        {"label": "Kind", "before": "Short stay", "after": "Long stay"},
        {"label": "Fee", "before": "£10", "after": "£12.50"},
        {"label": "Day of the move", "before": "3 November 2026", "after": "Nothing"},
    ]


def test_what_the_act_returns_is_kept() -> None:
    form = told()
    assert attempt(form, lambda **answers: "done", **form.cleaned_data)
    assert form.result == "done"


def test_a_fault_is_not_taken_for_a_rule() -> None:
    with pytest.raises(ZeroDivisionError):
        attempt(told(), lambda **answers: 1 / 0)


def test_a_model_form_never_saves() -> None:
    with pytest.raises(NotImplementedError):
        ModelForm.save(None)  # type: ignore[arg-type]  # refused before it looks at anything
