"""Finding a setting by a question in plain words: "how often do we visit", "what do we pay for mileage".

Words are compared by their stems; words that practitioners use for one another count as near. Each find says why.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from config_per_tenant.schema.registry import SETTINGS
from config_per_tenant.schema.setting import GROUPS, Setting

_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(
    _WORD.findall(
        "a an and any are as at be been before by can carer carers council councils did do does each every for from"
        " foster fostering get gets had has have hold holds house household households how i if in is it its long"
        " many may me much must my need needs of often on or our own s say says service should so that the their"
        " them then there they this time to us use was we what when where which who whom why will with would you your"
    )
)
# What practitioners call the same thing. The first of a line is only the first: each stands for all the others.
_ALIKE = (
    "visit see",
    "unannounced surprise notice",
    "pay paid payment fee allowance money amount rate cost pound",
    "mileage travel miles car petrol",
    "holiday respite",
    "relative kinship connected family friend",
    "decide decision decider approve approver sign agree authorise",
    "boss manager head lead",
    "worker staff colleague post caseload",
    "team structure service",
    "course training learn development",
    "complaint unhappy grievance representation",
    "allegation harm concern safeguarding",
    "report record recording minute write",
    "review reapproval annual",
    "stage step process journey",
    "form template letter wording text",
    "phone telephone contact email address number",
    "interval frequency",
    "deadline target limit due",
    "remind reminder warning alert",
    "colour brand logo name",
    "overnight evening weekend emergency",
    "medical health doctor",
    "police dbs criminal check",
    "panel quorum chair member",
    "start begin open",
    "end stop close leave resign",
    "child children young baby teenager",
    "placement place stay match",
    "enquiry enquirer enquire prospective applicant interest",
)
_FIELDS = (("label", 5.0), ("asked", 4.0), ("key", 3.0), ("group", 1.5), ("help", 1.0))
_NEAR = 0.55  # what a word counts that only stands for the one asked
_BEGINNING = 0.75  # and one that only begins like it
_A_RUN = 2.0  # what each word counts that follows the one before it as in the question
_ENOUGH = 0.4  # share of the question, by weight, that has to be met


@dataclass(frozen=True)
class Found:
    """A setting that answers a question; `why` says in words what met it, `met` the words of its name that did."""

    setting: Setting
    score: float
    why: str
    met: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Indexed:
    setting: Setting
    stems: Mapping[str, Mapping[str, str]]  # field -> stem -> the word as it stands there
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class _Hit:
    asked: str
    field: str
    word: str
    worth: float


def search(question: str) -> list[Found]:
    """Settings that answer a question, best first, each with why. Empty when no word of it is known."""
    asked = _asked(question)
    if not asked:
        return []
    whole = sum(_rarity(stem(word)) for word in asked)
    found = []
    for position, indexed in enumerate(_index()):
        hits = [hit for hit in (_best(word, indexed) for word in asked) if hit]
        met = sum(_rarity(stem(hit.asked)) for hit in hits)
        if not hits or met < whole * _ENOUGH:
            continue
        run, phrase = _longest_run(question, indexed)
        score = sum(hit.worth * _rarity(stem(hit.asked)) for hit in hits) + _A_RUN * run
        found.append((-score, position, _told(indexed, hits, score, phrase)))
    return [each for *_, each in sorted(found, key=lambda row: row[:2])]


def find(question: str) -> list[Setting]:
    """The settings alone, best first."""
    return [found.setting for found in search(question)]


def nearest_words(question: str) -> str:
    """The question with its unknown words put right, when there are near ones; empty when nothing better is known."""
    known = sorted(_vocabulary())
    words, better = [], False
    for word in _WORD.findall(question.lower()):
        near = [] if word in _SMALL or stem(word) in _frequency() else get_close_matches(word, known, n=1, cutoff=0.75)
        better = better or bool(near)
        words.append(near[0] if near else word)
    return " ".join(words) if better else ""


@lru_cache(maxsize=4_096)  # what people type comes here too
def stem(word: str) -> str:
    """A word without its ending, so that visits, visited and visiting are one."""
    if len(word) <= 3 or word.isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sleo":
        word = word[:-1]  # plann-ed, stopp-ing
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


_ENDINGS = (
    ("children", "child"),
    ("ations", "at"),
    ("ation", "at"),
    ("ments", ""),
    ("ment", ""),
    ("sions", "d"),
    ("sion", "d"),
    ("ies", "y"),
    ("ied", "y"),
    ("ings", ""),
    ("ing", ""),
    ("ness", ""),
    ("sses", "ss"),
    ("ers", ""),
    ("ed", ""),
    ("es", "e"),
    ("ly", ""),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
)


def _asked(question: str) -> list[str]:
    words = list(dict.fromkeys(_WORD.findall(question.lower())))
    return [word for word in words if word not in _SMALL] or words


@cache
def _index() -> tuple[_Indexed, ...]:
    return tuple(
        _Indexed(
            declared,
            {field: _stems(text) for field, text in _texts(declared).items()},
            tuple(" ".join(_WORD.findall(phrase.lower())) for phrase in (declared.label, *declared.asked)),
        )
        for declared in SETTINGS.values()
    )


def _texts(declared: Setting) -> dict[str, str]:
    return {
        "label": declared.label,
        "asked": " ".join(declared.asked),
        "key": declared.key.replace("_", " ").replace(".", " "),
        "group": GROUPS[declared.group],
        "help": declared.help,
    }


def _stems(text: str) -> dict[str, str]:
    return {stem(word): word for word in reversed(_WORD.findall(text.lower())) if word not in _SMALL}


@cache
def _frequency() -> Mapping[str, int]:
    """In how many settings each stem stands."""
    counted: dict[str, int] = {}
    for indexed in _index():
        for each in {each for stems in indexed.stems.values() for each in stems}:
            counted[each] = counted.get(each, 0) + 1
    return counted


@cache
def _vocabulary() -> frozenset[str]:
    words = {word for indexed in _index() for stems in indexed.stems.values() for word in stems.values()}
    return frozenset(word for word in words if len(word) > 3)


def _rarity(each: str) -> float:
    """A rare word says more than a common one; one that stands nowhere by what is near to it."""
    count = _frequency().get(each) or min((_frequency()[a] for a in _alike(each) if a in _frequency()), default=0)
    if not count:
        return 1.0
    return 1.0 + math.log((1 + len(SETTINGS)) / (1 + count))


@lru_cache(maxsize=4_096)
def _alike(each: str) -> frozenset[str]:
    near: set[str] = set()
    for line in _ALIKE:
        stems = {stem(word) for word in line.split()}
        if each in stems:
            near |= stems
    return frozenset(near - {each})


def _best(asked: str, indexed: _Indexed) -> _Hit | None:
    hits = list(_hits(asked, indexed))
    return max(hits, key=lambda hit: hit.worth) if hits else None


def _hits(asked: str, indexed: _Indexed) -> Iterable[_Hit]:
    wanted, near = stem(asked), _alike(stem(asked))
    for field, weight in _FIELDS:
        stems = indexed.stems[field]
        if wanted in stems:
            yield _Hit(asked, field, stems[wanted], weight)
            continue
        begins = next((word for each, word in stems.items() if _begins(each, wanted)), "")
        if begins:
            yield _Hit(asked, field, begins, weight * _BEGINNING)
        alike = next((word for each, word in stems.items() if each in near), "")
        if alike and field != "help":
            yield _Hit(asked, field, alike, weight * _NEAR)


def _begins(each: str, wanted: str) -> bool:
    shorter, longer = sorted((each, wanted), key=len)
    return len(shorter) >= 4 and longer.startswith(shorter) and len(longer) - len(shorter) <= 4


def _longest_run(question: str, indexed: _Indexed) -> tuple[int, str]:
    """How many words follow each other as in a name of the setting (0 for one alone), and that name if it is whole."""
    asked = _WORD.findall(question.lower())
    best, whole = 0, ""
    for phrase in indexed.phrases:
        words = phrase.split()
        run = _common_run(asked, words)
        best = max(best, run)
        if run == len(words) > 1 and not _SMALL.issuperset(words):
            whole = max(whole, phrase, key=len)
    return (best if best > 1 else 0), whole


def _common_run(one: list[str], other: list[str]) -> int:
    longest = 0
    for start in range(len(one)):
        for at in range(len(other)):
            length = 0
            while (
                start + length < len(one)
                and at + length < len(other)
                and stem(one[start + length]) == stem(other[at + length])
            ):
                length += 1
            if not _SMALL.issuperset(one[start : start + length]):  # "how often" alone says nothing yet
                longest = max(longest, length)
    return longest


_WHERE = {"label": "in its name", "key": "in its name", "group": "in its group", "help": "in what it means"}


def _told(indexed: _Indexed, hits: list[_Hit], score: float, phrase: str) -> Found:
    met = tuple(hit.word for hit in hits if hit.field == "label")
    if phrase:
        return Found(indexed.setting, score, f"“{phrase}” is what it is about", met)
    said: dict[str, list[str]] = {}
    for hit in hits:
        same = stem(hit.word) == stem(hit.asked)
        if hit.field == "asked":
            other = next((p for p in indexed.setting.asked if hit.word in _WORD.findall(p.lower())), hit.word)
            said.setdefault(f"also looked for as “{other}”", [])
        elif same:
            said.setdefault(_WHERE[hit.field], []).append(f"“{hit.word}”")
        else:
            said.setdefault(f"“{hit.asked}” is close to “{hit.word}” {_WHERE[hit.field]}", [])
    parts = [f"{' and '.join(dict.fromkeys(words))} {where}" if words else where for where, words in said.items()]
    why = "; ".join(parts)
    return Found(indexed.setting, score, why[:1].upper() + why[1:], met)
