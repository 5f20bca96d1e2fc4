"""Opening packs: a council's files read into statements, with every fault at once. See councils/README.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from config_per_tenant.national import national
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.bounds import beyond
from config_per_tenant.schema.reading import Fault, Fields, Wrong, describe, items, text
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
class Written:
    """One file of a pack, as it is written."""

    name: str
    text: str


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
    return _load(_as_they_are(pack_parts(pack_path(pack))), on or today())


def published_pack(slug: str) -> Pack:
    """The published pack of this slug, as it was published: law may have moved beyond it since.

    Raises FileNotFoundError for a slug that is not published.
    """
    if slug not in published_packs():
        raise FileNotFoundError(f"No council {slug} has a published pack.")
    return _load(_as_they_are(pack_parts(FOLDER / slug)), None)


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


def _as_they_are(parts: Sequence[Path]) -> tuple[tuple[Path, int], ...]:
    return tuple((part, part.stat().st_mtime_ns) for part in parts)


@lru_cache(maxsize=64)
def _load(parts: tuple[tuple[Path, int], ...], on: date | None) -> Pack:
    reader = PackReader([Written(part.name, part.read_text(encoding="utf-8")) for part, _ in parts])
    pack = reader.read(on)
    reader.refuse()
    return pack


class PackReader:
    """Reads the files of one pack. What is wrong is gathered in `faults`; `refuse()` raises it all.

    A pack of published documents cites each value (`is_published`); a file that a council exports need not.
    """

    def __init__(self, parts: Sequence[Written], *, is_published: bool = True) -> None:
        self.parts = parts
        self.is_published = is_published
        self.faults: list[PackFault] = []
        self.places: dict[str, tuple[str, int]] = {}  # where each setting stands: file and line
        self.documents: dict[str, Source] = {}
        self._settings: dict[Any, Any] = {}
        self._nodes: dict[str, Any] = {}  # what is written for each setting, with its lines

    def refuse(self) -> None:
        """Raises PackRefused when anything is wrong, in the order of the files."""
        if self.faults:
            raise PackRefused(sorted(self.faults, key=lambda fault: (fault.file, fault.line, fault.key)))

    def read(self, on: date | None) -> Pack:
        """What could be read, measured by the law of a day; by none when `on` is None."""
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

    def _parse_file(self, part: Written) -> dict[str, Any]:
        try:
            node: Any = _compose(part.text, may_refer=self.is_published)
            plain = yaml.load(part.text, Loader=_UniqueKeys)  # a SafeLoader that refuses repeated keys
        except (yaml.YAMLError, RecursionError, TypeError, ValueError) as wrong:
            mark = getattr(wrong, "problem_mark", None)
            words = f"This is no readable YAML: {getattr(wrong, 'problem', None) or wrong}"
            raise PackRefused([PackFault(part.name, mark.line + 1 if mark else 0, "file", words)]) from wrong
        if not isinstance(plain, dict):
            raise PackRefused([PackFault(part.name, 1, "file", "A pack has the parts council, documents, settings.")])
        for name, value in node.value:
            given = plain.get(name.value) if isinstance(name.value, str) else None
            if name.value in ("documents", "settings") and given is not None and not isinstance(given, dict):
                words = f"Give the {name.value} by name, not {describe(given)}."
                self.faults.append(PackFault(part.name, name.start_mark.line + 1, name.value, words))
                plain[name.value] = {}
            elif name.value == "settings" and isinstance(given, dict):
                for key, written in value.value:
                    self._place(part.name, str(key.value), key.start_mark.line + 1)
                    self._nodes.setdefault(str(key.value), written)
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
        faults: list[Fault] = []
        statement = None
        try:
            fields = Fields(
                given, allowed=("state", "value", "sources", "notes", "ambiguity", "example"), what="A setting"
            )
            sources = fields.take("sources", items(self._source), ())
            notes = fields.take("notes", items(self._note), ())
            faults += fields.faults
            rest = {name: given[name] for name in ("state", "value", "ambiguity", "example") if name in given}
            read = Statement.from_plain(rest)
            if read.state in (SET, NONE) and self.is_published and not (given.get("sources") or read.example):
                words = "A published value needs the document and section where it is found."
                faults.append(Fault(words, "sources"))
            said = Statement(read.state, read.plain, sources, notes, read.ambiguity, read.example)
            statement = said.canonical(SETTINGS[key])
        except Wrong as wrong:
            faults += wrong.faults
        for fault in faults:
            self._fault(key, fault)
        return None if statement is None or fields.faults else statement

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

    def _check_together(self, statements: dict[str, Statement], on: date | None) -> None:
        """Bounds and rules between settings, over whatever could be read. A file on its way into a draft is measured
        there, together with what is in force."""
        if not self.is_published:
            return

        def value_of(key: str) -> Any:
            statement, setting = statements.get(key, Statement(NOT_STATED)), SETTINGS[key]
            value = statement.read(setting)
            return _fixed_by_law(setting, on) if value is None and statement.state == NOT_STATED else value

        for key, statement in statements.items():
            if statement.state == SET and on is not None:
                for fault in beyond(SETTINGS[key], statement.read(SETTINGS[key]), on, value_of):
                    self._fault(key, fault)
        for key, fault in conflicts(value_of):
            self._fault(key, fault)

    def _fields(self, where: str, plain: Any, names: tuple[str, ...]) -> dict[str, str]:
        try:
            fields = Fields(plain, allowed=names, what="This part")
            read = {name: fields.take(name, _words(name), needed=name == names[0]) for name in names}
            fields.done()
            return {name: value for name, value in read.items() if value is not None}
        except Wrong as wrong:
            for fault in wrong.faults:
                self._fault(where, fault)
            return {}

    def _fault(self, key: str, fault: Fault) -> None:
        self.faults.append(self.fault_at(str(key), fault))

    def fault_at(self, key: str, fault: Fault) -> PackFault:
        """A fault with its place: the line of the very part that is wrong, as far as it is written."""
        file, line = self.places.get(key, (self.parts[0].name, 0))
        node = self._nodes.get(key)
        steps = [step for step in fault.path.split(".") if step]
        if steps and _part(node, steps[0]) is None:
            node = _part(node, "value")
        for step in steps:
            node = _part(node, step)
            if node is None:
                break
            line = node.start_mark.line + 1
        return PackFault(file, line, key, fault.words, fault.path, fault.source)


def _fixed_by_law(setting: Setting, on: date | None) -> Any:
    """The value that law fixes, for a setting on which the council has nothing to say; None for any other."""
    if on is None or not setting.is_fixed or not setting.default_national:
        return None
    try:
        return national(setting.default_national, on).value
    except KeyError:
        return None


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


def _compose(written: str, *, may_refer: bool) -> Any:
    """The tree of a file, with lines. A file from elsewhere may not refer to its own parts: a small one could stand
    for a huge one."""
    if not may_refer:
        for event in yaml.parse(written, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                words = f"write out what *{event.anchor} stands for"
                mark: Any = event.start_mark  # of either reader, the one in C or the one in Python
                raise yaml.MarkedYAMLError(None, None, words, mark)
    return yaml.compose(written, Loader=yaml.SafeLoader)


def _part(node: Any, step: str) -> Any:
    """The part of a YAML node under a name or a place in a list; None when it is not written."""
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if str(name.value) == step), None)
    if isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
        return node.value[int(step)]
    return None


def _words(name: str) -> Callable[[Any], str]:
    """How a field in words is read: an empty publisher or period may be written out."""
    may_be_empty = name in ("publisher", "period")
    return lambda plain: "" if may_be_empty and plain == "" else text(str(plain))


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, SETTINGS, n=1)
    return f" Did you mean {near[0]}?" if near else ""
