"""Opening packs: a council's files read into statements, with every fault at once. See councils/README.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.bounds import beyond
from config_per_tenant.schema.reading import Fault, Fields, Wrong, items, text
from config_per_tenant.schema.together import conflicts
from config_per_tenant.statement import NONE, NOT_STATED, SET, Note, Source, Statement
from hearth.dates import today

FOLDER = Path(__file__).parent / "councils"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class PackFault:
    """One fault: in which file and line, under which setting, why, and the provision or document behind it."""

    file: str
    line: int
    key: str
    words: str
    path: str = ""
    source: str = ""

    def __str__(self) -> str:
        where = ".".join(part for part in (self.key, self.path) if part)
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {where}: {self.words}" + (f" ({self.source})" if self.source else "")


class PackRefused(ValueError):
    """A pack that cannot be used. `faults` holds all that is wrong with it."""

    def __init__(self, faults: list[PackFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True)
class Pack:
    """A council's opening policy: what it states for each setting. A setting that is not in it is not stated."""

    slug: str
    name: str
    statements: Mapping[str, Statement]
    documents: Mapping[str, Source]


def load_pack(pack: Pack | str | Path, on: date | None = None) -> Pack:
    """The pack of this slug, folder or file, checked against the schema and the bounds of `on` (today when left out).

    Raises PackRefused with every fault; FileNotFoundError when there is no such pack.
    """
    if isinstance(pack, Pack):
        return pack
    parts = pack_parts(pack_path(pack))
    return _load(tuple((part, part.stat().st_mtime_ns) for part in parts), on or today())


def pack_path(slug_or_path: str | Path) -> Path:
    """Where a pack lies: the folder of a published one by its slug, or any folder or file by its path."""
    path = Path(slug_or_path)
    return path if path.is_absolute() or len(path.parts) > 1 or path.suffix in SUFFIXES else FOLDER / path


def pack_parts(path: Path) -> tuple[Path, ...]:
    """The files of a pack: `council.yaml` first, then the others by name; a pack in one file is its own only part.

    Raises FileNotFoundError.
    """
    if path.is_dir():
        parts = sorted(path.glob("*.yaml"), key=lambda part: (part.name != "council.yaml", part.name))
        if parts:
            return tuple(parts)
    elif path.is_file():
        return (path,)
    raise FileNotFoundError(f"There is no pack {path}.")


