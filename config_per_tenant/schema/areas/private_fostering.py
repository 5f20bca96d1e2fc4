"""Private fostering: arrangements that parents make, which a council is told of, visits and reports on."""

from config_per_tenant.schema.kinds import Length
from config_per_tenant.schema.setting import Bound, Setting, Transition

_VISITS = ("days", "working_days", "weeks")


def _fixed(
    key: str,
    label: str,
    help: str,
    source: str,
    *,
    starts: str = "",
    stops: str = "",
    asked: tuple[str, ...],
) -> Setting:
    """What law fixes for carers and parents; a council has nothing to decide."""
    return Setting(
        key=f"private_fostering.{key}",
        label=label,
        help=help,
        kind=Length(),
        group="arrangements",
        default=None,
        default_national=f"private_fostering.{key}",
        default_reason="Fixed by law.",
        bounds=(Bound("exact", f"private_fostering.{key}"),),
        legal_source=source,
        clock="calendar",
        starts=starts,
        stops=stops,
        importance="law",
        transition=Transition("open"),
        asked=asked,
    )


def _visits(key: str, label: str, help: str, source: str, *, starts: str, working: bool = False) -> Setting:
    return Setting(
        key=f"private_fostering.{key}",
        label=label,
        help=help,
        kind=Length(units=_VISITS),
        group="arrangements",
        default=None,
        default_national=f"private_fostering.{key}",
        default_reason="The longest that the regulation allows.",
        bounds=(Bound("max", f"private_fostering.{key}"),),
        legal_source=source,
        clock="working" if working else "calendar",
        starts=starts,
        stops="private_fostering.visited",
        importance="law",
        transition=Transition("new" if working else "open"),
        asked=("private fostering", "visits to privately fostered children"),
    )


SETTINGS = (
    _fixed(
        "duration_threshold",
        "Private fostering begins after",
        "From what length a stay with somebody who is no close relative is private fostering: children under 16, or "
        "under 18 when disabled.",
        "Children Act 1989 s66",
        asked=("28 days", "definition of private fostering"),
    ),
    _fixed(
        "advance_notice",
        "Notice before private fostering starts",
        "How long before it starts carers and parents have to tell the council; at once when it starts sooner.",
        "SI 2005/1533 r3",
        starts="private_fostering.notified",
        stops="private_fostering.started",
        asked=("notification", "six weeks"),
    ),
    _visits(
        "initial_visit",
        "First visit in private fostering",
        "By when an officer visits the home, the carers and the child once the council has been told.",
        "SI 2005/1533 r4, r7",
        starts="private_fostering.notified",
        working=True,
    ),
    _visits(
        "visits_year_one",
        "Visits in the first year of private fostering",
        "The longest time between visits to the child in the first year, which begins when the council becomes aware.",
        "SI 2005/1533 r8(1)(a)",
        starts="private_fostering.visited",
    ),
    _visits(
        "visits_later",
        "Visits in later years of private fostering",
        "The longest time between visits to the child after the first year.",
        "SI 2005/1533 r8(1)(b)",
        starts="private_fostering.visited",
    ),
    _fixed(
        "change_notice",
        "Telling the council of a change in private fostering",
        "By when carers and parents tell the council that something has changed or the arrangement has ended.",
        "SI 2005/1533 r6, r9, r10",
        starts="private_fostering.changed",
        stops="private_fostering.change_told",
        asked=("48 hours", "change of circumstances"),
    ),
)
