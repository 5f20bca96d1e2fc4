"""Why an emergency placement may last until its day."""

from core.approvals.whys import counted
from core.placements.models import Placement
from hearth.trace import Trace

LONGEST = "capacity.emergency_outside_terms"


def why_it_may_last(placement: Placement) -> Trace | None:
    """Of a placement outside the terms of approval; None for any other. Source: SI 2010/959 r23."""
    if placement.outside_terms_until_on is None:
        return None
    started_on = placement.started_on
    return counted(
        LONGEST,
        "In an emergency a child may be placed outside the terms of an approval for a short time, counted in working"
        " days. By then the terms are changed, or the child lives elsewhere.",
        ("Placed", started_on),
        lambda policy: policy[LONGEST].after(started_on),
        source="SI 2010/959 r23",
        record=f"placement:{placement.pk}",
    )