def published_packs() -> tuple[str, ...]:
    """The slugs of the packs that come with the platform, in order of their names."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/council.yaml")))


@lru_cache(maxsize=64)
def _load(parts: tuple[tuple[Path, int], ...], on: date) -> Pack:
    reader = _Reader([part for part, _ in parts])
    pack = reader.read(on)
    if reader.faults:
        raise PackRefused(sorted(reader.faults, key=lambda fault: (fault.file, fault.line, fault.key)))
    return pack


class _Reader:
    def __init__(self, parts: Sequence[Path]) -> None:
        self.parts = parts
        self.faults: list[PackFault] = []
        self.places: dict[str, tuple[str, int]] = {}  # where each setting stands: file and line
        self.documents: dict[str, Source] = {}
        self._settings: dict[Any, Any] = {}

    def read(self, on: date) -> Pack:
        plain = self._parse()
        council = self._fields("council", plain.get("council"), ("slug", "name"))
        self._read_documents(plain.get("documents") or {}, council.get("name", ""))
        statements = {}
        for key, given in plain["settings"].items():
            if key not in SETTINGS:
                self._fault(key, Fault(f"There is no such setting.{_nearest(str(key))}"))
                continue
            statement = self._statement(key, given)
            if statement is not None:
                statements[key] = statement
        self._check_together(statements, on)
        return Pack(council.get("slug", ""), council.get("name", ""), statements, self.documents)

    def _parse(self) -> dict[str, Any]:
        """The files' parts as one. What two files say is a fault of the second."""
        whole: dict[str, Any] = {}
        for part in self.parts:
            for name, given in self._parse_file(part).items():
                if name not in ("council", "documents", "settings"):
                    words = "A pack has only the parts council, documents, settings."
                    self.faults.append(PackFault(part.name, 1, str(name), words))
                elif name != "settings":
                    if name in whole:
                        words = f"The part “{name}” is given in another file of the pack too."
                        self.faults.append(PackFault(part.name, 1, name, words))
                    whole[name] = given
        return whole | {"settings": self._settings}

    def _parse_file(self, path: Path) -> dict[str, Any]:
        written = path.read_text(encoding="utf-8")
        try:
            node: Any = yaml.compose(written, Loader=yaml.SafeLoader)
            plain = yaml.load(written, Loader=_UniqueKeys)  # a SafeLoader that refuses repeated keys
        except yaml.YAMLError as wrong:
            mark = getattr(wrong, "problem_mark", None)
            words = f"This is no readable YAML: {getattr(wrong, 'problem', None) or wrong}"
            raise PackRefused([PackFault(path.name, mark.line + 1 if mark else 0, "file", words)]) from wrong
        if not isinstance(plain, dict):
            raise PackRefused([PackFault(path.name, 1, "file", "A pack has the parts council, documents, settings.")])
        for name, value in node.value:
            if name.value == "settings" and hasattr(value, "value"):
                for key, _ in value.value:
                    self._place(path.name, key.value, key.start_mark.line + 1)
        self._settings |= plain.get("settings") or {}
        return plain

    def _place(self, file: str, key: str, line: int) -> None:
        if key in self.places:
            other, at = self.places[key]
            self.faults.append(PackFault(file, line, key, f"This setting stands in {other}:{at} too."))
        else:
            self.places[key] = (file, line)

    def _read_documents(self, plain: Any, publisher: str) -> None:
        for name, given in plain.items():
            document = self._fields(f"documents.{name}", given, ("title", "publisher", "period"))
            if "title" in document:
                self.documents[str(name)] = Source(
                    document["title"], "", document.get("publisher", publisher), document.get("period", "")
                )

    def _statement(self, key: str, given: Any) -> Statement | None:
        try:
            fields = Fields(
                given, allowed=("state", "value", "sources", "notes", "ambiguity", "example"), what="A setting"
            )
            sources = fields.take("sources", items(self._source), ())
            notes = fields.take("notes", items(self._note), ())
            fields.done()
            rest = {name: given[name] for name in ("state", "value", "ambiguity", "example") if name in given}
            read = Statement.from_plain(rest)
            statement = Statement(read.state, read.plain, sources, notes, read.ambiguity, read.example)
            if statement.state in (SET, NONE) and not statement.sources and not statement.example:
                self._fault(
                    key, Fault("A published value needs the document and section where it is found.", "sources")
                )
            return statement.canonical(SETTINGS[key])
        except Wrong as wrong:
            for fault in wrong.faults:
                self._fault(key, fault)
            return None

    def _source(self, plain: Any) -> Source:
        fields = Fields(plain, allowed=("document", "section"), what="A source")
        document = fields.take("document", text, needed=True)
        section = fields.take("section", text, "")
        if document and document not in self.documents:
            known = ", ".join(self.documents) or "none is listed"
            fields.faults.append(Fault(f"“{document}” is none of the pack's documents ({known}).", "document"))
        fields.done()
        cited = self.documents[document]
        return Source(cited.title, section, cited.publisher, cited.period)

    def _note(self, plain: Any) -> Note:
        if isinstance(plain, str):
            return Note(text(plain))
        fields = Fields(plain, allowed=("text", "document", "section"), what="A note")
        words = fields.take("text", text, needed=True)
        fields.done()
        named = {name: plain[name] for name in ("document", "section") if plain.get(name)}
        return Note(words, self._source(named) if "document" in named else None)

    def _check_together(self, statements: dict[str, Statement], on: date) -> None:
        """Bounds and rules between settings, over whatever could be read."""

        def value_of(key: str) -> Any:
            return statements.get(key, Statement(NOT_STATED)).read(SETTINGS[key])

        for key, statement in statements.items():
            if statement.state == SET:
                for fault in beyond(SETTINGS[key], statement.read(SETTINGS[key]), on, value_of):
                    self._fault(key, fault)
        for key, fault in conflicts(value_of):
            self._fault(key, fault)

    def _fields(self, where: str, plain: Any, names: tuple[str, ...]) -> dict[str, str]:
        try:
            fields = Fields(plain, allowed=names, what="This part")
            read = {name: fields.take(name, lambda value: text(str(value)), needed=name == names[0]) for name in names}
            fields.done()
            return {name: value for name, value in read.items() if value}
        except Wrong as wrong:
            for fault in wrong.faults:
                self._fault(where, fault)
            return {}

    def _fault(self, key: str, fault: Fault) -> None:
        file, line = self.places.get(str(key), (self.parts[0].name, 0))
        self.faults.append(PackFault(file, line, str(key), fault.words, fault.path, fault.source))


class _UniqueKeys(yaml.SafeLoader):
    """YAML in which a field given twice is a fault, not a silent choice of the second."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}” is given twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, SETTINGS, n=1)
    return f" Did you mean {near[0]}?" if near else ""
