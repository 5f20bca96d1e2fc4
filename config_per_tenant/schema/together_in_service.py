"""Rules between settings on whom the service serves and where: ages that do not cross, a distance that is aimed at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from config_per_tenant.schema.reading import Fault

ValueOf = Callable[[str], Any]


def conflicts_in_service(value_of: ValueOf) -> Iterator[tuple[str, Fault]]:
    """(key, fault) for each way in which these settings contradict each other."""
    yield from _ages_that_cross(value_of)
    yield from _distance_without_aim(value_of)


def _ages_that_cross(value_of: ValueOf) -> Iterator[tuple[str, Fault]]:
    youngest, oldest = value_of("placements.youngest_age"), value_of("placements.oldest_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        yield "placements.youngest_age", Fault(f"The youngest age, {youngest}, is above the oldest, {oldest}.")


def _distance_without_aim(value_of: ValueOf) -> Iterator[tuple[str, Fault]]:
    nearness, miles = value_of("placements.nearness"), value_of("placements.most_miles")
    if nearness == "distance" and miles is None:
        words = "Give the distance too, under “The distance from home that we aim to keep to”."
        yield "placements.nearness", Fault(words)
    if miles is not None and nearness not in (None, "distance"):
        words = f"{miles} miles are named, but “How near to home we place children” is not answered by a distance."
        yield "placements.most_miles", Fault(words)
