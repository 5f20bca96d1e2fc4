"""Rules between settings on the panel, appeals, reviews and development plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from config_per_tenant.schema.areas.appeals import STATUTORY
from config_per_tenant.schema.reading import Fault

ValueOf = Callable[[str], Any]
Conflicts = Iterator[tuple[str, Fault]]

QUORUM = "SI 2011/581 r24"
WINDOW = "SI 2011/581 r27(6), r28(7)"


def conflicts_at_panel(value_of: ValueOf) -> Conflicts:
    yield from _too_few_seats(value_of)
    yield from _social_workers_beyond_the_quorum(value_of)
    yield from _another_window(value_of)
    yield from _reviews_that_go_two_ways(value_of)
    yield from _plan_looked_at_too_late(value_of)


def _too_few_seats(value_of: ValueOf) -> Conflicts:
    """Seats that the council names are enough for its own quorum, and agree with its number of vice chairs."""
    seats, quorum, vice_chairs = (value_of(f"panel.{key}") for key in ("members", "quorum_single", "vice_chairs"))
    if not seats:
        return
    people = sum(seat["number"] or 1 for seat in seats)
    if quorum is not None and people < quorum:
        words = f"These are {people} people, fewer than the quorum of {quorum}: the panel could never meet."
        yield "panel.members", Fault(words, source=QUORUM)
    named = [(index, seat["number"] or 1) for index, seat in enumerate(seats) if seat["part"] == "vice_chair"]
    total = sum(number for _, number in named)
    if named and vice_chairs is not None and total != vice_chairs:
        words = f"The seats have {total} in the vice chair, and “Vice chairs” says {vice_chairs}. Give both the same."
        yield "panel.members", Fault(words, f"{named[0][0]}.number", "SI 2011/581 r23(4)")


def _social_workers_beyond_the_quorum(value_of: ValueOf) -> Conflicts:
    social_workers, quorum = value_of("panel.quorum_social_workers"), value_of("panel.quorum_single")
    if social_workers is not None and quorum is not None and social_workers >= quorum:
        words = f"The chair is not counted, so that of {quorum} people at most {quorum - 1} can be social workers here."
        yield "panel.quorum_social_workers", Fault(words, source=QUORUM)


def _another_window(value_of: ValueOf) -> Conflicts:
    window = value_of("decision.representations_window")
    for index, row in enumerate(value_of("appeals.routes") or ()):
        if window and row["route"] in STATUTORY and row["within"] not in (None, window):
            words = f"The law allows {window.in_words()} for this, neither more nor less."
            yield "appeals.routes", Fault(words, f"{index}.within", WINDOW)


def _reviews_that_go_two_ways(value_of: ValueOf) -> Conflicts:
    """What the panel is said to recommend on cannot be decided without it; nor can two people decide the rest."""
    heard = {row["item"] for row in value_of("panel.items") or () if row["part"] == "decide"}
    others = value_of("review.others_decided_by")
    for index, row in enumerate(value_of("review.routes") or ()):
        if row["goes_to"] == "outside_panel" and row["when"] in heard:
            words = "“What the panel hears” says that the panel recommends on this. Give both the same."
            yield "review.routes", Fault(words, f"{index}.goes_to")
        decider = row["decided_by"]
        if row["when"] == "other" and row["goes_to"] == "outside_panel" and decider and others and decider != others:
            words = (
                f"“Who decides a review that does not go to panel” says the {others.replace('_', ' ')}."
                " Give both the same."
            )
            yield "review.routes", Fault(words, f"{index}.decided_by")


def _plan_looked_at_too_late(value_of: ValueOf) -> Conflicts:
    looked_at, anew = value_of("training.plan_review"), value_of("training.plan_update")
    if looked_at and anew and not looked_at.never_longer_than(anew):
        words = f"By then the plan has been written anew, within {anew.in_words()}."
        yield "training.plan_review", Fault(words)
