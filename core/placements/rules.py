"""Whether a child may be placed with a household. No Django, no clock, no query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hearth.dates import age_on
from hearth.errors import RuleBroken
from hearth.trace import Fact, SettingUse, Trace

USUAL_LIMIT = "Children Act 1989 Sch 7 para 2"
WITHIN_TERMS = "SI 2010/959 r22"


@dataclass(frozen=True)
class TermsOnDay:
    """The terms of approval in force on the day of placing."""

    places: int
    age_from: int | None
    age_to: int | None
    type_codes: tuple[str, ...]  # empty: any type


@dataclass(frozen=True)
class Outside:
    """One way in which a placement lies outside the terms of approval."""

    words: str
    source: str = WITHIN_TERMS


def outside_terms(terms: TermsOnDay, *, age: int, type_code: str, already_placed: int) -> tuple[Outside, ...]:
    """Every way in which placing one more child lies outside the terms. Empty when it is within them."""
    found = []
    if already_placed + 1 > terms.places:
        found.append(Outside(f"The household is approved for {terms.places} and has {already_placed} placed"))
    if terms.age_from is not None and age < terms.age_from:
        found.append(Outside(f"The household is approved from age {terms.age_from}; the child is {age}"))
    if terms.age_to is not None and age > terms.age_to:
        found.append(Outside(f"The household is approved to age {terms.age_to}; the child is {age}"))
    if terms.type_codes and type_code not in terms.type_codes:
        found.append(Outside("The household is not approved for this type of placement"))
    return tuple(found)


def most_at_once(stays: Iterable[tuple[date, date | None]], *, since: date) -> int:
    """The greatest number of children placed on any one night from a day on. A stay ends before its last day.

    A placement that is recorded late lasts from its start until now: every night of it must be within the limit.
    """
    known = [(max(begun, since), ended) for begun, ended in stays if ended is None or ended > since]
    nights = {begun for begun, _ in known}
    counts = [sum(begun <= night and (ended is None or night < ended) for begun, ended in known) for night in nights]
    return max(counts, default=0)


def check_usual_limit(
    *,
    placed: int,
    limit: int,
    all_siblings: bool,
    source: str = USUAL_LIMIT,
    settings: tuple[SettingUse, ...] = (),
) -> None:
    """Refuse a child beyond the usual fostering limit unless all the children are siblings of each other.

    An exemption is the council's to give, in writing, naming the children (Sch 7 para 4); a later release holds it.
    """
    if placed + 1 > limit and not all_siblings:
        raise RuleBroken(
            "placements.over_usual_limit",
            f"The household would have {placed + 1} foster children. More than {limit} needs an exemption, "
            "unless all are siblings of each other",
            field="all_siblings",
            source=source,
            why=Trace(
                rule="No more than the usual number of children is fostered in one home, unless all are siblings of"
                " each other or the council where the carer lives exempts it, naming the children.",
                facts=(
                    Fact("Placed at once from that day", str(placed)),
                    Fact("With this child", str(placed + 1)),
                    Fact("The usual limit", str(limit)),
                    Fact("All siblings of each other", "No"),
                ),
                settings=settings,
                sources=(USUAL_LIMIT,),
            ),
        )


def check_free(started_on: date, stays: Sequence[tuple[date, date | None]]) -> None:
    """Refuse a start inside another placement of the same child: a child lives in one place at a time."""
    for begun, ended in stays:
        if ended is None or started_on < ended:
            raise RuleBroken(
                "placements.already_placed",
                f"The child is already placed from {begun.day} {begun:%B %Y}. End that placement first",
                field="child",
            )


def check_age(born_on: date, started_on: date) -> int:
    """The child's age on the day of placing. Refuses a day before birth, and a person of 18 or over."""
    if started_on < born_on:
        raise RuleBroken(
            "placements.before_birth", "Date of placement must be on or after the date of birth", field="started_on"
        )
    age = age_on(born_on, started_on)
    if age >= 18:
        raise RuleBroken(
            "placements.adult",
            "Foster placements are for children under 18. Staying put is an arrangement of its own",
            field="child",
            source="Children Act 1989 s105(1)",
        )
    return age
