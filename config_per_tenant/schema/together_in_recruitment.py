"""Rules between the settings of recruitment, assessment, eligibility and checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from config_per_tenant.national import national
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.values.durations import Duration, Target
from hearth.dates import today

ValueOf = Callable[[str], Any]
Conflict = tuple[str, Fault]


def conflicts_in_recruitment(value_of: ValueOf) -> list[Conflict]:
    """(key, fault) for each contradiction between what is said of recruitment, assessment, ages and checks."""
    return [
        *_ages(value_of),
        *_relationship(value_of),
        *_meeting(value_of),
        *_more_time(value_of),
        *_comments(value_of),
        *_dbs_age(value_of),
    ]


def _ages(value_of: ValueOf) -> Iterator[Conflict]:
    youngest, oldest = value_of("eligibility.age_min"), value_of("eligibility.age_max")
    if youngest is not None and oldest is not None and oldest < youngest:
        words = f"The oldest age, {oldest}, is below the youngest, {youngest}: nobody could foster."
        yield "eligibility.age_max", Fault(words)
    for index, row in enumerate(value_of("eligibility.age_exceptions") or ()):
        if youngest is None:
            yield (
                "eligibility.age_exceptions",
                Fault("There is no youngest age to make an exception to.", f"{index}.who"),
            )
        elif row["youngest"] >= youngest:
            words = f"An exception is for people younger than {youngest}, the youngest age of all."
            yield "eligibility.age_exceptions", Fault(words, f"{index}.youngest")


def _relationship(value_of: ValueOf) -> Iterator[Conflict]:
    if value_of("eligibility.relationship_outcome") and value_of("eligibility.relationship_length") is None:
        words = "Say first how long a couple has to have lived together: nothing can be shorter than no length."
        yield "eligibility.relationship_outcome", Fault(words)


def _meeting(value_of: ValueOf) -> Iterator[Conflict]:
    if value_of("recruitment.progress_meeting"):
        return
    for index, row in enumerate(value_of("recruitment.decision_points") or ()):
        if row["decided_by"] == "meeting":
            words = "Say who has to be at the meeting that decides on progress."
            yield "recruitment.decision_points", Fault(words, f"{index}.decided_by")


def _more_time(value_of: ValueOf) -> Iterator[Conflict]:
    target, more = (
        value_of("recruitment.connected_person_assessment"),
        value_of("assessment.connected_person_extension"),
    )
    if not isinstance(target, Target) or more is None or more.unit != target.due_within.unit:
        return
    together = Duration(target.due_within.value + more.value, more.unit)
    if not together.never_longer_than(target.longest):
        words = (
            f"{target.due_within.in_words()} and {more.in_words()} more come to {together.in_words()}, beyond the"
            f" longest time under “Assessment of a connected person”, which is {target.longest.in_words()}."
        )
        yield "assessment.connected_person_extension", Fault(words)


def _comments(value_of: ValueOf) -> Iterator[Conflict]:
    if value_of("assessment.report_shared") == "nothing" and value_of("assessment.report_comments"):
        yield "assessment.report_shared", Fault("Those who may comment on their report have to see some of it.")


def _dbs_age(value_of: ValueOf) -> Iterator[Conflict]:
    """“Over 18” leaves out those aged 18, whom the regulation includes; “over 17” and “18 and over” are the same."""
    age, included = value_of("assessment.dbs_household_age"), value_of("assessment.dbs_household_age_included")
    if age is None or included is not False:
        return
    try:
        provision = national("assessment.dbs_household_age", today())
    except KeyError:
        return
    if age.value + 1 > provision.value.value:
        words = f"“Over {age.value}” leaves out those aged {provision.value.value}, who have to be checked."
        yield "assessment.dbs_household_age_included", Fault(words, "", provision.source)
