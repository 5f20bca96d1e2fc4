"""Reading plain data (YAML, JSON, a form) into typed values: every fault found is kept, with where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words; `path` is where inside the value ("tiers.2.weekly_pence", "" for the whole)."""

    words: str
    path: str = ""
    source: str = ""

    def under(self, step: str | int) -> Fault:
        return Fault(self.words, f"{step}.{self.path}" if self.path else str(step), self.source)

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.words}" + (f" ({self.source})" if self.source else "")


class Wrong(ValueError):
    """Plain data that is no value of its type. `faults` holds all that is wrong with it, not only the first."""

    def __init__(self, *faults: Fault | str) -> None:
        self.faults = tuple(Fault(fault) if isinstance(fault, str) else fault for fault in faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


class Fields:
    """The fields of one mapping, read one by one; `done()` raises everything that was wrong with them."""

    def __init__(self, plain: Any, *, allowed: Iterable[str], what: str) -> None:
        self.faults: list[Fault] = []
        if not isinstance(plain, Mapping):
            raise Wrong(f"Give {what} as named fields, not {describe(plain)}.")
        self.plain = plain
        allowed = list(allowed)
        for name in plain:
            if name not in allowed:
                self.faults.append(Fault(f"{what} has no field “{name}”. It has {', '.join(allowed)}.", str(name)))

    def take(self, name: str, read: Callable[[Any], Any], default: Any = None, *, needed: bool = False) -> Any:
        """The field as `read` gives it; `default` when it is absent or null, which is a fault when `needed`.

        None may come back for a needed field too, until `done()` has raised what was wrong.
        """
        plain = self.plain.get(name)
        if plain is None:
            if needed:
                self.faults.append(Fault("This is missing.", name))
            return default
        try:
            return read(plain)
        except Wrong as wrong:
            self.faults.extend(fault.under(name) for fault in wrong.faults)
            return default

    def done(self) -> None:
        if self.faults:
            raise Wrong(*self.faults)


def items(read: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """Read a list, item by item, keeping the faults of all."""

    def read_all(plain: Any) -> tuple[T, ...]:
        if not isinstance(plain, Sequence) or isinstance(plain, str):
            raise Wrong(f"Give a list, not {describe(plain)}.")
        found: list[T] = []
        faults: list[Fault] = []
        for index, item in enumerate(plain):
            try:
                found.append(read(item))
            except Wrong as wrong:
                faults.extend(fault.under(index) for fault in wrong.faults)
        if faults:
            raise Wrong(*faults)
        return tuple(found)

    return read_all


def text(plain: Any) -> str:
    if not isinstance(plain, str) or not plain.strip():
        raise Wrong(f"Give words, not {describe(plain)}.")
    return " ".join(plain.split())


def yes_or_no(plain: Any) -> bool:
    if not isinstance(plain, bool):
        raise Wrong(f"Give yes or no (true or false), not {describe(plain)}.")
    return plain


def whole(least: int | None = None, most: int | None = None) -> Callable[[Any], int]:
    def read(plain: Any) -> int:
        if isinstance(plain, bool) or not isinstance(plain, int):
            raise Wrong(f"Give a whole number, not {describe(plain)}.")
        if least is not None and plain < least:
            raise Wrong(f"{plain} is too small: give {least} or more.")
        if most is not None and plain > most:
            raise Wrong(f"{plain} is too large: give {most} or less.")
        return plain

    return read


def one_of(options: Iterable[str], what: str) -> Callable[[Any], str]:
    codes = list(options)

    def read(plain: Any) -> str:
        if plain not in codes:
            raise Wrong(f"{describe(plain)} is no {what}. Choose from {', '.join(codes)}.")
        return str(plain)

    return read


def describe(plain: Any) -> str:
    if plain is None:
        return "nothing"
    if isinstance(plain, Mapping):
        return "named fields"
    if isinstance(plain, (list, tuple)):
        return "a list"
    return f"“{plain}”"


def twice(codes: Iterable[str]) -> list[str]:
    """The codes that occur more than once, in order of their second coming."""
    seen: set[str] = set()
    again = []
    for code in codes:
        if code in seen and code not in again:
            again.append(code)
        seen.add(code)
    return again


def without_nothing(plain: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is None, so that a written value is as short as a person would write it."""
    return {name: value for name, value in plain.items() if value is not None}
