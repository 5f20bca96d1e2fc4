"""Words of letters and pages that a council writes itself, with {parts} that are filled in when they are used.

They are words and nothing else: no markup, no script, no part that the setting does not offer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from config_per_tenant.schema.reading import Fault, Wrong, describe

_PART = re.compile(r"\{([^{}]*)\}")
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Words:
    """A text with its merge fields still open."""

    text: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The merge fields in the text, in its order, each once."""
        return tuple(dict.fromkeys(_PART.findall(self.text)))

    def render(self, values: Mapping[str, str]) -> SafeString:
        """The text with its parts filled in, all of it escaped. Raises KeyError for a part that has no value."""
        return escape(_PART.sub(lambda part: str(values[part[1]]), self.text))

    def paragraphs(self, values: Mapping[str, str]) -> list[SafeString]:
        """The rendered text, split where the council left a line empty."""
        filled = _PART.sub(lambda part: str(values[part[1]]), self.text)
        return [escape(each.strip()) for each in re.split(r"\n\s*\n", filled) if each.strip()]

    def in_words(self) -> str:
        return self.text

    def to_plain(self) -> str:
        return self.text


def read_words(plain: Any, fields: Mapping[str, str], longest: int) -> Words:
    """Words whose parts are all among `fields` (name to what it stands for). Raises Wrong with every fault."""
    if not isinstance(plain, str) or not plain.strip():
        raise Wrong(f"Give words, not {describe(plain)}.")
    text = "\n".join(line.rstrip() for line in plain.strip().splitlines())
    faults = [*_characters(text), *_braces(text), *_unknown(text, fields)]
    if len(text) > longest:
        faults.append(Fault(f"Use {longest:,} characters or fewer; there are {len(text):,}."))
    if faults:
        raise Wrong(*faults)
    return Words(text)


def _characters(text: str) -> list[Fault]:
    faults = []
    if "<" in text:
        faults.append(Fault("Write plain words without “<”: markup and scripts are not used here."))
    hidden = [one for one in text if one != "\n" and (unicodedata.category(one) == "Cc" or one in _TURNS_DIRECTION)]
    if hidden:
        codes = ", ".join(dict.fromkeys(f"U+{ord(one):04X}" for one in hidden))
        faults.append(Fault(f"Take out the characters that nobody sees ({codes})."))
    return faults


def _braces(text: str) -> list[Fault]:
    rest = _PART.sub("", text)
    if "{" not in rest and "}" not in rest:
        return []
    return [Fault("A curly bracket has no partner. Write each part that is filled in as {name}.")]


def _unknown(text: str, fields: Mapping[str, str]) -> list[Fault]:
    faults = []
    for name in dict.fromkeys(_PART.findall(text)):
        if name not in fields:
            near = get_close_matches(name.strip().lower(), fields, n=1, cutoff=0.5)
            offered = f"Did you mean {{{near[0]}}}?" if near else f"There are {_listed(fields)}."
            faults.append(Fault(f"Nothing is filled in for {{{name}}}. {offered}"))
    return faults


def _listed(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{{{name}}}" for name in fields) or "no such parts here"
