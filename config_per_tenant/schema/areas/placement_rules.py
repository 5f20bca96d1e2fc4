"""Time limits of placements: the plan, notices of start and end, and short breaks in the same home."""

from config_per_tenant.schema.kinds import Length
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.durations import Duration


def _at_most(key: str, label: str, help: str, source: str, *, asked: tuple[str, ...], **clock: str) -> Setting:
    return Setting(
        key=key,
        label=label,
        help=help,
        kind=Length(units=("days", "working_days", "weeks", "months")),
        group="placements",
        default=None,
        default_national=key,
        default_reason="The longest that the regulation allows.",
        bounds=(Bound("max", key),),
        legal_source=source,
        clock=clock.get("counted", "calendar"),
        starts=clock.get("starts", ""),
        stops=clock.get("stops", ""),
        importance="law",
        transition=_transition(clock),
        asked=asked,
    )


def _transition(clock: dict[str, str]) -> Transition:
    """Visits that go on are timed anew, with grace; what runs once keeps its rule; a total is asked at each stay."""
    if not clock:
        return Transition("acts")
    return Transition("grace", Duration(7, "days")) if clock["starts"] == clock["stops"] else Transition("new")


SETTINGS = (
    _at_most(
        "placement.plan_if_not_before",
        "Placement plan, when it could not be agreed before",
        "How soon after the start the plan is agreed and signed by the carer, when that was not possible before.",
        "SI 2010/959 r9(2)",
        asked=("placement plan", "placement agreement", "five working days"),
        counted="working",
        starts="placement.started",
        stops="placement.plan_agreed",
    ),
    _at_most(
        "placement.notification_emergency",
        "Notice of a placement made in an emergency",
        "How soon those who must know are told in writing, when they could not be told before the placement.",
        "SI 2010/959 r13",
        asked=("notify parents", "notification", "emergency placement"),
        counted="working",
        starts="placement.started",
        stops="placement.notified",
    ),
    _at_most(
        "placement.termination_notice_late",
        "Notice of the end of a placement, when it could not be given before",
        "How soon those who must know are told in writing that a placement ended, when there was no time before.",
        "SI 2010/959 r14(4)",
        asked=("placement ending", "disruption", "notification", "ten working days"),
        counted="working",
        starts="placement.ended",
        stops="placement_end.notified",
    ),
    _at_most(
        "short_break.single_stay",
        "Longest single stay of a short break",
        "A stay that is longer is a placement with all its plans, visits and reviews.",
        "SI 2010/959 r48",
        asked=("respite", "short break", "17 days"),
        starts="placement.started",
        stops="placement.ended",
    ),
    _at_most(
        "short_break.annual_total",
        "Most days of short breaks in 12 months",
        "All stays of a child with the same carer in any 12 months, counted together.",
        "SI 2010/959 r48",
        asked=("respite", "short break", "75 days"),
    ),
    _at_most(
        "short_break.first_visit",
        "First visit during short breaks",
        "How soon the child's social worker visits after the first placement of a series of short breaks.",
        "SI 2010/959 r48(3)(c)",
        asked=("respite", "short break", "first visit"),
        starts="short_breaks.started",
        stops="child.visited",
    ),
    _at_most(
        "short_break.visit_interval",
        "Later visits during short breaks",
        "The time from one visit to the next while short breaks go on.",
        "SI 2010/959 r48(3)(c)",
        asked=("respite", "short break", "how often"),
        starts="child.visited",
        stops="child.visited",
    ),
)
