"""Visits to a child in placement by the child's own social worker, and reviews of the child's case."""

from config_per_tenant.schema.kinds import Length
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.durations import Duration

_AS_LONG = "The longest that the regulation allows."


def _at_most(
    key: str, label: str, help: str, source: str, *, starts: str, stops: str, asked: tuple[str, ...], **more: str
) -> Setting:
    return Setting(
        key=key,
        label=label,
        help=help,
        kind=Length(units=("days", "working_days", "weeks", "months")),
        group="children",
        default=None,
        default_national=key,
        default_reason=_AS_LONG,
        bounds=(Bound("max", key),),
        legal_source=source,
        clock=more.get("clock", "calendar"),
        starts=starts,
        stops=stops,
        importance="law",
        transition=Transition("grace", Duration(7, "days")) if starts == stops else Transition("new"),
        asked=asked,
    )


SETTINGS = (
    _at_most(
        "visits.first",
        "First visit to a child in placement",
        "How soon the child's social worker visits after a placement has started.",
        "SI 2010/959 r28(2)(a)",
        starts="placement.started",
        stops="child.visited",
        asked=("first visit", "child's social worker", "statutory visit", "one week"),
    ),
    _at_most(
        "visits.year_one_interval",
        "Visits to a child in the first year of a placement",
        "The time from one visit by the child's social worker to the next, in the first year of the placement.",
        "SI 2010/959 r28(2)(b)",
        starts="child.visited",
        stops="child.visited",
        asked=("six weekly", "statutory visits", "how often is a child visited", "child's social worker"),
    ),
    _at_most(
        "visits.later_interval",
        "Visits to a child after the first year",
        "The time from one visit by the child's social worker to the next, once a placement has lasted a year.",
        "SI 2010/959 r28(2)(c)(ii)",
        starts="child.visited",
        stops="child.visited",
        asked=("statutory visits", "after a year", "child's social worker"),
    ),
    _at_most(
        "visits.later_interval_to_18",
        "Visits to a child in a placement meant to last until 18",
        "The time from one visit to the next after the first year, where the placement is meant to last until 18.",
        "SI 2010/959 r28(2)(c)(i)",
        starts="child.visited",
        stops="child.visited",
        asked=("permanent placement", "long-term", "three monthly", "statutory visits"),
    ),
    _at_most(
        "visits.long_term_with_child_agreement",
        "Visits to a child in a long-term placement who agrees to fewer",
        "The time from one visit to the next in a long-term placement of a year or more, when the child agrees.",
        "SI 2010/959 r28 (2015)",
        starts="child.visited",
        stops="child.visited",
        asked=("long-term", "six monthly", "child agrees", "reduced visiting"),
    ),
    _at_most(
        "child_review.first",
        "First review of a child's case",
        "How soon the case is reviewed after a child becomes looked after.",
        "SI 2010/959 r33",
        starts="child.looked_after",
        stops="child.reviewed",
        asked=("LAC review", "IRO", "20 working days", "looked after review"),
        clock="working",
    ),
    _at_most(
        "child_review.second",
        "Second review of a child's case",
        "The time from the first review of a child's case to the second.",
        "SI 2010/959 r33",
        starts="child.reviewed",
        stops="child.reviewed",
        asked=("LAC review", "IRO", "looked after review", "three months"),
    ),
    _at_most(
        "child_review.later",
        "Later reviews of a child's case",
        "The time from one review of a child's case to the next, after the second.",
        "SI 2010/959 r33",
        starts="child.reviewed",
        stops="child.reviewed",
        asked=("LAC review", "IRO", "looked after review", "six months"),
    ),
)
