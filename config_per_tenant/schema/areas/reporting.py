"""Reports on the service, who hears them, what is counted, and who watches over what the regulations list."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.decisions import role_codes, role_words
from config_per_tenant.schema.kinds import Choice, Day, Length, Table, Text, Whole
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.schema.values.row_checks import one_or_other
from config_per_tenant.schema.values.tables import Part, Row, all_of, each_once

MONTHS = {
    "january": "January",
    "february": "February",
    "march": "March",
    "april": "April",
    "may": "May",
    "june": "June",
    "july": "July",
    "august": "August",
    "september": "September",
    "october": "October",
    "november": "November",
    "december": "December",
}
MEASURED = {
    "number": "a number",
    "share": "a share",
    "length": "a length of time",
    "change": "a number of changes",
}
COUNTED = {
    "households": "fostering households",
    "mainstream_households": "mainstream households",
    "connected_households": "connected persons' households",
    "adoption_households": "households fostering for adoption",
    "specialist_households": "households in specialist schemes",
    "children_in_house": "children with the council's own carers",
}
EXACTNESS = {"exact": "exactly", "over": "more than", "about": "about"}
_YEAR = Duration(1, "years")
_OWN = "Each council's own; nothing is assumed."
_ROLES = {code: role_words(code) for code in role_codes()}


def a_month_for_what_is_yearly(rows: Sequence[Row]) -> Iterator[Fault]:
    """Only a report that comes once a year or less often has a month of its own."""
    for index, row in enumerate(rows):
        if row["month"] and (row["every"] is None or not _YEAR.never_longer_than(row["every"])):
            yield Fault("Only a yearly report has a month. Leave it out, or give a year.", f"{index}.month")


def _owner(number: int, what: str, asked: tuple[str, ...]) -> Setting:
    return Setting(
        key=f"reporting.schedule_{number}_owner",
        label=f"Who watches over Schedule {number}",
        help=f"The post that {what}, as our role or by its title, and with whom.",
        kind=Table(
            name="who is responsible",
            one="post",
            columns=(
                Part("role", "Role", Choice(options=_ROLES)),
                Part("title", "Title, when it is none of the roles", Text()),
                Part("with_others", "Together with", Text(longest=200), said="with"),
            ),
            check=all_of(
                one_or_other("role", "title", "Give a role, or the title of the post."), each_once("role", "title")
            ),
        ),
        group="reporting",
        default=None,
        default_reason=_OWN,
        legal_source=f"SI 2011/581 r{35 if number == 6 else 36}, Sch {number}",
        importance="core",
        transition=Transition("acts"),
        asked=asked,
    )


SETTINGS = (
    Setting(
        key="reporting.reports",
        label="Reports on the service",
        help="Who hears about the service, how often, and what the report is about. One row for each report.",
        kind=Table(
            name="reports",
            one="report",
            columns=(
                Part("audience", "Who hears it", Text(), needed=True),
                Part("every", "How often", Length(units=("weeks", "months", "years")), said="every"),
                Part("month", "In which month", Choice(options=MONTHS), said="in"),
                Part("about", "What it is about", Text(longest=200), said="about"),
            ),
            check=all_of(each_once("audience", "every", "about"), a_month_for_what_is_yearly),
        ),
        group="reporting",
        default=None,
        default_reason=_OWN,
        legal_source="NMS 25",
        importance="core",
        transition=Transition("acts"),
        asked=("monthly report", "quarterly report", "annual report", "parenting panel", "members"),
        borrowable=False,
    ),
    Setting(
        key="governance.executive_report_interval",
        label="How often the council's executive hears about the service",
        help="The longest time from one report on management, outcomes and finance to the next.",
        kind=Length(units=("weeks", "months")),
        group="reporting",
        default=None,
        default_national="governance.executive_report_interval",
        default_reason="The longest that the standard allows.",
        bounds=(Bound("max", "governance.executive_report_interval"),),
        legal_source="NMS 25.7",
        clock="calendar",
        starts="executive_report.made",
        stops="executive_report.made",
        importance="law",
        transition=Transition("grace", Duration(14, "days")),
        asked=("report to members", "quarterly", "cabinet", "executive side"),
    ),
    _owner(
        6, "keeps under review the matters of Schedule 6", ("monitoring", "quality of care review", "regulation 35")
    ),
    _owner(7, "tells of the events of Schedule 7", ("notifications", "serious events", "regulation 36")),
    Setting(
        key="reporting.indicators",
        label="What we measure the service by",
        help="The indicators that our papers name, and how each is measured.",
        kind=Table(
            name="indicators",
            one="indicator",
            columns=(
                Part("name", "Indicator", Text(), needed=True),
                Part("measured", "Measured as", Choice(options=MEASURED), said="as"),
            ),
            check=each_once("name"),
        ),
        group="reporting",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("KPI", "performance", "stability", "targets", "how are we doing"),
    ),
    Setting(
        key="reporting.measured_against",
        label="Plans that the service is measured against",
        help="The plans and frameworks by which our activity is judged, where no single indicators are named.",
        kind=Table(
            name="plans",
            one="plan",
            columns=(Part("name", "Name", Text(), needed=True),),
            check=each_once("name"),
        ),
        group="reporting",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("improvement plan", "quality assurance framework", "performance"),
        borrowable=False,
    ),
    Setting(
        key="reporting.published_numbers",
        label="Numbers that we have published",
        help=(
            "What our papers said on a day. The numbers of today are counted from the records; these are kept as they "
            "were printed, even where they do not add up."
        ),
        kind=Table(
            name="published numbers",
            one="number",
            columns=(
                Part("counted", "What was counted", Choice(options=COUNTED), needed=True),
                Part("exactness", "How exactly", Choice(options=EXACTNESS), needed=True),
                Part("number", "Number", Whole(most=1_000_000), needed=True),
                Part("as_at", "On the day", Day(), said="on"),
                Part("about_year", "About the year", Whole(least=1990, most=2100), said="about"),
            ),
            check=each_once("counted", "as_at", "about_year"),
        ),
        group="reporting",
        default=None,
        default_reason="Counted from the records.",
        importance="useful",
        transition=Transition("acts"),
        asked=("how many carers", "how many households", "statistics", "snapshot"),
        borrowable=False,
    ),
)
