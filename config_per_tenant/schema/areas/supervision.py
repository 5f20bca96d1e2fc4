"""Visits of supervising social workers to fostering households."""

from config_per_tenant.schema.kinds import Count, LengthRange, Structured, Whole
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.schema.values.lists import VisitVariations

SETTINGS = (
    Setting(
        key="supervision.visit_interval",
        label="How often we visit a fostering household",
        help=(
            "The time from one supervision visit to the next. A visit is due at the usual interval, and overdue once "
            "the longest has passed. The first is counted from approval or from the day a worker was allocated."
        ),
        kind=LengthRange(units=("days", "working_days", "weeks", "months")),
        group="supervision",
        default={"most": "6 weeks"},
        default_reason="Frequent enough for the standard that carers are supervised, until the council says its own.",
        legal_source="NMS 21",
        clock="calendar",
        starts="visit.made",
        stops="visit.made",
        importance="core",
        transition=Transition("grace", Duration(7, "days")),
        asked=("visit frequency", "supervision interval", "monthly visits", "supervising social worker"),
    ),
    Setting(
        key="supervision.visit_variations",
        label="When visits may be more or less often",
        help="The circumstances in which a household's visits differ from the usual interval, and to what.",
        kind=Structured(name="list of circumstances", of=VisitVariations),
        group="supervision",
        default=[],
        default_reason="No variation unless the council describes one.",
        importance="useful",
        may_be_none=True,
        none_means="Every household is visited at the same interval.",
        asked=("exceptions", "long-term", "concerns"),
    ),
    Setting(
        key="supervision.unannounced_visits",
        label="Unannounced visits",
        help="How many visits without notice each household has in a period, among its other visits.",
        kind=Count(counted_per=("household",)),
        group="supervision",
        default={"count": 1, "period": "1 year", "counted_per": "household"},
        default_reason="The least that the national standard asks.",
        bounds=(Bound("min", "supervision.unannounced_visits_per_year"),),
        legal_source="NMS 21.8",
        clock="calendar",
        starts="visit.made",
        stops="visit.made",
        importance="law",
        asked=("without notice", "surprise", "unannounced inspection"),
    ),
    Setting(
        key="supervision.visit_warning_days",
        label="Days of warning before a visit is due",
        help="From how many calendar days before its date a visit is shown as due soon.",
        kind=Whole(least=0, most=60, counted=("day", "days")),
        group="supervision",
        default=7,
        default_reason="A week is time enough to arrange a visit.",
        clock="calendar",
        importance="useful",
        asked=("reminder", "amber", "due soon"),
    ),
)
