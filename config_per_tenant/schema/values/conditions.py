"""Conditions on facts: read, said in words, and reasoned about, so that an unreachable tier is seen at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from config_per_tenant.schema.facts import FACTS, OPERATORS
from config_per_tenant.schema.reading import Fault, Fields, Wrong, describe, one_of

Scalar = int | bool | str
_FAR = 1_000_000  # beyond any whole number that a condition may name


@dataclass(frozen=True)
class Condition:
    """`fact` compared by `op` with `value`; the value of "in" is a tuple of codes or numbers."""

    fact: str
    op: str
    value: Scalar | tuple[Scalar, ...]

    def __post_init__(self) -> None:
        kind = FACTS[self.fact]
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        if (self.op == "in") != isinstance(self.value, tuple):
            raise Wrong(Fault("Give a list after “in”, and one value after any other comparison.", "value"))
        if self.op in (">=", "<=", ">", "<") and kind.kind != "whole":
            raise Wrong(Fault(f"“{kind.label}” is no number: compare it with ==, != or in.", "op"))
        for value in values:
            right = {
                "whole": isinstance(value, int) and not isinstance(value, bool) and -_FAR < value < _FAR,
                "yes_or_no": isinstance(value, bool),
                "code": isinstance(value, str) and (not kind.options or value in kind.options),
            }[kind.kind]
            if not right:
                allowed = {"whole": "a whole number", "yes_or_no": "true or false"}.get(
                    kind.kind, "one of " + ", ".join(kind.options) if kind.options else "a code"
                )
                raise Wrong(Fault(f"“{kind.label}” is {allowed}, not {describe(value)}.", "value"))

    def holds(self, known: Scalar | None) -> bool:
        """Whether the condition holds of a fact with this value. What is not known meets no condition."""
        if known is None:
            return False
        match self.op:
            case "==":
                return known == self.value
            case "!=":
                return known != self.value
            case "in":
                return isinstance(self.value, tuple) and known in self.value
            case ">=":
                return known >= self.value  # type: ignore[operator]  # __post_init__ allows numbers only
            case "<=":
                return known <= self.value  # type: ignore[operator]  # as above
            case ">":
                return known > self.value  # type: ignore[operator]  # as above
            case _:
                return known < self.value  # type: ignore[operator]  # as above

    def in_words(self) -> str:
        kind = FACTS[self.fact]
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        said = " or ".join(
            ("yes" if value else "no")
            if isinstance(value, bool)
            else kind.options.get(str(value), str(value).replace("_", " "))
            for value in values
        )
        return f"{kind.label} {OPERATORS[self.op]} {said}"

    def to_plain(self) -> dict[str, Any]:
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"fact": self.fact, "op": self.op, "value": value}

    @classmethod
    def from_plain(cls, plain: Any) -> Condition:
        fields = Fields(plain, allowed=("fact", "op", "value"), what="A condition")
        fact = fields.take("fact", one_of(FACTS, "fact that we know"), needed=True)
        op = fields.take("op", one_of(OPERATORS, "comparison"), needed=True)
        value = fields.take("value", _scalar_or_list, needed=True)
        fields.done()
        return cls(fact, op, value)


def never_true(conditions: Iterable[Condition]) -> bool:
    """Whether no facts at all can meet these conditions together."""
    return any(possible.empty for possible in _possible(conditions).values())


def implies(conditions: Iterable[Condition], others: Iterable[Condition]) -> bool:
    """Whether whatever meets `conditions` also meets `others`."""
    allowed = _possible(conditions)
    return all(other.fact in allowed and allowed[other.fact].inside(_possible([other])[other.fact]) for other in others)


@dataclass
class _Possible:
    """The values that one fact may have: a span of numbers, or a set of codes; without some values."""

    least: int = -_FAR
    most: int = _FAR
    only: frozenset[Scalar] | None = None
    never: frozenset[Scalar] = frozenset()

    @property
    def values(self) -> frozenset[Scalar] | None:
        """All values when they can be listed; None when they are too many."""
        if self.only is not None:
            fits = {v for v in self.only if isinstance(v, (bool, str)) or self.least <= v <= self.most}
            return frozenset(fits - self.never)
        if self.most - self.least <= 200:
            return frozenset(range(self.least, self.most + 1)) - self.never
        return None

    @property
    def empty(self) -> bool:
        return self.values is not None and not self.values

    def inside(self, other: _Possible) -> bool:
        values, theirs = self.values, other.values
        if values is not None:
            return all(
                (theirs is None or value in theirs)
                and value not in other.never
                and (isinstance(value, (bool, str)) or other.least <= value <= other.most)
                for value in values
            )
        return (
            theirs is None
            and other.least <= self.least
            and self.most <= other.most
            and all(v in self.never or not (isinstance(v, str) or self.least <= v <= self.most) for v in other.never)
        )


def _possible(conditions: Iterable[Condition]) -> dict[str, _Possible]:
    found: dict[str, _Possible] = defaultdict(_Possible)
    for condition in conditions:
        kind = FACTS[condition.fact]
        possible = found[condition.fact]
        if kind.kind == "yes_or_no" and possible.only is None:
            possible.only = frozenset({True, False})
        if kind.options and possible.only is None:
            possible.only = frozenset(kind.options)
        value = condition.value
        if condition.op in ("==", "in"):
            chosen = frozenset(value if isinstance(value, tuple) else (value,))
            possible.only = chosen if possible.only is None else possible.only & chosen
        elif condition.op == "!=":
            possible.never |= {value}  # type: ignore[arg-type]  # a tuple only follows "in"
        elif isinstance(value, int):
            match condition.op:
                case ">=":
                    possible.least = max(possible.least, value)
                case ">":
                    possible.least = max(possible.least, value + 1)
                case "<=":
                    possible.most = min(possible.most, value)
                case "<":
                    possible.most = min(possible.most, value - 1)
    return found


def _scalar_or_list(plain: Any) -> Scalar | tuple[Scalar, ...]:
    if isinstance(plain, (list, tuple)):
        if not plain or not all(isinstance(value, (int, str)) for value in plain):
            raise Wrong("Give a list of codes or whole numbers.")
        return tuple(plain)
    if isinstance(plain, (int, str)):
        return plain
    raise Wrong(f"Give a whole number, yes or no, or a code, not {describe(plain)}.")
