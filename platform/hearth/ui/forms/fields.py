"""Fields that Django lacks: dates in three boxes, money in pounds, yes or no, British phones and postcodes."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hearth.ui.words import listed, lower_first, money

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateParts(forms.MultiWidget):
    """Three boxes for a date that a person knows."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """The three boxes; or one ISO date under the field's own name, as a link or a saved draft gives it."""
        whole = data.get(name)
        if isinstance(whole, str) and (found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", whole)):
            year, month, day = found.groups()
            return [str(int(day)), str(int(month)), year]
        return super().value_from_datadict(data, files, name)


class DatePartsError(ValidationError):
    """Says which boxes to mark."""

    def __init__(self, message: str, code: str, parts: tuple[str, ...]) -> None:
        super().__init__(message, code=code)
        self.parts = parts


class DatePartsField(forms.Field):
    """A date as day, month and year, where the month may be written as a word. Cleans to a date or None."""

    widget = DateParts

    def __init__(
        self, *, earliest: date | None = None, latest: date | None = None, help_text: str = "", **kwargs: Any
    ) -> None:
        super().__init__(help_text=help_text, **kwargs)
        self.earliest, self.latest = earliest, latest

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return self._date(data) != initial
        except ValidationError:
            return True

    def to_python(self, value: Any) -> date | None:
        return value if isinstance(value, date) else self._date(value)

    def clean(self, value: Any) -> date | None:
        what = str(self.label or "Date")
        day = self.to_python(value)
        if day is None:
            if self.required:
                raise DatePartsError(self._required(what), "required", PARTS)
            return None
        if self.earliest and day < self.earliest:
            raise DatePartsError(f"{what} must be on or after {_said(self.earliest)}", "min_value", PARTS)
        if self.latest and day > self.latest:
            raise DatePartsError(f"{what} must be on or before {_said(self.latest)}", "max_value", PARTS)
        self.run_validators(day)
        return day

    def _required(self, what: str) -> str:
        given = str(self.error_messages["required"])
        return f"Enter the {lower_first(what)}" if given == forms.Field.default_error_messages["required"] else given

    def _date(self, value: Any) -> date | None:
        what = str(self.label or "Date")
        texts = [str(part or "").strip() for part in (value or ("", "", ""))]
        if not any(texts):
            return None
        missing = tuple(part for part, text in zip(PARTS, texts, strict=True) if not text)
        if missing:
            raise DatePartsError(f"{what} must include a {listed(missing)}", "incomplete", missing)
        day, month, year = texts
        if re.fullmatch(r"\d{1,4}", year) and len(year) != 4:
            raise DatePartsError(f"{what} must have a year of 4 figures, like 2026", "year", ("year",))
        try:
            return date(int(year), _month(month), int(day))
        except (ValueError, OverflowError):
            raise DatePartsError(f"{what} must be a real date", "invalid", PARTS) from None


def _month(text: str) -> int:
    word = text.lower()[:3]
    return MONTHS.index(word) + 1 if word in MONTHS and text.isalpha() else int(text)


def _said(day: date) -> str:
    from hearth.ui.words import longdate

    return longdate(day)


class MoneyInput(forms.TextInput):
    """Pounds, shown with a £ before the box."""

    prefix = "£"

    def format_value(self, value: Any) -> str | None:
        return money(value).replace("£", "").replace(",", "") if isinstance(value, int) else value


class MoneyField(forms.Field):
    """An amount typed in pounds, cleaned to whole pence. Bounds are in pence."""

    widget = MoneyInput

    def __init__(self, *, least: int | None = 0, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def prepare_value(self, value: Any) -> Any:
        return MoneyInput().format_value(value)

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"[£,\s]", "", str(value if value is not None else ""))
        if not text:
            return None
        what = str(self.label or "Amount")
        if not re.fullmatch(r"-?\d{1,12}(\.\d{0,2})?", text):
            raise ValidationError(f"{what} must be an amount of money, like 250 or 250.75", code="invalid")
        try:
            return int(Decimal(text) * 100)
        except InvalidOperation:
            raise ValidationError(f"{what} must be an amount of money, like 250 or 250.75", code="invalid") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        what = str(self.label or "Amount")
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(f"{what} must be {money(self.least)} or more", code="min_value")
        if self.most is not None and value > self.most:
            raise ValidationError(f"{what} must be {money(self.most)} or less", code="max_value")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not self.disabled and self.to_python(data) != initial
        except ValidationError:
            return True


class WholeNumberField(forms.IntegerField):
    """A count. Cleans to an int or None."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(str(value).replace(",", "") if value not in (None, "") else value)


class YesNoField(forms.TypedChoiceField):
    """A question with two answers; neither is chosen beforehand. Cleans to True, False or None."""

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(
            choices=[("yes", yes), ("no", no)], coerce=lambda value: value == "yes", empty_value=None, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class PhoneInput(forms.TextInput):
    input_type = "tel"


class PhoneField(forms.CharField):
    """A phone number, kept in groups as people read it: 01582 546 000."""

    widget = PhoneInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "tel")

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        if not re.fullmatch(r"\+?[\d\s().-]{9,25}", text) or len(re.sub(r"\D", "", text)) < 9:
            raise ValidationError(
                f"{self.label or 'Phone number'} must be a phone number, like 01632 960 001 or 07700 900 982",
                code="invalid",
            )
        return _grouped(text)


def _grouped(text: str) -> str:
    figures = re.sub(r"[^\d+]", "", text)
    if figures.startswith("+44"):
        figures = "0" + figures[3:].removeprefix("0")
    if not figures.startswith("0") or len(figures) != 11:
        return " ".join(text.split())
    if figures.startswith(("020", "023", "024", "028", "029")):
        return f"{figures[:3]} {figures[3:7]} {figures[7:]}"
    if figures.startswith(("03", "08", "09")) or figures[2] == "1" or figures[3] == "1":
        return f"{figures[:4]} {figures[4:7]} {figures[7:]}"
    return f"{figures[:5]} {figures[5:8]} {figures[8:]}"


class PostcodeField(forms.CharField):
    """A British postcode, kept in capitals with its one space."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "postal-code")

    def to_python(self, value: Any) -> str:
        text = re.sub(r"\s", "", super().to_python(value) or "").upper()
        if text and not re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", text):
            raise ValidationError(f"{self.label or 'Postcode'} must be a full postcode, like LU1 2BQ", code="invalid")
        return f"{text[:-3]} {text[-3:]}" if text else ""


class AppointmentField(forms.DateField):
    """A day that is being arranged, picked from a calendar (the browser's own)."""

    widget = forms.DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        super().__init__(**kwargs)
