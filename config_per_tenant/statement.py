"""What a council says about one setting: a value in one of three states, its sources and open questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from config_per_tenant.schema.reading import Fault, Wrong, items, text, without_nothing, yes_or_no
from config_per_tenant.schema.reading import Fields as _Fields
from config_per_tenant.schema.setting import Setting

SET, NONE, NOT_STATED = "set", "none", "not_stated"
STATES = {
    SET: "Set",
    NONE: "Explicitly none",
    NOT_STATED: "Not stated",
}


@dataclass(frozen=True)
class Source:
    """Where a reader finds it: the document by its own title, its publisher and period, and the section."""

    title: str
    section: str = ""
    publisher: str = ""
    period: str = ""

    def in_words(self) -> str:
        document = ", ".join(part for part in (self.publisher, self.title) if part)
        document += f" ({self.period})" if self.period else ""
        return f"{document}, {self.section}" if self.section else document

    def to_plain(self) -> dict[str, str]:
        fields = {"title": self.title, "section": self.section, "publisher": self.publisher, "period": self.period}
        return {name: value for name, value in fields.items() if value}

    @classmethod
    def from_plain(cls, plain: Any) -> Source:
        fields = _Fields(plain, allowed=("title", "section", "publisher", "period"), what="A source")
        source = cls(
            fields.take("title", text, needed=True),
            fields.take("section", text, ""),
            fields.take("publisher", text, ""),
            fields.take("period", text, ""),
        )
        fields.done()
        return source


@dataclass(frozen=True)
class Note:
    """A printed statement kept beside the value, because it differs or leaves something open."""

    text: str
    source: Source | None = None

    def to_plain(self) -> dict[str, Any]:
        return without_nothing({"text": self.text, "source": self.source and self.source.to_plain()})

    @classmethod
    def from_plain(cls, plain: Any) -> Note:
        fields = _Fields(plain, allowed=("text", "source"), what="A note")
        note = cls(fields.take("text", text, needed=True), fields.take("source", Source.from_plain))
        fields.done()
        return note


@dataclass(frozen=True)
class Statement:
    """One setting as the council states it. `plain` is the value as plain data, None unless the state is "set"."""

    state: str
    plain: Any = None
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    ambiguity: str = ""
    example: bool = False

    def to_plain(self) -> dict[str, Any]:
        return without_nothing(
            {
                "state": self.state,
                "value": self.plain,
                "sources": [source.to_plain() for source in self.sources] or None,
                "notes": [note.to_plain() for note in self.notes] or None,
                "ambiguity": self.ambiguity or None,
                "example": self.example or None,
            }
        )

    @classmethod
    def from_plain(cls, plain: Any) -> Statement:
        """Read a statement as `to_plain` writes it. The value itself is not looked at. Raises Wrong."""
        fields = _Fields(
            plain, allowed=("state", "value", "sources", "notes", "ambiguity", "example"), what="A statement"
        )
        statement = cls(
            state=fields.take("state", _state, needed=True),
            plain=fields.take("value", lambda value: value),
            sources=fields.take("sources", items(Source.from_plain), ()),
            notes=fields.take("notes", items(Note.from_plain), ()),
            ambiguity=fields.take("ambiguity", text, ""),
            example=fields.take("example", yes_or_no, False),
        )
        fields.done()
        return statement

    def read(self, setting: Setting) -> Any:
        """The typed value: None when the council says none, the platform's default when it has not said."""
        if self.state == SET:
            return setting.kind.read(self.plain)
        return None if self.state == NONE else setting.default_value()

    def canonical(self, setting: Setting) -> Statement:
        """The same statement with its value written the one way that export and comparison use. Raises Wrong."""
        faults = list(self.faults(setting))
        if faults:
            raise Wrong(*faults)
        plain = setting.kind.plain(setting.kind.read(self.plain)) if self.state == SET else None
        return Statement(self.state, plain, self.sources, self.notes, self.ambiguity, self.example)

    def faults(self, setting: Setting) -> list[Fault]:
        """What is wrong with it by itself: state and value at odds, or a value that cannot be read."""
        if not can_be_kept(self.to_plain()):
            return [Fault("This holds a character that cannot be kept. Take out what is not text.", "value")]
        if self.state == NONE and not setting.may_be_none:
            return [Fault("This setting always has a value: give one, or leave it as not stated.", "state")]
        if self.state != SET:
            return [Fault("Give a value only when the state is “set”.", "value")] if self.plain is not None else []
        if self.plain is None:
            return [Fault("Give the value, or another state.", "value")]
        try:
            setting.kind.read(self.plain)
        except Wrong as wrong:
            return list(wrong.faults)
        return []


Statements = Mapping[str, Statement]


def can_be_kept(plain: Any) -> bool:
    """Whether plain data can be written to the database and back: no NUL, no half of a pair, no infinity."""
    if isinstance(plain, str):
        return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in plain)
    if isinstance(plain, Mapping):
        return all(can_be_kept(name) and can_be_kept(part) for name, part in plain.items())
    if isinstance(plain, float):
        return isfinite(plain)
    return all(map(can_be_kept, plain)) if isinstance(plain, (list, tuple)) else True


def _state(plain: Any) -> str:
    if not isinstance(plain, str) or plain not in STATES:
        raise Wrong(f"“{plain}” is no state. Choose from {', '.join(STATES)}.")
    return str(plain)
