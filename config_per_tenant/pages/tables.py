"""The shape of a table whose columns its setting declares: a row for each part, a question for each column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from config_per_tenant.pages.columns import (
    Amount,
    Column,
    Fields,
    Figure,
    Known,
    OneOf,
    SomeOf,
    Time,
    Words,
    YesOrNo,
)
from config_per_tenant.pages.shape import Answers, Plain, Rows, Shape, capitalised
from config_per_tenant.schema import kinds
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.kinds import (
    Choice,
    Kind,
    Length,
    LengthRange,
    LongText,
    Many,
    Money,
    Table,
    Text,
    Whole,
    Wording,
    YesNo,
)
from config_per_tenant.schema.reading import without_nothing
from config_per_tenant.schema.values.durations import DurationRange
from hearth.ui.forms import DatePartsField
from hearth.ui.words import longdate


@dataclass(frozen=True)
class Day(Column):
    """A day, kept as 2026-09-01."""

    def fields(self, at: str, required: bool, known: Known) -> Fields:
        return {at: DatePartsField(label=self.label, help_text=self.hint, required=required)}

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: date.fromisoformat(plain) if isinstance(plain, str) else plain}

    def read(self, at: str, cleaned: Mapping[str, Any]) -> Any:
        day = cleaned.get(at)
        return day.isoformat() if day else None

    def is_empty(self, at: str, data: Mapping[str, Any]) -> bool:
        return not any(str(data.get(name, "")).strip() for name in (f"{at}_day", f"{at}_month", f"{at}_year"))

    def said(self, plain: Any, known: Known) -> str:
        return longdate(date.fromisoformat(plain)) if plain else ""


@dataclass(frozen=True)
class Span(Words):
    """A range of time as one answer: "4 to 6 weeks"."""

    def initial(self, at: str, plain: Any) -> dict[str, Any]:
        return {at: DurationRange.from_plain(plain).in_words() if plain else ""}

    def said(self, plain: Any, known: Known) -> str:
        return DurationRange.from_plain(plain).in_words() if plain else ""


def table_shape(kind: Table) -> Shape:
    """Raises TypeError for a column of a kind that no cell can ask for."""
    columns = tuple(
        column_for(part.kind, part.name, part.label, hint=part.hint, needed=part.needed) for part in kind.columns
    )
    first = next((part.name for part in kind.columns if part.needed), kind.columns[0].name)
    return Shape(
        tables=(Rows("rows", kind.one, columns, named_by=first, told=_told(kind, first)),),
        apart=lambda plain: {"rows": plain},
        together=_together,
        place=lambda path, answers: f"rows.{path}" if path else path,
    )


def _told(kind: Table, named_by: str) -> tuple[str, ...]:
    """The columns told beside a closed row's name: the first two others that are short."""
    short = [part.name for part in kind.columns if not isinstance(part.kind, (LongText, Wording))]
    return tuple(name for name in short if name != named_by)[:2]


def _together(answers: Answers) -> Plain:
    return [without_nothing(row) for row in answers["rows"]]


def column_for(kind: Kind, name: str, label: str, *, hint: str = "", needed: bool = False) -> Column:
    """The question that asks for one value of a plain kind. Raises TypeError for a kind with parts of its own."""
    match kind:
        case Text():
            return Words(name, label, hint, needed, longest=kind.longest)
        case LongText():
            return Words(name, label, hint, needed, long=True, longest=kind.longest)
        case Wording():
            told = hint or (f"Parts that are filled in: {kind.offered()}." if kind.fields else "")
            return Words(name, label, told, needed, long=True, longest=kind.longest)
        case kinds.Day():
            return Day(name, label, hint, needed)
        case YesNo():
            return YesOrNo(name, label, hint, needed)
        case Whole():
            return Figure(name, label, hint, needed, least=kind.least, most=kind.most)
        case Choice():
            chosen = capitalised(dict(kind.options))
            return OneOf(name, label, hint, needed, options=lambda known: chosen)
        case Many():
            some = capitalised(dict(kind.options))
            return SomeOf(name, label, hint, needed, options=lambda known: some)
        case Money():
            return Amount(name, label, hint, needed)
        case Length():
            return Time(name, label, hint, needed, units=kind.units)
        case LengthRange():
            return Span(name, label, hint or "Such as “4 to 6 weeks”.", needed)
    raise TypeError(f"No cell asks for {kind.name}")


def recurrence_shape() -> Shape:
    events = [(code, words[0].upper() + words[1:]) for code, words in EVENTS.items()]
    return Shape(
        single=(
            Time("every", "Every", needed=True, units=("days", "weeks", "months", "years")),
            OneOf("starts", "Counted from", options=lambda known: events, none="A first day, given below", either=True),
            Day("first_on", "First day", "When it is not counted from an event.", either=True),
        ),
        place=lambda path, answers: path or "every",
    )
