"""Filters of lists: declared with django-filter, strict about what they are given."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from rest_framework.request import Request

from api.fields import EARLIEST, LATEST
from api.pagination import OWN_PARAMETERS
from api.problems import Complaint, Problem


class DayField(forms.DateField):
    input_formats = ("%Y-%m-%d",)
    default_error_messages = {"invalid": "Enter a date as YYYY-MM-DD, from 1900 to 2199"}

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day = super().to_python(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class DayFilter(django_filters.DateFilter):
    """A day, as YYYY-MM-DD."""

    field_class = DayField


class YesNoField(forms.CharField):
    default_error_messages = {"invalid": "Enter true or false"}
    meanings = {"true": True, "false": False}

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]  # text in, yes or no out
        text = super().to_python(value)
        if text and text not in self.meanings:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.meanings.get(str(text))


class YesNoFilter(django_filters.Filter):
    """true or false."""

    field_class = YesNoField


class Filters(django_filters.FilterSet):
    """The filters of one list. `self.request.actor` is the reader."""


def narrowed(request: Request, records: Any, filters: type[Filters] | None) -> Any:
    """The records that the query asks for. Raises Problem 400, naming each parameter that cannot be understood."""
    known = set(filters.base_filters) if filters else set()
    complaints = list(_strange(request, known))
    if filters is None:
        if complaints:
            raise _refused(complaints)
        return records
    asked = filters(request.query_params, queryset=records, request=request)
    if not asked.is_valid():
        for name, errors in asked.errors.as_data().items():
            complaints += [Complaint(name, error.code or "invalid", " ".join(error.messages)) for error in errors]
    if complaints:
        raise _refused(complaints)
    return asked.qs


def _strange(request: Request, known: set[str]) -> Any:
    """Parameters that the list does not have, that are empty, or that are given twice: none is quietly passed over."""
    for name, values in request.query_params.lists():
        if name not in known and name not in OWN_PARAMETERS:
            yield Complaint(name, "unknown_parameter", "This list has no such parameter")
        elif len(values) > 1:
            yield Complaint(name, "repeated", "Give this parameter once")
        elif values[0] == "":
            yield Complaint(name, "empty", "Give a value, or leave the parameter out")


def _refused(complaints: list[Complaint]) -> Problem:
    words = complaints[0].message if len(complaints) == 1 else "Some parameters cannot be understood. See errors."
    return Problem("invalid", words, code="invalid", complaints=complaints)
