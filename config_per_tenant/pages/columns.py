"""One answer in a change form: the fields that ask it, how it is shown first, and the plain value it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from config_per_tenant.schema.facts import FACTS, OPERATORS
from config_per_tenant.schema.values.conditions import Condition
from config_per_tenant.schema.values.durations import UNITS
from config_per_tenant.schema.values.money import pounds
from hearth.ui.forms import MoneyField, WholeNumberField

MOST_RADIOS = 7  # more choices go into a select
Options = list[tuple[str, str]]
Fields = dict[str, forms.Field]
Known = Mapping[str, Any]  # what else the form holds: the teams of a structure, for the choices of a post


@dataclass(frozen=True)
class Column:
    """`name` is the field of the plain value. A `needed` column is answered in every row that is used at all."""

    name: str
    label: str
    hint: str = ""
    needed: bool = False
    short: str = ""  # the heading of its column in a table to read, when the label is long
    either: bool = False  # this or the answer beside it is needed: neither is called optional

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        raise NotImplementedError

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: plain}

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        """The plain value; None when it was left empty."""
        value = cleaned.get(at)
        return None if value in ("", [], None) else value

    def side_by_side(self, at: str, names: list[str]) -> list[list[str]]:
        """The names of its fields, those in one list beside each other."""
        return [[name] for name in names]

    def is_empty(self, at: str, data: Mapping[str, Any]) -> bool:
        """Whether the posted answer says nothing, so that a row of such answers is no row."""
        return not str(data.get(at, "")).strip()

    def said(self, plain: Any, known: Known) -> str:
        """The answer in words, for reading; empty when there is none."""
        return "" if plain is None else str(plain)

    @property
    def is_number(self) -> bool:
        return False


@dataclass(frozen=True)
class Words(Column):
    long: bool = False
    longest: int = 300

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        widget = forms.Textarea(attrs={"rows": 3}) if self.long else forms.TextInput()
        return {
            at: forms.CharField(
                label=self.label, help_text=self.hint, required=required, max_length=self.longest, widget=widget
            )
        }


@dataclass(frozen=True)
class Hidden(Column):
    """A code that people do not see; a new row gets one from its name."""

    def said(self, plain: Any, known: Known) -> str:
        return ""

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        return {at: forms.CharField(required=False, max_length=60, widget=forms.HiddenInput())}

    def is_empty(self, at: str, data: Mapping[str, Any]) -> bool:
        return True


@dataclass(frozen=True)
class Figure(Column):
    least: int = 0
    most: int = 1000

    @property
    def is_number(self) -> bool:
        return True

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        return {
            at: WholeNumberField(
                label=self.label, help_text=self.hint, required=required, min_value=self.least, max_value=self.most
            )
        }


@dataclass(frozen=True)
class Fraction(Column):
    """Full-time equivalents, as text until the value's own type reads them."""

    @property
    def is_number(self) -> bool:
        return True

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        attrs = {"inputmode": "decimal", "class": "govuk-input--width-5"}
        return {
            at: forms.CharField(
                label=self.label,
                help_text=self.hint,
                required=required,
                max_length=8,
                widget=forms.TextInput(attrs=attrs),
            )
        }


@dataclass(frozen=True)
class Amount(Column):
    @property
    def is_number(self) -> bool:
        return True

    def said(self, plain: Any, known: Known) -> str:
        return "" if plain is None else pounds(plain)

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        return {at: MoneyField(label=self.label, help_text=self.hint, required=required, most=1_000_000)}


@dataclass(frozen=True)
class Tick(Column):
    """Yes when ticked. `first` is how a new row starts."""

    first: bool = False

    def said(self, plain: Any, known: Known) -> str:
        return {True: "Yes", False: "No"}.get(self.first if plain is None else plain, "")

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        return {at: forms.BooleanField(label=self.label, help_text=self.hint, required=False)}

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: self.first if plain is None else plain}

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        return bool(cleaned.get(at))

    def is_empty(self, at: str, data: Mapping[str, Any]) -> bool:
        return True


@dataclass(frozen=True)
class YesOrNo(Column):
    def said(self, plain: Any, known: Known) -> str:
        return {True: "Yes", False: "No"}.get(plain, "")

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        return {
            at: forms.ChoiceField(
                label=self.label,
                help_text=self.hint,
                required=required,
                choices=[("yes", "Yes"), ("no", "No"), *([] if required else [("", "Not stated")])],
                widget=forms.RadioSelect(),
            )
        }

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: {True: "yes", False: "no"}.get(plain)}

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        return {"yes": True, "no": False}.get(cleaned.get(at) or "")


@dataclass(frozen=True)
class OneOf(Column):
    options: Callable[[Known], Options] = lambda known: []
    none: str = ""  # what choosing nothing means
    first: str = ""
    says_none: bool = False  # whether choosing nothing is worth a word in a table
    radios: bool = False  # set out beside each other where there are few

    def said(self, plain: Any, known: Known) -> str:
        if not plain:
            return self.none if self.says_none else ""
        return dict(self.options(known)).get(plain, str(plain))

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        choices = self.options(known)
        if not required or self.none:
            choices = [("", self.none or ("Choose" if self.needed else "Not stated")), *choices]
        return {
            at: forms.ChoiceField(
                label=self.label,
                help_text=self.hint,
                required=required and not self.none,
                choices=choices,
                widget=forms.RadioSelect() if self.radios and len(choices) <= MOST_RADIOS else _select(),
            )
        }

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: plain if plain is not None else self.first}

    def is_empty(self, at: str, data: Mapping[str, Any]) -> bool:
        return str(data.get(at, "")) in ("", self.first)


