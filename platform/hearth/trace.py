"""The answer to "why this date?" and "why this amount?": what a computed value rests on.

A trace is made where the value is computed, by the rule that computes it, and travels with the value: into the
duty's row, the page, the API and the paper. It is plain data, so that it can be kept and read years later.
"""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Fact:
    """Something that happened or was recorded, which the rule used: "Last visit", "6 October 2026"."""

    label: str
    value: str
    record: str = ""  # "household:<id>" or another subject reference, when there is a record to open

    @property
    def href(self) -> str:
        """Where the record opens; "" without one, or where this tenant has no page for it."""
        from django.urls import NoReverseMatch  # here, so that rules and engine stay free of Django

        from hearth.subjects import kind

        code, _, key = self.record.partition(":")
        try:
            return kind(code).address(UUID(key))
        except (KeyError, ValueError, NoReverseMatch):
            return ""


@dataclass(frozen=True)
class SettingUse:
    """A policy value as it stood when the rule used it."""

    key: str
    label: str
    value: str  # in words, with its unit
    state: str  # "set", "none" or "not_stated"
    version: str = ""  # "Version 3", "Opening policy", "Platform default" or "National value"
    effective_from: str = ""  # ISO date
    approved_by: str = ""
    approved_on: str = ""  # ISO date
    published_source: str = ""
    legal_source: str = ""
    note: str = ""  # such as "example amount"


@dataclass(frozen=True)
class Before:
    """What the same value would be had policy stayed as it was: "3 December 2026", "£120.00", "Not asked for".

    `changed_by` is the version that last changed a setting of the rule, from `changed_on` (ISO date); `version` is what
    stood until then.
    """

    value: str
    version: str
    changed_by: str
    changed_on: str


@dataclass(frozen=True)
class Trace:
    """Why a value is what it is. `rule` is one plain sentence; `sources` are provisions and standards."""

    rule: str
    facts: tuple[Fact, ...] = ()
    settings: tuple[SettingUse, ...] = ()
    sources: tuple[str, ...] = ()
    steps: tuple[str, ...] = field(default=())  # arithmetic in words, in order
    before: Before | None = None  # None when no version has changed the rule's settings since the opening

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Trace":
        return cls(
            rule=plain["rule"],
            facts=tuple(Fact(**fact) for fact in plain.get("facts", ())),
            settings=tuple(SettingUse(**use) for use in plain.get("settings", ())),
            sources=tuple(plain.get("sources", ())),
            steps=tuple(plain.get("steps", ())),
            before=Before(**plain["before"]) if plain.get("before") else None,
        )
