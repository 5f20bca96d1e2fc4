"""A policy as a file: YAML in the shape of a pack, which a council keeps, sends, and brings into a draft again.

Written from what the council states, never from defaults or from what law forces; the same statements always give the
same bytes. The shape is told in councils/README.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import yaml

from config_per_tenant.law import stated_in
from config_per_tenant.policy import Policy
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.statement import NOT_STATED, Note, Source, Statement, Statements

_WIDTH = 110  # characters of a line
_LONGEST_NAME = 40  # characters of a document's short name
_SILENT = Statement(NOT_STATED)


def policy_file(policy: Policy, *, slug: str, name: str) -> str:
    """All that a council states in one policy. What it has said nothing of is left out."""
    stated = {key: stated_in(policy, key) for key in SETTINGS}
    return written({key: said for key, said in stated.items() if said != _SILENT}, slug=slug, name=name)


def written(statements: Statements, *, slug: str, name: str) -> str:
    """These statements as a file, in the order in which settings are declared."""
    said = {key: _settled(SETTINGS[key], statements[key]) for key in SETTINGS if key in statements}
    documents = _documents(said)
    plain: dict[str, Any] = {"council": {"slug": slug, "name": name}}
    if documents:
        plain["documents"] = {short: _document(source) for source, short in documents.items()}
    plain["settings"] = {key: _statement(statement, documents) for key, statement in said.items()}
    text: str = yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text


class _Dumper(yaml.SafeDumper):
    """A part that occurs twice is written twice: a reader of the file need not follow references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _settled(setting: Setting, statement: Statement) -> Statement:
    """The statement as it would be read back: its value in the one way of writing it, its words with single spaces."""
    try:
        plain = statement.canonical(setting).plain
    except Wrong:  # said before the setting came to be declared as it is now
        plain = statement.plain
    notes = (Note(_spaced(note.text), note.source and _source(note.source)) for note in statement.notes)
    return Statement(
        statement.state,
        plain,
        tuple(map(_source, statement.sources)),
        tuple(note for note in notes if note.text),
        _spaced(statement.ambiguity),
        statement.example,
    )


def _source(source: Source) -> Source:
    return Source(*(_spaced(part) for part in (source.title, source.section, source.publisher, source.period)))


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _documents(statements: Statements) -> dict[Source, str]:
    """Each document that is cited, in the order of first mention, with a short name that tells it from the others."""
    found: dict[Source, str] = {}
    for statement in statements.values():
        cited = [*statement.sources, *(note.source for note in statement.notes if note.source)]
        for document in map(_whole, cited):
            if document not in found:
                found[document] = _short(document.title, set(found.values()))
    return found


def _whole(source: Source) -> Source:
    return Source(source.title, "", source.publisher, source.period)


def _short(title: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME].strip("_") or "document"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name


def _document(source: Source) -> dict[str, str]:
    """The publisher is always written, an empty one too: left out, a reader would take the council for it."""
    told = {"title": source.title, "publisher": source.publisher}
    return told | ({"period": source.period} if source.period else {})


def _statement(statement: Statement, documents: Mapping[Source, str]) -> dict[str, Any]:
    def cited(source: Source) -> dict[str, str]:
        place = {"section": source.section} if source.section else {}
        return {"document": documents[_whole(source)], **place}

    plain = statement.to_plain()
    if statement.sources:
        plain["sources"] = [cited(source) for source in statement.sources]
    if statement.notes:
        plain["notes"] = [
            {"text": note.text, **(cited(note.source) if note.source else {})} for note in statement.notes
        ]
    return plain
