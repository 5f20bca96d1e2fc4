"""What duties, allocations and audit entries can be about, without those areas knowing the tables below them.

A lower area names its record once, when the application starts; a higher one holds only (kind, id). There is no
generic foreign key: content types are shared by all councils, and a reference must stay inside one schema.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse


@dataclass(frozen=True)
class SubjectKind:
    """A kind of record that others may refer to. `url` is the name of the route that opens one."""

    code: str
    model: type[Model]
    url: str
    noun: str
    plural: str

    def address(self, subject_id: UUID) -> str:
        return reverse(self.url, args=[subject_id])


@dataclass(frozen=True)
class Subject:
    """One record, named as it stood."""

    kind: str
    id: UUID
    name: str

    @property
    def reference(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def address(self) -> str:
        return kind(self.kind).address(self.id)


_kinds: dict[str, SubjectKind] = {}


def subject_kind(code: str, *, model: type[Model], url: str, noun: str = "", plural: str = "") -> None:
    """Declare a kind of subject. Called once by the area that owns the record, when the application starts."""
    noun = noun or code
    _kinds[code] = SubjectKind(code, model, url, noun, plural or f"{noun}s")


def kind(code: str) -> SubjectKind:
    """Raises KeyError for a kind that no area declared."""
    return _kinds[code]


def kinds() -> Iterable[SubjectKind]:
    return _kinds.values()


def subject_of(record: Model) -> Subject:
    """The subject that a record is. Raises KeyError when its model was not declared."""
    for declared in _kinds.values():
        if isinstance(record, declared.model):
            return Subject(declared.code, record.pk, str(record))
    raise KeyError(f"{type(record).__name__} is not declared as a kind of subject")


def visible(code: str, actor: Any) -> Any:
    """The records of one kind that this actor may see, as a queryset."""
    return _kinds[code].model._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # every Record has it
