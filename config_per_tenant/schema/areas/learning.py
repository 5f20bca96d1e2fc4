"""Carers' learning beside the standards: induction, courses and their refresh, development plans, the programme."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.kinds import Again, Choice, Count, Length, Many, Table, Text, Whole, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

COURSES = {
    "preparation": "Preparation before approval",
    "mandatory": "Mandatory",
    "core": "Core",
    "additional": "Additional",
}
LEARNERS = {
    "all": "All carers",
    "newly_approved": "Newly approved carers",
    "connected_persons": "Connected persons",
}
PLANS = {"household": "Each household", "person": "Each carer", "both": "Each household and each carer in it"}
WAYS = {
    "classroom": "In a classroom or a group session",
    "central_venue": "At a central venue",
    "online": "Online",
    "distance": "Distance learning",
    "daytime": "By day",
    "evening": "In the evening",
    "weekend": "At weekends",
}
CONSULTED = {
    "carer_representatives": "Carers' representatives",
    "carer_feedback": "What carers say after courses",
    "staff": "Staff",
    "partners": "Partner services",
}


def _cycles(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("kind")(rows)
    for index, row in enumerate(rows):
        if row["kind"] == "preparation":
            yield Fault("Preparation is before approval and is not refreshed.", f"{index}.kind")
        if row["every"].value == 0:
            yield Fault("Give 1 or more.", f"{index}.every")


_YEARS = ("months", "years")

SETTINGS = (
    Setting(
        key="training.induction",
        label="Newly approved carers have induction training",
        help="Whether training begins with an induction of its own once carers are approved.",
        kind=YesNo(),
        group="training",
        default=True,
        default_reason="Carers are trained from the start, as the national standard asks.",
        legal_source="NMS 20",
        importance="core",
        transition=Transition("new"),
        asked=("new carers", "first training"),
    ),
    Setting(
        key="training.core_modules_first_year",
        label="Core modules in the first year",
        help="How many core modules each carer completes within a year of approval.",
        kind=Whole(least=1, most=60, counted=("module", "modules")),
        group="training",
        default=None,
        default_reason="No number can be assumed for a council.",
        clock="calendar",
        starts="approval.started",
        stops="core_modules.completed",
        importance="core",
        transition=Transition("new"),
        may_be_none=True,
        none_means="We ask for no number of modules.",
        asked=("core training", "first year", "compulsory courses"),
    ),
    Setting(
        key="training.refresh_cycles",
        label="How often courses are refreshed",
        help="For each kind of course, the longest time before a carer takes it again.",
        kind=Table(
            name="table of kinds of course",
            one="kind of course",
            columns=(
                Part("kind", "Kind of course", Choice(options=COURSES), needed=True),
                Part("every", "Taken again within", Length(units=_YEARS), needed=True, said="every"),
            ),
            check=_cycles,
        ),
        group="training",
        default=None,
        default_reason="No cycle can be assumed for a council.",
        clock="calendar",
        starts="course.completed",
        stops="course.completed",
        importance="core",
        may_be_none=True,
        none_means="Courses are not refreshed at fixed times.",
        asked=("refresher", "renew training", "expired training", "mandatory training"),
    ),
    Setting(
        key="training.named_courses",
        label="Courses that we name",
        help="Courses that carers take, which kind each is, for whom, and who gives it with us.",
        kind=Table(
            name="table of courses",
            one="course",
            columns=(
                Part("name", "Course", Text(), needed=True),
                Part("kind", "Kind of course", Choice(options=COURSES), needed=True),
                Part("who", "For", Choice(options=LEARNERS), said="for"),
                Part("given_with", "Given with", Text(), said="given with"),
            ),
            check=each_once("name"),
        ),
        group="training",
        default=None,
        default_reason="No course can be assumed for a council.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="No course is required by name.",
        asked=("safer caring", "mandatory course", "first aid", "programme"),
    ),
    Setting(
        key="training.events_a_year",
        label="Training events a year",
        help="How many events are attended in a year, and whether they are counted for a household or for each carer.",
        kind=Count(counted_per=("household", "person")),
        group="training",
        default=None,
        default_reason="No number can be assumed for a council.",
        clock="calendar",
        starts="course.completed",
        stops="course.completed",
        importance="core",
        may_be_none=True,
        none_means="We ask for no number of events.",
        asked=("how much training", "attend training", "courses each year"),
    ),
    Setting(
        key="training.both_carers_take_part",
        label="Both carers of a household take part",
        help="Whether, where two people foster together, each of them comes to training.",
        kind=YesNo(),
        group="training",
        default=True,
        default_reason="Both are approved, and each completes the standards.",
        legal_source="NMS 20.3",
        importance="useful",
        transition=Transition("acts"),
        asked=("couples", "second carer", "joint carers"),
    ),
    Setting(
        key="training.plan_for",
        label="Whose development plan it is",
        help="Whether a personal development plan is written for a household, for each carer, or for both.",
        kind=Choice(options=PLANS),
        group="training",
        default="person",
        default_reason="A plan is about what one person needs to learn.",
        legal_source="NMS 20",
        importance="useful",
        transition=Transition("acts"),
        asked=("PDP", "personal development plan"),
    ),
    Setting(
        key="training.plan_update",
        label="Development plan written anew within",
        help="The longest time from one personal development plan to the next.",
        kind=Length(units=_YEARS),
        group="training",
        default="12 months",
        default_reason="Once a year, until the council says its own.",
        legal_source="NMS 20",
        clock="calendar",
        starts="plan.agreed",
        stops="plan.agreed",
        importance="core",
        asked=("PDP", "personal development plan", "yearly plan"),
    ),
    Setting(
        key="training.plan_review",
        label="Development plan looked at within",
        help="How long after a development plan was written it is looked at again, before it is written anew.",
        kind=Length(units=_YEARS),
        group="training",
        default=None,
        default_reason="The plan is looked at when it is written anew, unless the council says more.",
        clock="calendar",
        starts="plan.agreed",
        stops="plan.reviewed",
        importance="useful",
        may_be_none=True,
        none_means="The plan is not looked at in between.",
        asked=("PDP review", "six-monthly"),
    ),
    Setting(
        key="training.programme_review",
        label="How often the training programme is reviewed",
        help="A figure and a start, not a word: twice a month and every two months are both called bi-monthly.",
        kind=Again(),
        group="training",
        default=None,
        default_reason="No rhythm can be assumed for a council.",
        clock="calendar",
        importance="useful",
        may_be_none=True,
        none_means="The programme is reviewed as needed, at no fixed time.",
        asked=("training programme", "termly", "annual programme"),
    ),
    Setting(
        key="training.programme_review_with",
        label="Whom the review of the programme hears",
        help="Those whose words decide what the training programme offers next.",
        kind=Many(options=CONSULTED),
        group="training",
        default=["carer_feedback"],
        default_reason="What carers say after a course is always at hand.",
        importance="useful",
        transition=Transition("acts"),
        asked=("evaluation", "feedback on training"),
    ),
    Setting(
        key="training.delivery",
        label="How training is given",
        help="Where and when carers can take part.",
        kind=Many(options=WAYS),
        group="training",
        default=["classroom", "online"],
        default_reason="The two ways that most councils offer.",
        importance="useful",
        transition=Transition("acts"),
        asked=("e-learning", "evening courses", "weekend courses", "online training", "venue"),
    ),
)
