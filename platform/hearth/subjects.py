"""What duties, allocations and audit entries can be about, without those areas knowing the tables below them.

A lower area names its record once, when the application starts; a higher one holds only (kind, id). There is no
generic foreign key: content types are shared by all councils, and a reference must stay inside one schema.
"""

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class _Part:
    model: type[Model]
    of: str


_parts: dict[str, _Part] = {}


def part_of(code: str, *, model: type[Model], of: str) -> None:
    """Declare whose record something belongs to: `part_of("visit", model=Visit, of="household")`.

    An address that names a `visit_id` then tells of that household. `of` may go on with dots; empty, the row names its
    subject itself, by `subject_kind`, `subject_id` and `subject_name`.
    """
    _parts[code] = _Part(model, of)


def told_of(keys: Mapping[str, Any]) -> Subject | None:
    """The person, household or other personal record that an address tells of, from the keys in it. One query."""
    for name, key in keys.items():
        code = name.removesuffix("_id")
        if code == name:
            continue
        if code in _parts:
            record = _whole_of(_parts[code], key)
        elif code in _kinds and _is_personal(_kinds[code].model):
            record = _kinds[code].model._default_manager.filter(pk=key).first()
        else:
            continue
        if record is not None:
            return record if isinstance(record, Subject) else subject_of(record)
    return None


def _whole_of(part: _Part, key: Any) -> Any:
    rows = part.model._default_manager.filter(pk=key)
    if not part.of:
        row: Any = rows.first()
        return row and Subject(row.subject_kind, row.subject_id, row.subject_name)
    record = rows.select_related(part.of.replace(".", "__")).first()
    for step in part.of.split("."):
        record = getattr(record, step, None)
    return record


def _is_personal(model: type[Model]) -> bool:
    privacy = getattr(model, "privacy", None)
    return privacy is not None and ("carer" in privacy.personal or "child" in privacy.personal)
