"""How people reach us, who meets them first, and who decides that an application may follow."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.decisions import DECISIONS, role_codes, role_words
from config_per_tenant.schema.events import NEUTRAL_STAGES
from config_per_tenant.schema.kinds import Choice, Length, LengthRange, Many, Money, Table, Text, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

# The first seven are the channels in which an enquiry is recorded.
CHANNELS = {
    "web": "web form",
    "phone": "phone",
    "email": "email",
    "event": "event",
    "social": "social media",
    "referral": "told by a foster carer",
    "hub": "regional hub",
    "publicity": "publicity",
    "visit": "asking for a visit",
}
STATUSES = {"active": "active", "planned": "planned", "under_review": "under review", "closed": "closed"}
PRESENCE = {"always": "always there", "one_of": "at least one of these", "may": "may attend"}
DECIDED_BY = {
    "role": "the role under “Who takes which decision”",
    "line_manager": "the worker with their line manager",
    "meeting": "the meeting that decides on progress",
    "both_sides": "the applicant and the service together",
    "panel": "the panel",
}
AGREEING = {
    "applicant": "the applicant",
    "recruitment_officer": "the recruitment officer",
    "assessor": "the assessing social worker",
}
_ROLES = {code: role_words(code) for code in role_codes()}


def _sound_events(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("name")(rows)
    for index, row in enumerate(rows):
        if row["by_demand"] and row["every"] is None:
            yield Fault("Give the usual interval from which demand may depart.", f"{index}.every")


def _sound_meeting(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("post")(rows)
    one_of = [index for index, row in enumerate(rows) if row["presence"] == "one_of"]
    if len(one_of) == 1:
        words = "At least one of a single post is that post: choose “always there”, or mark the others it may be."
        yield Fault(words, f"{one_of[0]}.presence")
    if rows and not one_of and all(row["presence"] == "may" for row in rows):
        yield Fault("Say who has to be there: a meeting of nobody cannot decide.", "0.presence")


def _sound_points(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("name")(rows)
    for index, row in enumerate(rows):
        if row["decided_by"] == "role" and row["decision"] is None:
            yield Fault("Choose which decision it is, so that its role is known.", f"{index}.decision")
        if row["decided_by"] == "both_sides" and "applicant" in (row["agreed_by"] or ()):
            yield Fault("The applicant decides this already; leave the agreement out.", f"{index}.agreed_by")


SETTINGS = (
    Setting(
        key="recruitment.channels",
        label="Ways to ask about fostering",
        help="Where people may ask about fostering with us, and who hears from them first.",
        kind=Table(
            name="list of channels",
            one="channel",
            columns=(
                Part("channel", "Channel", Choice(options=CHANNELS), needed=True),
                Part("name", "Our name for it", Text(longest=80), said="called"),
                Part("goes_to", "Who receives it first", Text(longest=160), said="received by"),
            ),
            check=each_once("channel", "name"),
        ),
        group="recruitment",
        default=[{"channel": "web"}, {"channel": "phone"}, {"channel": "email"}],
        default_reason="What the platform takes enquiries from in every council.",
        importance="useful",
        transition=Transition("acts"),
        asked=("channels", "how can people apply", "website", "word of mouth", "recruitment hub"),
    ),
    Setting(
        key="recruitment.events",
        label="Recruitment events",
        help="Events for people who think about fostering, and how often each is held. An interval is the longest "
        "time between two.",
        kind=Table(
            name="list of events",
            one="event",
            columns=(
                Part("name", "Event", Text(longest=80), needed=True),
                Part("every", "How often", LengthRange(units=("weeks", "months", "years")), said="every"),
                Part("by_demand", "More or fewer by demand", YesNo(), said="by demand:"),
                Part("place", "Where", Text(longest=120), said="at"),
                Part("carers_help", "Foster carers help", YesNo(), said="foster carers help:"),
                Part("optional", "People may come to us without it", YesNo(), said="optional:"),
            ),
            check=_sound_events,
        ),
        group="recruitment",
        default=None,
        default_reason="Whether and how often events are held is each council's own.",
        clock="calendar",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="We hold no recruitment events.",
        asked=("information evening", "meet the team", "drop-in", "how often do we hold events"),
    ),
    Setting(
        key="recruitment.refer_a_friend",
        label="Refer-a-friend scheme",
        help="Whether foster carers can introduce people they know to us under a scheme.",
        kind=Choice(options=STATUSES),
        group="recruitment",
        default=None,
        default_reason="No scheme is assumed.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="We have no such scheme.",
        asked=("referral", "introduce a friend", "recommend"),
    ),
    Setting(
        key="recruitment.refer_a_friend_reward",
        label="Reward for referring a friend",
        help="What a foster carer is paid when somebody they introduced is approved.",
        kind=Money(per="for each approval"),
        group="recruitment",
        default=None,
        default_reason="No amount is assumed.",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="The scheme pays nothing.",
        asked=("finder's fee", "bonus"),
    ),
    Setting(
        key="recruitment.first_visitors",
        label="Who makes the initial visit",
        help="The posts that visit a person who asks about fostering for the first time. All that are listed go.",
        kind=Table(
            name="list of posts",
            one="visitor",
            columns=(
                Part("post", "Post", Text(longest=80), needed=True),
                Part("role", "Role", Choice(options=_ROLES), hint="When the post has one of the platform's roles."),
            ),
            check=each_once("post"),
        ),
        group="recruitment",
        default=None,
        default_reason="Which post visits is each council's own.",
        importance="useful",
        transition=Transition("acts"),
        asked=("who visits first", "home visit", "initial visitor"),
    ),
    Setting(
        key="recruitment.decision_points",
        label="Points at which we continue or stop",
        help="Where the way to approval may end before panel: after which step, who decides, and what a person is "
        "told then.",
        kind=Table(
            name="list of points",
            one="point",
            columns=(
                Part("name", "Point", Text(longest=100), needed=True),
                Part("after", "After the step", Choice(options=NEUTRAL_STAGES), said="after"),
                Part("decided_by", "Who decides", Choice(options=DECIDED_BY), needed=True, said="decided by"),
                Part("decision", "Which decision it is", Choice(options=DECISIONS)),
                Part("agreed_by", "Only when these agree", Many(options=AGREEING), said="when agreed by"),
                Part("then", "What follows when it ends there", Text(longest=300), said="when it ends:"),
            ),
            check=_sound_points,
        ),
        group="recruitment",
        default=None,
        default_reason="The points are each council's own.",
        legal_source="SI 2011/581 r26",
        importance="core",
        transition=Transition("acts"),
        asked=("go ahead", "proceed to assessment", "early stop", "turn down", "gateway"),
    ),
    Setting(
        key="recruitment.progress_meeting",
        label="Who has to be at the meeting that decides on progress",
        help="The posts at the meeting that decides whether a person goes on to an assessment. It can decide when "
        "everybody marked “always there” is there, and one of those marked “at least one of these”.",
        kind=Table(
            name="list of posts",
            one="post",
            columns=(
                Part("post", "Post", Text(longest=80), needed=True),
                Part("role", "Role", Choice(options=_ROLES), hint="When the post has one of the platform's roles."),
                Part("presence", "Presence", Choice(options=PRESENCE), needed=True),
            ),
            check=_sound_meeting,
        ),
        group="recruitment",
        default=None,
        default_reason="Most councils leave the decision to one role.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="No meeting decides on progress.",
        asked=("quorum", "decision to progress to assessment", "gatekeeping meeting"),
    ),
    Setting(
        key="recruitment.progress_meeting_interval",
        label="How often the meeting on progress is held",
        help="The longest time from one meeting that decides on progress to the next.",
        kind=Length(units=("days", "working_days", "weeks", "months")),
        group="recruitment",
        default=None,
        default_reason="Most councils leave the decision to one role.",
        clock="calendar",
        starts="meeting.held",
        stops="meeting.held",
        importance="useful",
        transition=Transition("open"),
        may_be_none=True,
        none_means="It is called when it is needed.",
        asked=("weekly meeting", "decision to progress"),
    ),
)
