"""What a shape is: how a type of value is asked for, by single answers and by tables with a row for each part.

`apart` takes a plain value into answers and rows; `together` makes the plain value of them again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from config_per_tenant.pages.columns import Column
from config_per_tenant.schema.reading import without_nothing

Plain = Any
Answers = dict[str, Any]  # single answers by name, rows as a list by the table's name


@dataclass(frozen=True)
class Rows:
    """A table of parts. `one` names a part in words, `named_by` the column whose answer names a row."""

    name: str
    one: str
    columns: tuple[Column, ...]
    named_by: str = "name"
    code_from: str = ""  # the hidden code that a new row gets from its name
    told: tuple[str, ...] = ()  # columns told beside the name while the row is closed


@dataclass(frozen=True)
class Shape:
    single: tuple[Column, ...] = ()
    tables: tuple[Rows, ...] = ()
    apart: Callable[[Plain], Answers] = field(default=lambda plain: dict(plain))
    together: Callable[[Answers], Plain] = field(default=lambda answers: without_nothing(answers))
    place: Callable[[str, Answers], str] = field(default=lambda path, answers: path)  # where on the form a fault lies


def several(one: str) -> str:
    """A noun for several of a kind: "kinds of assessment", "bodies", "checks"."""
    first, of, rest = one.partition(" of ")
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        first = f"{first[:-1]}ies"
    else:
        first += "es" if first.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{first}{of}{rest}"


def capitalised(options: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, label[0].upper() + label[1:]) for code, label in options.items()]


def code_for(name: str, taken: set[str]) -> str:
    """A code made from a name, not one of those taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:34] or "part"
    stem = stem if stem[0].isalpha() else f"n_{stem}"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code
