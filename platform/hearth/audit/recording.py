"""Writing the record. Acts call `record`; pages and API calls that open a person's file call `read`."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
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


_kept: ContextVar[list[str] | None] = ContextVar("kept_entries", default=None)


@contextmanager
def entries_kept() -> Iterator[list[str]]:
    """The codes of the entries that are written within a block, such as a request."""
    codes: list[str] = []
    token = _kept.set(codes)
    try:
        yield codes
    finally:
        _kept.reset(token)


def known_codes() -> Mapping[str, str]:
    return _sentences


def record(
    code: str, subject: Any, *, by: Actor, on: date | None = None, whose: Iterable[UUID] = (), **details: Any
) -> Any:
    """Record an act, inside the act's own transaction. Raises KeyError when the code has no sentence.

    `subject` is a record, a `Subject` or None. `details` hold old and new values and whatever the sentence names;
    `reason` is kept as the reason. `whose` are the keys of the records that a download or an export took out.
    """
    named = _as_subject(subject)
    words = {key: _in_words(value) for key, value in details.items()}
    words |= {"actor": _called(by), "subject": named.name if named else "", "on": _in_words(on) if on else ""}
    sentence = _sentences[code].format_map(words)
    return _write(code, named, sentence, by=by, on=on, details=details, seen=whose, is_reading=False)


def read(subject: Any, *, by: Actor, what: str = "the record of") -> Any:
    """Record that somebody opened a person's file. `what` says which part of it."""
    named = _as_subject(subject)
    if named is None:
        raise ValueError("A reading is always of a record")
    sentence = f"{_called(by)} opened {what} {named.name}."
    return _write(f"{named.kind}.read", named, sentence, by=by, on=None, details={}, is_reading=True)


def read_list(what: str, ids: Iterable[UUID], *, by: Actor, count: int | None = None) -> Any:
    """Record that somebody read a list of people's records ("households"): one entry, which keeps whose they were.

    `count` is how many rows were shown, where `ids` has more or fewer.
    """
    keys = list(dict.fromkeys(ids))
    sentence = f"{_called(by)} read a list of {what} ({len(keys) if count is None else count})."
    return _write("list.read", None, sentence, by=by, on=None, details={"what": what}, seen=keys, is_reading=True)


def keys_told(rows: Iterable[Any]) -> list[UUID]:
    """The keys of records in a list, with those of the household, child or person that each tells of."""
    keys = []
    for row in rows:
        keys.append(row.pk)
        keys += [key for name in _TELLS_OF if isinstance(key := row.__dict__.get(name), UUID)]
    return keys


_TELLS_OF = ("household_id", "child_id", "person_id", "subject_id")


def read_search(what: Iterable[str], ids: Iterable[UUID], *, by: Actor) -> Any:
    """Record what a search showed: which groups ("Households", "Children") and whose. What was typed is not kept."""
    keys, groups = list(dict.fromkeys(ids)), list(dict.fromkeys(what))
    sentence = f"{_called(by)} searched and was shown {len(keys)} records ({', '.join(groups).lower()})."
    if len(keys) == 1:
        sentence = sentence.replace("1 records", "1 record")
    return _write("search.read", None, sentence, by=by, on=None, details={"what": groups}, seen=keys, is_reading=True)


def read_audit(words: str, shown: Iterable[Any], *, by: Actor) -> Any:
    """Record that somebody searched the audit itself: `words` say for what, and name nobody; `shown` are entries."""
    keys = list(dict.fromkeys(entry.subject_id for entry in shown if entry.subject_id))
    sentence = f"{_called(by)} searched the audit: {words}."
    return _write("audit.read", None, sentence, by=by, on=None, details={"search": words}, seen=keys, is_reading=True)


def _write(
    code: str,
    subject: Subject | None,
    sentence: str,
    *,
    by: Actor,
    on: date | None,
    details: Mapping[str, Any],
    seen: Iterable[UUID] = (),
    is_reading: bool,
) -> Any:
    from hearth.audit.models import AuditEntry

    kept = _kept.get()
    if kept is not None:
        kept.append(code)
    return AuditEntry.objects.create(
        code=code,
        on=on,
        actor_id=by.id,
        actor_kind=_kind_of(by),
        actor_name=by.name,
        actor_roles=sorted(by.roles),
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        subject_name=subject.name[:200] if subject else "",
        sentence=sentence,
        reason=_in_words(details.get("reason") or ""),
        details={key: _plain(value) for key, value in details.items()},
        seen=list(seen),
        is_reading=is_reading,
        request_id=current_request_id(),
    )


def _kind_of(by: Actor) -> str:
    return "support" if by.is_support else "program" if by.program else by.kind


def _called(by: Actor) -> str:
    """Who it was, in a sentence; a program is told from the person whose token it carries."""
    return f"{by.name} (by the program “{by.program}”)" if by.program else by.name


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
