"""The shape in which each setting is asked for: plain types here, values with parts in `structured`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from config_per_tenant.pages.columns import Column, Figure, OneOf, Time
from config_per_tenant.pages.shape import Answers, Plain, Rows, Shape, capitalised, code_for
from config_per_tenant.pages.structured import STRUCTURED
from config_per_tenant.pages.tables import column_for, recurrence_shape, table_shape
from config_per_tenant.schema import Setting
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.kinds import Again, Count, LengthRange, Many, ServiceTarget, Structured, Table
from config_per_tenant.schema.reading import without_nothing
from config_per_tenant.schema.values.durations import COUNTED_PER

__all__ = ["Rows", "Shape", "code_for", "shape_of"]


def shape_of(setting: Setting) -> Shape:
    """The shape in which a setting is asked for. Raises KeyError for a type that no form serves."""
    kind = setting.kind
    match kind:
        case LengthRange():
            return _range(kind.units)
        case Count():
            return _count(kind)
        case ServiceTarget():
            return _target(kind)
        case Again():
            return recurrence_shape()
        case Table():
            return table_shape(kind)
        case Structured():
            return STRUCTURED[kind.of]
    needed = not isinstance(kind, Many)  # to choose none of them is an answer too
    column = column_for(kind, "value", setting.label, needed=needed)
    return _single(replace(column, radios=True) if isinstance(column, OneOf) else column)


def _single(column: Column) -> Shape:
    return Shape(
        single=(column,),
        apart=lambda plain: {"value": plain},
        together=lambda answers: answers.get("value"),
        place=lambda path, answers: "value",
    )


def _range(units: tuple[str, ...]) -> Shape:
    return Shape(
        single=(
            Time("least", "Shortest", units=units),
            Time("most", "Longest", needed=True, units=units),
            Time("usual", "Usual", units=units),
        ),
        place=lambda path, answers: path or "most",
    )


def _count(kind: Count) -> Shape:
    """Nobody is asked by what it is counted where there is one answer only: that stands in the question."""
    options = {code: COUNTED_PER[code] for code in kind.counted_per}
    period = Time("period", "In each", needed=True, units=("weeks", "months", "years"))
    if len(options) > 1:
        per = OneOf("counted_per", "Counted for each", needed=True, options=lambda known: capitalised(options))
        return Shape(
            single=(Figure("count", "How many", needed=True, most=366), period, per),
            place=lambda path, answers: path or "count",
        )
    [(only, words)] = options.items()
    return Shape(
        single=(Figure("count", f"How many for each {words}", needed=True, most=366), period),
        together=lambda answers: without_nothing({**answers, "counted_per": only}),
        place=lambda path, answers: "period" if path == "period" else "count",
    )


def _target(kind: ServiceTarget) -> Shape:
    events = [(code, words[0].upper() + words[1:]) for code, words in EVENTS.items()]

    def apart(plain: Plain) -> Answers:
        within = plain["within"]
        parts = {"most": within} if isinstance(within, str) else within
        return {**parts, "starts": plain["starts"], "stops": plain["stops"]}

    def together(answers: Answers) -> Plain:
        parts = without_nothing({name: answers.get(name) for name in ("least", "most", "usual")})
        within: Any = parts["most"] if set(parts) == {"most"} else parts
        return without_nothing({"within": within, "starts": answers.get("starts"), "stops": answers.get("stops")})

    return Shape(
        single=(
            Time("most", "Within", needed=True),
            Time("least", "At the earliest"),
            Time("usual", "Usually"),
            OneOf("starts", "The clock starts at", needed=True, options=lambda known: events, first=kind.starts),
            OneOf("stops", "The clock stops at", needed=True, options=lambda known: events, first=kind.stops),
        ),
        apart=apart,
        together=together,
        place=lambda path, answers: path.removeprefix("within.").replace("within", "most") or "most",
    )
