"""Visits of supervising social workers to fostering households."""

from config_per_tenant.schema.kinds import Choice, Count, Length, LengthRange, Structured, Table, Whole
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.schema.values.lists import VisitVariations
from config_per_tenant.schema.values.tables import Part, each_once

TALKS = {
    "visits": "Visits",
    "unannounced_visits": "Unannounced visits",
    "other_contact": "Other talks and contact",
}
RECORDS = {
    "recorded": "Recorded",
    "set_template": "Recorded on a set template",
    "case_note": "Recorded as a case note",
}

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
    Setting(
        key="supervision.recording",
        label="How visits and contact are recorded",
        help="What is written down in the carers' record, and in which form.",
        kind=Table(
            name="table of records",
            one="rule",
            columns=(
                Part("what", "What", Choice(options=TALKS), needed=True),
                Part("how", "How", Choice(options=RECORDS), needed=True),
            ),
            check=each_once("what"),
        ),
        group="supervision",
        default=[{"what": "visits", "how": "recorded"}, {"what": "unannounced_visits", "how": "recorded"}],
        default_reason="Supervision that is not recorded cannot be shown to have happened.",
        legal_source="NMS 21",
        importance="core",
        transition=Transition("acts"),
        asked=("visit record", "template", "case notes", "write up"),
    ),
    Setting(
        key="supervision.staying_put_monitoring",
        label="How often a staying put arrangement is looked at as a whole",
        help=(
            "The longest time from one monitoring of a staying put arrangement to the next, beside its visits, whose "
            "interval is among the circumstances in which visits differ."
        ),
        kind=Length(units=("weeks", "months", "years")),
        group="supervision",
        default=None,
        default_reason="No rule asks for it: the council may set its own.",
        clock="calendar",
        starts="staying_put.monitored",
        stops="staying_put.monitored",
        importance="useful",
        may_be_none=True,
        none_means="Staying put arrangements are not monitored apart from visits.",
        asked=("staying put", "over 18", "former foster child", "annual monitoring"),
    ),
)
