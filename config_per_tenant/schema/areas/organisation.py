"""The council that the service belongs to, who leads the service, and when it is open."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.kinds import Choice, Many, Table, Text, TimeOfDay, Whole
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.row_checks import hours_that_run, needs_when
from config_per_tenant.schema.values.tables import Part, Row, all_of, each_once

COUNCILS = {
    "county": "county council",
    "unitary": "unitary authority",
    "metropolitan": "metropolitan district",
    "london_borough": "London borough",
    "trust": "children's trust that acts for a council",
}
STYLES = {"city": "city", "borough": "borough"}
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
QUALITY_POSTS = {
    "panel_adviser": "panel adviser",
    "review_chair": "who chairs reviews of carers",
    "reviewing_officer": "reviewing officer",
}
PLACES = {
    "service_wide": "for the whole service",
    "under_service_manager": "under the manager of the service",
    "in_a_team": "inside a team of the service",
    "outside": "outside the fostering service",
}
_OWN = "Each council's own; nothing is assumed."


def one_kind_of_council(rows: Sequence[Row]) -> Iterator[Fault]:
    """A council is of one kind, whatever it is styled besides."""
    kinds = [index for index, row in enumerate(rows) if row["kind"] in COUNCILS]
    for index in kinds[1:]:
        words = f"A council cannot be a {COUNCILS[rows[index]['kind']]} and a {COUNCILS[rows[kinds[0]]['kind']]} too."
        yield Fault(words, f"{index}.kind")


SETTINGS = (
    Setting(
        key="organisation.authority",
        label="What kind of council we are",
        help="The kind of authority, and how it is styled, with the year since when.",
        kind=Table(
            name="kind of council",
            one="kind",
            columns=(
                Part("kind", "Kind", Choice(options={**COUNCILS, **STYLES}), needed=True),
                Part("since", "Since the year", Whole(least=1000, most=2100), said="since"),
            ),
            check=all_of(each_once("kind"), one_kind_of_council),
        ),
        group="brand",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("type of authority", "unitary", "county", "city", "borough"),
        borrowable=False,
    ),
    Setting(
        key="organisation.part_of",
        label="Where the service sits in the council",
        help="The service or department that fostering belongs to, and those above it, the nearest first.",
        kind=Table(
            name="departments",
            one="department",
            columns=(Part("name", "Name", Text(), needed=True),),
            check=each_once("name"),
        ),
        group="brand",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("parent department", "directorate", "children's services", "corporate parenting"),
        borrowable=False,
    ),
    Setting(
        key="organisation.opening_hours",
        label="When the office is open",
        help="When people reach the service in the daytime. Cover out of hours is a setting of its own.",
        kind=Table(
            name="opening hours",
            one="time",
            columns=(
                Part("days", "Days", Many(options=DAYS), needed=True),
                Part("opens", "Opens at", TimeOfDay(), needed=True, said="from", hint="Such as 08:45."),
                Part("closes", "Closes at", TimeOfDay(), needed=True, said="to", hint="Such as 17:00."),
            ),
            check=hours_that_run,
        ),
        group="brand",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("office hours", "when are we open", "opening times", "weekdays"),
        borrowable=False,
    ),
    Setting(
        key="management.overall_lead",
        label="Who leads the service overall",
        help="The post that answers for fostering as a whole, above the manager who runs it from day to day.",
        kind=Text(),
        group="teams",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("head of service", "assistant director", "responsible", "strategic lead"),
        borrowable=False,
    ),
    Setting(
        key="management.answers_to",
        label="Whom the overall lead answers to",
        help="The post or body above the one that leads the service overall.",
        kind=Text(),
        group="teams",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("accountable", "director", "line of management"),
        borrowable=False,
    ),
    Setting(
        key="management.deputies",
        label="Deputies of the service's manager",
        help="The posts between the manager who runs the service and the managers of its teams.",
        kind=Table(
            name="deputies",
            one="deputy",
            columns=(
                Part("title", "Title", Text(), needed=True),
                Part("number", "How many", Whole(least=1, most=50, counted=("post", "posts")), needed=True),
                Part("looks_after", "What they look after", Text(longest=200)),
            ),
            check=each_once("title", "looks_after"),
        ),
        group="teams",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="The managers of the teams answer straight to the service's manager.",
        asked=("deputy", "assistant manager", "deputy team manager"),
        borrowable=False,
    ),
    Setting(
        key="management.quality_posts",
        label="Where those who check our work sit",
        help=(
            "The panel adviser and whoever chairs reviews of carers: for the whole service, inside a team, or outside "
            "fostering. What they may see follows their function, not their team."
        ),
        kind=Table(
            name="posts that check our work",
            one="post",
            columns=(
                Part("post", "Post", Choice(options=QUALITY_POSTS), needed=True),
                Part("sits", "Where it sits", Choice(options=PLACES), needed=True),
                Part("place", "Name of the team or department", Text(), said="in"),
                Part("title", "What we call it", Text(), said="called"),
            ),
            check=all_of(
                each_once("post"),
                needs_when("sits", "place", "in_a_team", "Name the team that it sits in."),
                needs_when("sits", "place", "outside", "Name the department that it sits in."),
            ),
        ),
        group="teams",
        default=None,
        default_reason=_OWN,
        importance="core",
        transition=Transition("acts"),
        asked=("independence", "panel advisor", "reviewing officer", "who chairs the review", "quality assurance"),
        borrowable=False,
    ),
)
