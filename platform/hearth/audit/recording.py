"""Writing the record. Acts call `record`; pages and API calls that open a person's file call `read`."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from hearth.access.actors import Actor
from hearth.context import current_request_id
from hearth.subjects import Subject, subject_of

_sentences: dict[str, str] = {}


def sentences(words: Mapping[str, str]) -> None:
    """Declare how entries read: "{actor} recorded a visit to {subject}, made {on}." Details are named by their key."""
    _sentences.update(words)


def known_codes() -> Mapping[str, str]:
    return _sentences


def record(code: str, subject: Any, *, by: Actor, on: date | None = None, **details: Any) -> Any:
    """Record an act, inside the act's own transaction. Raises KeyError when the code has no sentence.

    `subject` is a record, a `Subject` or None. `details` hold old and new values and whatever the sentence names.
    """
    named = _as_subject(subject)
    words = {key: _in_words(value) for key, value in details.items()}
    words |= {"actor": by.name, "subject": named.name if named else "", "on": _in_words(on) if on else ""}
    return _write(code, named, _sentences[code].format_map(words), by=by, on=on, details=details, is_reading=False)


def read(subject: Any, *, by: Actor, what: str = "the record of") -> Any:
    """Record that somebody opened a person's file. `what` says which part of it."""
    named = _as_subject(subject)
    if named is None:
        raise ValueError("A reading is always of a record")
    sentence = f"{by.name} opened {what} {named.name}."
    return _write(f"{named.kind}.read", named, sentence, by=by, on=None, details={}, is_reading=True)


def read_list(what: str, ids: Iterable[UUID], *, by: Actor) -> Any:
    """Record that somebody read a list of people's records ("households"): one entry, which keeps whose they were."""
    keys = [str(key) for key in ids]
    sentence = f"{by.name} read a list of {len(keys)} {what}."
    details = {"ids": keys}
    return _write("list.read", None, sentence, by=by, on=None, details=details, is_reading=True)


def _write(
    code: str,
    subject: Subject | None,
    sentence: str,
    *,
    by: Actor,
    on: date | None,
    details: Mapping[str, Any],
    is_reading: bool,
) -> Any:
    from hearth.audit.models import AuditEntry

    return AuditEntry.objects.create(
        code=code,
        on=on,
        actor_id=by.id,
        actor_kind=by.kind,
        actor_name=by.name,
        actor_roles=sorted(by.roles),
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        subject_name=subject.name[:200] if subject else "",
        sentence=sentence,
        reason=_in_words(details.get("reason") or ""),
        details={key: _plain(value) for key, value in details.items()},
        is_reading=is_reading,
        request_id=current_request_id(),
    )


def _as_subject(subject: Any) -> Subject | None:
    if subject is None or isinstance(subject, Subject):
        return subject
    try:
        return subject_of(subject)
    except KeyError:
        return Subject(subject._meta.model_name, subject.pk, str(subject))


def _in_words(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y at %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
