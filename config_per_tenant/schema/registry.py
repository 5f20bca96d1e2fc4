"""All declarations gathered from the areas: looked up by key, by group, by address, and in plain words."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from config_per_tenant.schema.areas import (
    allowances,
    brand,
    fees,
    placements,
    recruitment,
    reviews,
    roles,
    supervision,
    teams,
    training,
)
from config_per_tenant.schema.setting import GROUPS, Setting

_AREAS = (supervision, reviews, training, fees, allowances, recruitment, placements, teams, roles, brand)
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(
    _WORD.findall(
        "a an and are at be carer carers council do does for from household households how in is it many much my of"
        " often on or our the their to us we what when which who with"
    )
)


def _gather() -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for area in _AREAS:
        for declared in area.SETTINGS:
            if declared.key in found:
                raise ValueError(f"Setting {declared.key} is declared twice.")
            found[declared.key] = declared
    return found


SETTINGS: Mapping[str, Setting] = MappingProxyType(_gather())


def setting(key: str) -> Setting:
    """The declaration of this key. Raises KeyError."""
    return SETTINGS[key]


def from_slug(slug: str) -> Setting:
    """The setting at this address. Raises KeyError."""
    return {declared.slug: declared for declared in SETTINGS.values()}[slug]


def by_group() -> list[tuple[str, str, list[Setting]]]:
    """(code, label, settings) for each group, in the order a practitioner would look."""
    return [
        (code, label, [declared for declared in SETTINGS.values() if declared.group == code])
        for code, label in GROUPS.items()
    ]


def find(question: str) -> list[Setting]:
    """Settings that answer a question in plain words ("how often do we visit"), best first."""
    asked = [word for word in _words(question) if word not in _SMALL] or _words(question)
    if not asked:
        return []
    scored = []
    for position, declared in enumerate(SETTINGS.values()):
        title = _words(declared.label)
        near = _words(" ".join((declared.key.replace("_", " "), " ".join(declared.asked), GROUPS[declared.group])))
        body = _words(declared.help)
        scores = [max(5 * _meets(w, title), 4 * _meets(w, near), 1 * _meets(w, body)) for w in asked]
        if all(scores) or sum(scores) >= 4:
            scored.append((-sum(scores), position, declared))
    return [declared for *_, declared in sorted(scored, key=lambda row: row[:2])]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _meets(word: str, words: list[str]) -> bool:
    stem = word[: max(4, len(word) - 2)]
    return any(other == word or (len(word) >= 4 and other.startswith(stem)) for other in words)
