"""The shape of what comes in and goes out: strict about types on the way in, quick on the way out.

JSON has numbers, strings and booleans; DRF's own fields take one for another ("5" for 5, 1 for true). A program that
mixes them up has a fault which is better found at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Manager
from rest_framework import serializers

from hearth.dates import LONDON

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Text(serializers.CharField):
    """A string, trimmed. Without `allow_blank` it has at least one character that is not a space."""

    default_error_messages = {"invalid": "Enter text", "blank": "Enter something, or leave the field out"}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Day(serializers.DateField):
    """YYYY-MM-DD, from 1900 to 2199."""

    default_error_messages = {
        "invalid": "Enter a date as YYYY-MM-DD",
        "out_of_range": "Enter a date between 1900-01-01 and 2199-12-31",
    }

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DD")
        day: date = super().to_internal_value(value)
        if not EARLIEST <= day <= LATEST:
            self.fail("out_of_range")
        return day


class Instant(serializers.DateTimeField):
    """RFC 3339 with its offset: 2026-11-02T14:30:00+00:00."""

    default_error_messages = {"invalid": "Enter a time with its offset, as 2026-11-02T14:30:00+00:00"}

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            self.fail("invalid", format="RFC 3339")
        instant: datetime = super().to_internal_value(value.upper())
        if not EARLIEST.year < instant.year <= LATEST.year:
            self.fail("invalid", format="RFC 3339")
        return instant


class Whole(serializers.IntegerField):
    """A whole number, as a JSON number: 8, and 8.0, which JSON does not tell from it."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int | float) or data != data // 1:
            self.fail("invalid")
        return int(data)


class YesNo(serializers.BooleanField):
    """true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Key(serializers.UUIDField):
    """The id of a record."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or not _KEY.fullmatch(data):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    """One of the codes listed."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class In(serializers.Serializer):
    """What an operation takes. A field that it does not know is refused: a misspelt one would be silently lost."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = [name for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        faults: dict[str, Any] = {
            str(name): [serializers.ErrorDetail("This operation has no such field", code="unknown_field")]
            for name in unknown
        }
        try:
            taken = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not isinstance(error.detail, dict):
                raise
            faults = {**error.detail, **faults}
        if faults:
            raise serializers.ValidationError(faults)
        return taken


Reader = Callable[[Any], Any]


class Out(serializers.Serializer):
    """What an operation gives. Each class reads its rows by functions made once, not field by field each time."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {name: read(instance) for name, read in self._readers}

    @property
    def _readers(self) -> list[tuple[str, Reader]]:
        made = type(self).__dict__.get("_made")
        if made is None:
            made = [(name, _reader(field)) for name, field in self.fields.items()]
            type(self)._made = made  # type: ignore[attr-defined]  # kept with the class: fields never change
        return made


def _reader(field: Any) -> Reader:
    path = field.source_attrs
    write = _writer(field)
    of_row = getattr(field, "of_row", None)  # a field that a function of the row fills, not an attribute
    if of_row is not None:
        return lambda row: None if (found := of_row(row)) is None else write(found)

    def read(row: Any) -> Any:
        for part in path:
            if row is None:
                return None
            row = row[part] if isinstance(row, Mapping) else getattr(row, part)
            if callable(row) and not isinstance(row, Manager):
                row = row()
        return None if row is None else write(row)

    return read


def _writer(field: Any) -> Reader:
    if isinstance(field, serializers.ListSerializer):
        child: Any = field.child
        write = child.to_representation
        return lambda rows: [write(row) for row in (rows.all() if isinstance(rows, Manager) else rows)]
    if isinstance(field, serializers.UUIDField):
        return str
    if isinstance(field, serializers.DateField):
        return date.isoformat
    if isinstance(field, serializers.DateTimeField):
        return lambda at: at.astimezone(LONDON).isoformat()
    if isinstance(field, serializers.ListField):
        write = _writer(field.child) if field.child is not None else _as_it_is
        return lambda values: [write(value) for value in values]
    if isinstance(
        field, serializers.CharField | serializers.IntegerField | serializers.BooleanField | serializers.ChoiceField
    ):
        return _as_it_is
    write_slowly: Reader = field.to_representation
    return write_slowly


def _as_it_is(value: Any) -> Any:
    return value
