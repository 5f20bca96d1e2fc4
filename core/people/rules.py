"""What can be said of persons without asking the database: who is a child, how names are searched and put together."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from hearth.dates import add_years, age_on
from hearth.errors import RuleBroken

ADULT_AGE = 18  # Children Act 1989 s105(1): a child is a person under the age of eighteen
OLDEST_AGE = 120
MOST_WORDS = 6


def is_child(born_on: date | None, on: date) -> bool:
    """Whether a person is under 18 on a day. Source: Children Act 1989 s105(1)."""
    return born_on is not None and age_on(born_on, on) < ADULT_AGE


def latest_birthday_of_adults(on: date) -> date:
    """The last date of birth that makes a person an adult on a day (a leap-day child comes of age on 1 March)."""
    return add_years(on, -ADULT_AGE)


def check_born_on(born_on: date | None, *, on: date) -> None:
    """Refuse a date of birth that nobody alive can have."""
    if born_on is None:
        return
    if born_on > on:
        raise RuleBroken("people.born_in_future", "Date of birth must be today or in the past", field="born_on")
    if age_on(born_on, on) > OLDEST_AGE:
        raise RuleBroken("people.born_too_long_ago", "Date of birth must be within the last 120 years", field="born_on")


def check_not_future(day: date, *, on: date, what: str, field: str, code: str = "people.in_future") -> None:
    """Refuse a day that has not come yet for something that has happened."""
    if day > on:
        raise RuleBroken(code, f"{what} must be today or in the past", field=field)


def plain_words(text: str) -> list[str]:
    """The words of a name or of what somebody typed, without case, accents or punctuation: "Zoë O'Neil" is zoe, o,
    neil.
    """
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return re.findall(r"[^\W_]+", bare.casefold())


def search_words(*names: str) -> str:
    """The words by which a person is found, each once."""
    return " ".join(dict.fromkeys(word for name in names for word in plain_words(name)))


def word_beginnings(text: str) -> str:
    """What was typed, as a text-search query that finds words beginning so: "ada ok" is "ada:* & ok:*". Empty for
    none.
    """
    return " & ".join(f"{word}:*" for word in plain_words(text)[:MOST_WORDS])


def joined_names(people: Iterable[tuple[str, str]]) -> str:
    """What a household is called after its carers, given as (known as, family name), in order.

    One carer gives the whole name; a shared family name is said once ("Ada and Ben Okafor"); otherwise family names
    alone ("Okafor and Reid").
    """
    carers = list(people)
    families = list(dict.fromkeys(family for _, family in carers))
    if len(families) == 1:
        return f"{_listed([known for known, _ in carers])} {families[0]}"
    return _listed(families)


def tidy_lines(text: str) -> str:
    """An address with one line to a line, without blank ones or trailing commas."""
    lines = (" ".join(line.split()).rstrip(" ,") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(lines: str | None, postcode: str | None) -> str:
    """An address on one line: "12 Mill Lane, Oakford, OA1 2BC". Empty when there is none."""
    parts = [line.strip() for line in (lines or "").splitlines() if line.strip()]
    return ", ".join([*parts, *filter(None, [postcode])])


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
