"""What carers can count on: groups, meetings, mentors, somebody to ring at night, events, therapy."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.kinds import Choice, Length, Many, Table, Text, TimeOfDay
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

PEOPLE = {
    "carers": "foster carers",
    "new_carers": "newly approved carers",
    "connected_persons": "connected persons who foster",
    "special_guardians": "special guardians",
    "carers_children": "carers' own children",
    "children": "children in foster care",
    "social_workers": "social workers",
    "families": "families of carers",
}
_DAYS = {
    "working_days": "working days",
    "saturday": "Saturdays",
    "sunday": "Sundays",
    "bank_holidays": "bank holidays",
}
_TIMES = {
    "outside_office_hours": "outside office hours",
    "night": "through the night",
    "day_and_night": "day and night",
}
_MONTHS = ("days", "weeks", "months", "years")
_FROM_THE_DAY = Transition("acts")


def _cover_hours(rows: Sequence[Row]) -> Iterator[Fault]:
    """Hours come in pairs and differ; two rows do not say the same."""
    for index, row in enumerate(rows):
        begins, ends = row["begins"], row["ends"]
        if bool(begins) != bool(ends):
            missing = "ends" if begins else "begins"
            yield Fault("Give both hours, or neither when they are not fixed.", f"{index}.{missing}")
        elif begins and begins == ends:
            yield Fault("This ends when it begins. Cover all day and night runs from 00:00 to 24:00.", f"{index}.ends")
    yield from each_once("name", "days", "times", "begins")(rows)


SETTINGS = (
    Setting(
        key="support.groups",
        label="Support groups",
        help="The groups in which carers and their families meet, for whom each is and how often it meets.",
        kind=Table(
            name="list of groups",
            one="group",
            columns=(
                Part("name", "Group", Text(), needed=True),
                Part("for_whom", "For whom", Many(options=PEOPLE), said="for"),
                Part(
                    "where",
                    "Where it meets",
                    Choice(options={"whole_area": "across the area", "each_locality": "in each locality"}),
                ),
                Part("every", "How often", Length(units=_MONTHS), said="every"),
            ),
            check=each_once("name"),
        ),
        group="support",
        default=None,
        default_reason="Each council has its own; none is supposed.",
        legal_source="NMS 21",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="We run no support groups.",
        asked=("peer support", "children who foster", "birth children", "locality", "coffee morning"),
    ),
    Setting(
        key="support.forum",
        label="Meetings between carers and managers",
        help="Forums in which carers are heard and consulted, with whom and how often.",
        kind=Table(
            name="list of meetings",
            one="meeting",
            columns=(
                Part("name", "Meeting", Text(), needed=True),
                Part(
                    "with_whom",
                    "Carers meet",
                    Many(
                        options={
                            "managers": "managers of the service",
                            "senior_managers": "senior managers",
                            "director": "the director",
                            "members": "elected members",
                            "locality_leaders": "leaders of the locality groups",
                            "guests": "guest speakers and partners",
                        }
                    ),
                    said="with",
                ),
                Part("every", "How often", Length(units=_MONTHS), said="every"),
                Part(
                    "status",
                    "Status",
                    Choice(options={"active": "held", "planned": "planned", "closed": "no longer held"}),
                ),
            ),
            check=each_once("name"),
        ),
        group="support",
        default=None,
        default_reason="Each council has its own; none is supposed.",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="We hold no such meetings.",
        asked=("foster carers' forum", "consultation", "quarterly meeting", "carers' voice", "briefing"),
    ),
    Setting(
        key="support.mentoring",
        label="Mentoring",
        help="Who is offered a mentor, and who the mentors are.",
        kind=Table(
            name="list of offers",
            one="offer",
            columns=(
                Part("name", "Offer", Text(), needed=True),
                Part("for_whom", "For whom", Many(options=PEOPLE), said="for"),
                Part(
                    "given_by",
                    "Mentors are",
                    Choice(
                        options={
                            "experienced_carers": "experienced carers",
                            "trained_experienced_carers": "trained experienced carers",
                            "staff": "members of staff",
                        }
                    ),
                    said="by",
                ),
            ),
            check=each_once("name"),
        ),
        group="support",
        default=None,
        default_reason="Each council has its own; none is supposed.",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="We offer no mentors.",
        asked=("buddy", "ambassadors", "experienced carers", "new carers"),
    ),
    Setting(
        key="support.out_of_hours",
        label="Cover outside office hours",
        help=(
            "Who answers a carer in the evening, at night, at weekends and on bank holidays: a row for each provider "
            "and each set of hours."
        ),
        kind=Table(
            name="list of cover",
            one="cover",
            columns=(
                Part("name", "Who answers", Text(), needed=True),
                Part(
                    "provider",
                    "Provided by",
                    Choice(
                        options={
                            "own_staff": "the fostering service's own staff",
                            "emergency_team": "the council's emergency duty team",
                            "commissioned": "another organisation",
                        }
                    ),
                ),
                Part(
                    "channel",
                    "How",
                    Many(options={"phone": "by phone", "visit": "by a visit", "placement": "by an emergency home"}),
                ),
                Part("days", "Days", Many(options=_DAYS)),
                Part("times", "Part of the day", Choice(options=_TIMES)),
                Part("begins", "From", TimeOfDay(), hint="Such as 17:00.", said="from"),
                Part("ends", "Until", TimeOfDay(), hint="The next day's time when it runs overnight.", said="until"),
                Part("purpose", "What for", Text(), said="for"),
            ),
            check=_cover_hours,
        ),
        group="support",
        default=None,
        default_reason="A council has to say whom its carers can ring; nobody can be supposed.",
        legal_source="NMS 21",
        importance="core",
        transition=_FROM_THE_DAY,
        asked=("emergency duty team", "EDT", "night", "weekends", "bank holidays", "who do carers ring", "duty line"),
    ),
    Setting(
        key="support.events",
        label="Events and awards for carers",
        help="Days out, celebrations and awards, for whom they are and how often.",
        kind=Table(
            name="list of events",
            one="event",
            columns=(
                Part("name", "Event", Text(), needed=True),
                Part("for_whom", "For whom", Many(options=PEOPLE), said="for"),
                Part("every", "How often", Length(units=_MONTHS), said="every"),
            ),
            check=each_once("name"),
        ),
        group="support",
        default=None,
        default_reason="Each council has its own; none is supposed.",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="We hold no events for carers.",
        asked=("fun day", "summer event", "long service awards", "recognition", "celebration"),
    ),
    Setting(
        key="support.therapy",
        label="Therapeutic support",
        help="Psychologists, therapists and clinical consultation that carers or their social workers can ask for.",
        kind=Table(
            name="list of services",
            one="service",
            columns=(
                Part("name", "Service", Text(), needed=True),
                Part("for_whom", "For whom", Many(options=PEOPLE), said="for"),
                Part(
                    "how",
                    "How it is reached",
                    Choice(
                        options={
                            "on_request": "on request",
                            "referral": "by referral",
                            "group": "in a group",
                            "commissioned": "commissioned",
                        }
                    ),
                ),
                Part("every", "How often", Length(units=_MONTHS), said="every"),
            ),
            check=each_once("name"),
        ),
        group="support",
        default=None,
        default_reason="Each council has its own; none is supposed.",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="We offer no therapeutic support.",
        asked=("psychologist", "CAMHS", "clinical supervision", "therapist", "mental health", "wellbeing"),
    ),
)
