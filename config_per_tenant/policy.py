"""The policy of a council on a day: national values as tightened by this council, or the platform's labelled defaults.

`policy_on(day)` reads the current council's versions; `policy_from_pack` makes one from a pack, without a database.
Whatever computes a date or an amount passes the day, so that an old decision is explained by the policy of its time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from config_per_tenant import national as nation
from config_per_tenant.packs import Pack, load_pack
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.bounds import as_law_forces, compares, provisions, said
from config_per_tenant.statement import NONE, NOT_STATED, SET, Note, Source, Statement, Statements
from hearth.trace import Before, SettingUse

__all__ = ["NONE", "NOT_STATED", "SET", "Entry", "Layer", "Policy", "policy_from_pack", "policy_on"]

_SILENT = Statement(NOT_STATED)


@dataclass(frozen=True)
class Layer:
    """One version as it bears on a policy: what it states, from which day, and who stands behind it."""

    key: Hashable
    label: str
    number: int
    effective_from: date
    statements: Statements
    approved_by: str = ""
    approved_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """One setting in force: its value, and where that comes from.

    `value` is what to compute with: the council's value, brought back to a bound of law where it lies beyond it
    (`forced_by`), or the platform's default (`is_default`), or None (state "none", or no default).
    """

    setting: Setting
    value: Any
    state: str
    sources: tuple[Source, ...]
    notes: tuple[Note, ...]
    ambiguity: str
    example: bool
    layer: Layer | None
    forced_by: nation.NationalValue | None
    provisions: tuple[nation.NationalValue, ...]
    bound_words: tuple[str, ...]

    @property
    def is_default(self) -> bool:
        return self.state == NOT_STATED

    @property
    def is_forced(self) -> bool:
        return self.forced_by is not None

    @property
    def version(self) -> str:
        """What the value rests on, in words: a version, or the platform's default."""
        if self.layer is None or self.is_default:
            return "Platform default"
        return self.layer.label

    @property
    def effective_from(self) -> date | None:
        return self.layer.effective_from if self.layer else None

    @property
    def approved_by(self) -> str:
        return self.layer.approved_by if self.layer else ""

    @property
    def approved_on(self) -> date | None:
        return self.layer.approved_on if self.layer else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a page says beside the value: example amounts, a minimum not yet entered, a value forced by law."""
        found = []
        if self.has_examples:
            found.append("Example amounts: no published document prints them.")
        if self.forced_by:
            found.append(f"The council's value lies beyond {self.forced_by.source}; the provision is applied instead.")
        if not self.is_compared:
            words = "{} counts between other events: it holds beside this."
            found += [words.format(provision.source) for provision in self.provisions]
        found += [provision.warning for provision in self.provisions if provision.warning]
        return tuple(found)

    @property
    def is_compared(self) -> bool:
        """Whether the bounds could be compared with the value; a target between other events cannot."""
        return compares(self.setting, self.value)

    @property
    def has_examples(self) -> bool:
        value = self.value
        return self.example or bool(getattr(value, "example", False) or getattr(value, "has_example_amounts", False))

    def in_words(self) -> str:
        if self.state == NONE:
            return self.setting.none_means or "None"
        return "Not set" if self.value is None else self.setting.kind.words(self.value)

    @property
    def plain(self) -> Any:
        return None if self.value is None else self.setting.kind.plain(self.value)

    @property
    def unit(self) -> str:
        return "" if self.value is None else self.setting.kind.unit(self.value)


class Policy(Mapping[str, Any]):
    """What is in force on one day: `p[key]` is the typed value. Equal when the same versions and national values stand.

    A policy never changes; `stamp` is a short name for its content, good for caches.
    """

    def __init__(self, layers: Sequence[Layer], on: date, *, of: Hashable = "") -> None:
        """`layers` are in force that day, earliest first: the latest to state a setting decides. `of` is whose."""
        self.layers = tuple(layers)
        self._on, self._of = on, of
        content = repr((of, [layer.key for layer in self.layers], nation.period(on)))
        self.stamp = hashlib.sha256(content.encode()).hexdigest()[:24]
        self._entries: dict[str, Entry] = {}
        self._uses: dict[str, SettingUse] = {}
        self._shorter: dict[int, Policy] = {}

    def __getitem__(self, key: str) -> Any:
        return self.entry(key).value

    def __iter__(self) -> Iterator[str]:
        return iter(SETTINGS)

    def __len__(self) -> int:
        return len(SETTINGS)

    def __hash__(self) -> int:
        return hash(self.stamp)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self.stamp == other.stamp

    def entry(self, key: str) -> Entry:
        """The setting with its value, state and origin. Raises KeyError for a key that is not declared."""
        found = self._entries.get(key)
        if found is None:
            found = self._entries[key] = self._compose(SETTINGS[key])
        return found

    def entries(self) -> list[Entry]:
        return [self.entry(key) for key in SETTINGS]

    def use(self, key: str) -> SettingUse:
        """The value as it goes into a trace; made once, as thousands of traces hold the same."""
        found = self._uses.get(key)
        if found is None:
            found = self._uses[key] = self._used(key)
        return found

    def _used(self, key: str) -> SettingUse:
        entry = self.entry(key)
        sources = "; ".join(source.in_words() for source in entry.sources)
        return SettingUse(
            key=key,
            label=entry.setting.label,
            value=entry.in_words(),
            state=entry.state,
            version=entry.version,
            effective_from=entry.effective_from.isoformat() if entry.effective_from else "",
            approved_by=entry.approved_by,
            approved_on=entry.approved_on.isoformat() if entry.approved_on else "",
            published_source=sources,
            legal_source=entry.setting.legal_source,
            note=" ".join(entry.warnings),
        )

    def with_layer(self, layer: Layer, on: date | None = None, *, of: Hashable = "draft") -> Policy:
        """This policy with one more layer on top: a draft looked at as though it were in force."""
        return Policy((*self.layers, layer), on or self._on, of=of)

    def before(self, layer: Layer) -> Policy:
        """This policy without that version and all later ones; law and standards stay those of the day."""
        return self._first(self.layers.index(layer))

    def until(self, layer: Layer) -> Policy:
        """This policy with that version as its last."""
        return self._first(self.layers.index(layer) + 1)

    def under_the_law_of(self, day: date) -> Policy:
        """The same versions, held to the law and standards of another day."""
        return Policy(self.layers, day, of=(self._of, "under the law of"))

    def without(self, number: int) -> Policy:
        """This policy without one version, those before and after it kept; itself when it has no such version."""
        others = [layer for layer in self.layers if layer.number != number]
        if len(others) == len(self.layers):
            return self
        return Policy(others, self._on, of=(self._of, "without", number))

    def said_before(
        self, keys: Iterable[str], say: Callable[[Policy], str], *, now: str = "", also: Iterable[str] = ()
    ) -> Before | None:
        """What a rule that uses these settings said before the version that last changed one of them, for a trace.

        `say` gives its answer under a policy, in words. `also` are settings that the rule may use and did not here: a
        version that took one away is told when the answer was another than `now`. None when no version has changed
        them since the opening.
        """
        used = set(keys)
        if also and (taken_away := self.said_before(used.union(also), say)) and taken_away.value != now:
            return taken_away
        change = self.before_the_change_of(used)
        if change is None:
            return None
        layer, stood = change
        return Before(say(stood), stood.label, layer.label, layer.effective_from.isoformat())

    def before_the_change_of(self, keys: Iterable[str]) -> tuple[Layer, Policy] | None:
        """The latest version that changed one of these settings, and the policy before it; None when none ever did."""
        wanted = set(keys)
        stating = [layer for layer in self.layers if wanted.intersection(layer.statements)]
        return (stating[-1], self.before(stating[-1])) if stating and stating[-1] is not self.layers[0] else None

    @property
    def label(self) -> str:
        """The version that this policy ends with, in words."""
        return self.layers[-1].label if self.layers else "Platform default"

    def _first(self, count: int) -> Policy:
        if count == len(self.layers):
            return self
        if count not in self._shorter:
            self._shorter[count] = Policy(self.layers[:count], self._on, of=(self._of, "until"))
        return self._shorter[count]

    def _compose(self, setting: Setting) -> Entry:
        layer, statement = self._stated(setting.key)
        value = statement.read(setting)
        if statement.state == NOT_STATED and value is None and setting.default_national:
            value = self._national_default(setting.default_national)
        value, forced_by = as_law_forces(setting, value, self._on, self.__getitem__)
        bounding = provisions(setting, self._on)
        return Entry(
            setting=setting,
            value=value,
            state=statement.state,
            sources=statement.sources,
            notes=statement.notes,
            ambiguity=statement.ambiguity,
            example=statement.example,
            layer=layer,
            forced_by=forced_by,
            provisions=tuple(bounding),
            bound_words=tuple(said(setting, provision, self.__getitem__) for provision in bounding),
        )

    def _stated(self, key: str) -> tuple[Layer | None, Statement]:
        for layer in reversed(self.layers):
            statement = layer.statements.get(key)
            if statement is not None:
                return layer, statement
        return None, _SILENT

    def _national_default(self, key: str) -> Any:
        """The national value of the day, for the council's region where it is a table; None before there is one."""
        try:
            value = nation.national(key, self._on).value
        except KeyError:
            return None
        return value.table(self["allowances.region"]) if isinstance(value, nation.MinimumAllowance) else value


def policy_on(day: date) -> Policy:
    """The policy of the current council in force on `day`. One query a request at most; none within `steady_policy()`.

    Raises NoTenant outside a council.
    """
    from config_per_tenant.versions.in_force import policy_in_force

    return policy_in_force(day)


def policy_from_pack(pack: Pack | str | Path, on: date) -> Policy:
    """The policy that a council would open with: a pack, its slug or its file. For tests and checks without a database.

    Raises PackRefused; FileNotFoundError.
    """
    read = load_pack(pack, on)
    layer = Layer(("pack", read.slug), "Opening policy", 1, on, read.statements)
    return Policy((layer,), on, of=("pack", sorted(map(repr, read.statements.items()))))