@dataclass(frozen=True)
class Decider(OneOf):
    """A role, or a decider as printed whom no role stands for; such a one can be kept, not added."""

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        found = super().fields(at, required, known)
        printed = known.get("first", {}).get(self.name)
        if isinstance(printed, Mapping):
            title = printed["unresolved"]
            choices: Any = found[at].choices  # type: ignore[attr-defined]  # a ChoiceField
            found[at].choices = [*choices, (f"unresolved:{title}", f"As printed, unresolved: {title}")]  # type: ignore[attr-defined]  # as above
        return found

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: f"unresolved:{plain['unresolved']}"} if isinstance(plain, Mapping) else super().initial(at, plain)

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        chosen = super().read(at, cleaned)
        if isinstance(chosen, str) and chosen.startswith("unresolved:"):
            return {"unresolved": chosen.removeprefix("unresolved:")}
        return chosen

    def said(self, plain: Any, known: Known) -> str:
        return f"{plain['unresolved']} (unresolved)" if isinstance(plain, Mapping) else super().said(plain, known)


@dataclass(frozen=True)
class SomeOf(Column):
    options: Callable[[Known], Options] = lambda known: []

    def said(self, plain: Any, known: Known) -> str:
        labels = dict(self.options(known))
        return ", ".join(labels.get(code, code) for code in plain or [])

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        return {
            at: forms.MultipleChoiceField(
                label=self.label,
                help_text=self.hint,
                required=required,
                choices=self.options(known),
                widget=forms.CheckboxSelectMultiple(),
            )
        }

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: plain or []}

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        return list(cleaned.get(at) or [])


@dataclass(frozen=True)
class Time(Column):
    """A length of time: a figure and its unit, which nobody is given unasked: days and working days differ."""

    units: tuple[str, ...] = tuple(UNITS)

    def side_by_side(self, at: str, names: list[str]) -> list[list[str]]:
        return [names]

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        units = [(unit, UNITS[unit][1].capitalize()) for unit in self.units]
        return {
            at: WholeNumberField(label=self.label, help_text=self.hint, required=required, min_value=0, max_value=9999),
            f"{at}_unit": forms.ChoiceField(
                label="Counted in",
                required=required,
                choices=units if len(units) == 1 else [("", "Choose"), *units],
                widget=_select(f"{self.label}, counted in"),
                error_messages={"required": f"Select what “{self.label}” is counted in"},
            ),
        }

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        if not isinstance(plain, str):
            return {}
        figure, _, unit = plain.partition(" ")
        code = next((code for code, words in UNITS.items() if unit in words), "")
        return {at: int(figure), f"{at}_unit": code}

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        figure, unit = cleaned.get(at), cleaned.get(f"{at}_unit")
        if figure is None:
            return None
        return f"{figure} {UNITS[unit][1]}" if unit else f"{figure} without a unit"


CONDITION_LINES = 4  # a tier with more conditions than this keeps them, one line each


@dataclass(frozen=True)
class Conditions(Column):
    """Some lines of fact, comparison and value; an empty line is no condition."""

    def side_by_side(self, at: str, names: list[str]) -> list[list[str]]:
        return [names[start : start + 3] for start in range(0, len(names), 3)]

    def said(self, plain: Any, known: Known) -> str:
        return " and ".join(Condition.from_plain(condition).in_words() for condition in plain or [])

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        facts = [("", "No condition"), *((code, fact.label.capitalize()) for code, fact in FACTS.items())]
        found: Fields = {}
        for line in range(known.get(f"{at}_lines", CONDITION_LINES)):
            which = f"Condition {line + 1}"
            found[f"{at}_{line}_fact"] = forms.ChoiceField(label=which, required=False, choices=facts, widget=_select())
            found[f"{at}_{line}_op"] = forms.ChoiceField(
                label="Comparison",
                required=False,
                choices=[("", "Choose"), *((op, words.capitalize()) for op, words in OPERATORS.items())],
                widget=_select(f"{which}, comparison"),
            )
            found[f"{at}_{line}_value"] = forms.CharField(
                label="Value",
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "aria-label": f"{which}, value"}),
            )
        return found

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        found = {}
        for line, condition in enumerate(plain or []):
            found[f"{at}_{line}_fact"] = condition["fact"]
            found[f"{at}_{line}_op"] = condition["op"]
            found[f"{at}_{line}_value"] = _said(condition["value"])
        return found

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        conditions = []
        line = 0
        while f"{at}_{line}_fact" in cleaned:
            fact, op = cleaned[f"{at}_{line}_fact"], cleaned.get(f"{at}_{line}_op") or None
            if fact:
                value = _meant(fact, op, cleaned.get(f"{at}_{line}_value"))
                conditions.append({"fact": fact, "op": op, "value": value})
            line += 1
        return conditions

    def is_empty(self, at: str, data: Mapping[str, Any]) -> bool:
        return not any(data.get(f"{at}_{line}_fact") for line in range(CONDITION_LINES))


def _select(named: str = "") -> forms.Select:
    """A select even for few choices; `named` for who does not see which answer it stands beside."""
    return forms.Select(attrs={"data-choices": "select", **({"aria-label": named} if named else {})})


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _meant(fact: str, op: str | None, text: str | None) -> Any:
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    values = [_one(FACTS[fact].kind, part) for part in parts]
    if op == "in":
        return values or None
    return values[0] if len(values) == 1 else (text or None)


def _one(kind: str, text: str) -> Any:
    if kind == "yes_or_no" and text.lower() in ("yes", "no", "true", "false"):
        return text.lower() in ("yes", "true")
    if kind == "whole" and text.lstrip("-").isdigit():
        return int(text)
    return text.lower().replace(" ", "_") if kind == "code" else text
