"""Rules that concern more than one setting: a policy is checked as a whole as well as value by value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.together_at_panel import conflicts_at_panel
from config_per_tenant.schema.together_in_recruitment import conflicts_in_recruitment
from config_per_tenant.schema.together_in_service import conflicts_in_service

ValueOf = Callable[[str], Any]


def conflicts(value_of: ValueOf) -> list[tuple[str, Fault]]:
    """(key, fault) for each way in which the settings of one policy contradict each other."""
    return [
        *_schemes_without_tier(value_of),
        *_deciders_that_differ(value_of),
        *conflicts_in_recruitment(value_of),
        *conflicts_at_panel(value_of),
        *conflicts_in_service(value_of),
        *_stay_longer_than_the_year(value_of),
    ]


def _schemes_without_tier(value_of: ValueOf) -> list[tuple[str, Fault]]:
    tiers, schemes = value_of("fees.tiers"), value_of("fees.specialist_schemes")
    codes = {tier.code for tier in tiers.tiers} if tiers else set()
    found = []
    for key, table in (("fees.specialist_schemes", schemes), ("fees.tiers", tiers)):
        for index, tier in enumerate(table.tiers if table else ()):
            if tier.maps_to and tier.maps_to not in codes:
                words = f"“{tier.label}” pays as the tier “{tier.maps_to}”, which the fee tiers do not have."
                found.append((key, Fault(words, f"tiers.{index}.maps_to")))
            elif tier.maps_to and key == "fees.tiers":
                words = f"“{tier.label}” is itself a fee tier: give its weekly amount."
                found.append((key, Fault(words, f"tiers.{index}.maps_to")))
    return found


def _deciders_that_differ(value_of: ValueOf) -> list[tuple[str, Fault]]:
    makers, reviews = value_of("decisions.makers"), value_of("review.others_decided_by")
    role = makers.role_for("review_outside_panel") if makers else None
    if role is None or reviews is None or role == reviews:
        return []
    words = (
        f"Reviews outside panel are decided by the {role.replace('_', ' ')} here, and by the"
        f" {reviews.replace('_', ' ')} under “Who decides a review that does not go to panel”. Give both the same."
    )
    return [("decisions.makers", Fault(words, "review_outside_panel"))]


def _stay_longer_than_the_year(value_of: ValueOf) -> list[tuple[str, Fault]]:
    stay, year = value_of("short_break.single_stay"), value_of("short_break.annual_total")
    if stay is None or year is None or stay.never_longer_than(year):
        return []
    words = (
        f"One stay of {stay.in_words()} does not fit into the {year.in_words()} that short breaks may take"
        " in 12 months. Shorten the stay, or lengthen the total."
    )
    return [("short_break.single_stay", Fault(words))]
