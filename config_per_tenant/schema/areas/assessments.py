"""Assessments: their kinds, who makes them, what prepares applicants, and what they see of the report."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.kinds import Choice, Length, LengthRange, Many, Table, Text, Whole, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

KINDS = {
    "mainstream": "full fostering assessment",
    "connected_person": "assessment of a connected person",
    "temporary": "temporary assessment of a connected person",
    "viability": "viability assessment",
    "short_break": "assessment for short breaks",
    "pace": "assessment for overnight police placements",
    "special_guardianship": "special guardianship assessment",
    "private_fostering": "private fostering assessment",
    "supported_lodgings": "assessment for supported lodgings",
    "non_agency_adoption": "non-agency adoption assessment",
    "independent_visitor": "assessment of an independent visitor",
}
FORMATS = {
    "form_f": "Coram BAAF Form F",
    "adapted_form_f": "adapted Coram BAAF Form F",
    "form_c": "Coram BAAF Form C",
    "as_mainstream": "as for a full fostering assessment",
    "short": "short report",
    "own": "our own format",
}
PERFORMERS = {
    "assessing_worker": "a social worker of the fostering service",
    "viability_worker": "a worker who makes viability assessments only",
    "childs_worker": "the child's social worker",
    "independent": "an independent assessor",
}
WHO_PREPARES = {
    "mainstream": "mainstream applicants",
    "connected_person": "connected persons",
    "short_break": "applicants for short breaks",
    "supported_lodgings": "applicants for supported lodgings",
}
SHARED = {
    "all": "the whole report",
    "all_but_references": "all but the references",
    "non_confidential": "the parts that are not confidential",
    "nothing": "nothing of it",
}
# These kinds have a target of their own among the settings of recruitment.
_TARGET_ELSEWHERE = {"mainstream": "Assessment", "connected_person": "Assessment of a connected person"}


def _sound_kinds(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("kind")(rows)
    for index, row in enumerate(rows):
        least, most = row["visits_least"], row["visits_most"]
        if least is not None and most is not None and least > most:
            yield Fault("The fewest visits are more than the most.", f"{index}.visits_least")
        if row["within"] is not None and row["kind"] in _TARGET_ELSEWHERE:
            words = f"Its time is set under “{_TARGET_ELSEWHERE[row['kind']]}”: leave it out here."
            yield Fault(words, f"{index}.within")
        if row["within"] is None and (row["starts"] or row["stops"]):
            yield Fault("Give the time that runs between these events, or leave them out.", f"{index}.within")
        if row["within"] is not None and row["starts"] and row["starts"] == row["stops"]:
            yield Fault("A target cannot stop at the event that starts it.", f"{index}.stops")


def _sound_courses(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("course")(rows)
    for index, row in enumerate(rows):
        both = [WHO_PREPARES[who] for who in row["compulsory_for"] or () if who in (row["open_to"] or ())]
        if both:
            yield Fault(f"For {both[0]} it is compulsory already.", f"{index}.open_to")


SETTINGS = (
    Setting(
        key="assessment.kinds",
        label="Kinds of assessment that we make",
        help="What each kind is called here, its format, how many visits it takes and, where no other setting holds "
        "it, its own target with the events between which it runs.",
        kind=Table(
            name="list of assessments",
            one="kind of assessment",
            columns=(
                Part("kind", "Kind", Choice(options=KINDS), needed=True),
                Part("name", "Our name for it", Text(longest=80), said="called"),
                Part("format", "Format", Choice(options=FORMATS), said="format:"),
                Part("adds", "What the format adds", Text(longest=160), said="with"),
                Part(
                    "visits_least",
                    "Visits, at least",
                    Whole(least=1, most=60, counted=("visit", "visits")),
                    said="at least",
                ),
                Part(
                    "visits_most",
                    "Visits, at most",
                    Whole(least=1, most=60, counted=("visit", "visits")),
                    said="at most",
                ),
                Part("within", "Target", LengthRange(), said="within"),
                Part("starts", "Target runs from", Choice(options=EVENTS), said="from"),
                Part("stops", "Target runs to", Choice(options=EVENTS), said="to"),
            ),
            check=_sound_kinds,
        ),
        group="assessment",
        default=None,
        default_reason="Names, formats and visits are each council's own.",
        legal_source="SI 2011/581 r26",
        importance="core",
        transition=Transition("new"),
        asked=("Form F", "format of the report", "how many assessment visits", "assessment types"),
    ),
    Setting(
        key="assessment.performers",
        label="Who makes which assessment",
        help="Who may make each kind of assessment. A kind may stand more than once: with each performer, say when.",
        kind=Table(
            name="list of performers",
            one="performer",
            columns=(
                Part("kind", "Kind", Choice(options=KINDS), needed=True),
                Part("by", "Made by", Choice(options=PERFORMERS), needed=True, said="by"),
                Part("team", "Team", Text(longest=80), said="in"),
                Part("when", "When", Text(longest=160), said="when:"),
            ),
            check=each_once("kind", "by", "team"),
        ),
        group="assessment",
        default=None,
        default_reason="Who assesses is each council's own.",
        importance="useful",
        transition=Transition("new"),
        asked=("viability", "who assesses", "kinship viability", "child's social worker"),
    ),
    Setting(
        key="assessment.connected_person_joint",
        label="Connected persons are assessed together with the social worker of the child",
        help="Whether the fostering service and the social worker of the child assess a connected person jointly.",
        kind=YesNo(),
        group="assessment",
        default=None,
        default_reason="Neither way is assumed.",
        importance="useful",
        transition=Transition("new"),
        asked=("joint assessment", "kinship jointly", "both workers"),
    ),
    Setting(
        key="assessment.connected_person_report",
        label="Report on a connected person",
        help="How long the assessment of a connected person itself may take, before panel and decision.",
        kind=Length(units=("days", "working_days", "weeks", "months")),
        group="assessment",
        default=None,
        default_reason="The time to approval governs until the council sets one for the report.",
        clock="calendar",
        starts="temporary_approval.given",
        stops="assessment.completed",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="We set no time for the report alone.",
        asked=("kinship report", "assessment complete", "16 weeks"),
    ),
    Setting(
        key="assessment.connected_person_extension",
        label="More time for assessing a connected person",
        help="By how much, once and for a reason, the usual time for assessing a connected person may be exceeded. "
        "Usual time and extension together stay within the longest time of that target.",
        kind=Length(units=("days", "weeks", "months")),
        group="assessment",
        default=None,
        default_reason="No extension is assumed.",
        clock="calendar",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="The time is not extended.",
        asked=("extension", "exceptional circumstances", "24 weeks"),
    ),
    Setting(
        key="assessment.stages_overlap",
        label="Stage 1 and stage 2 side by side",
        help="Whether the two stages of an assessment may run at the same time.",
        kind=Choice(
            options={
                "never": "one after the other",
                "case_by_case": "side by side, case by case",
                "always": "side by side as a rule",
            }
        ),
        group="assessment",
        default="case_by_case",
        default_reason="The regulation allows it and leaves it to the service.",
        legal_source="SI 2011/581 r26",
        importance="useful",
        transition=Transition("new"),
        asked=("parallel stages", "stage one", "stage two", "twin track"),
    ),
    Setting(
        key="assessment.stage1_outcome_notice",
        label="Telling the outcome of stage 1",
        help="By when a person who does not go on after stage 1 has that in writing, with full reasons.",
        kind=Length(units=("days", "working_days", "weeks")),
        group="assessment",
        default=None,
        default_national="assessment.stage1_outcome_notice",
        default_reason="The longest that the regulation allows.",
        bounds=(Bound("max", "assessment.stage1_outcome_notice"),),
        legal_source="SI 2011/581 r26 (2013)",
        clock="working",
        starts="stage_one.informed",
        stops="stage_one.told",
        importance="law",
        transition=Transition("new"),
        asked=("stage one refusal", "rejected at stage 1", "written reasons"),
    ),
    Setting(
        key="assessment.brief_report_panel_outcomes",
        label="What panel may say to a brief report",
        help="A brief report goes to panel when stage 2 shows that a person is not suitable. Panel cannot recommend "
        "approval on it.",
        kind=Many(
            options={
                "request_full_report": "ask for a full report",
                "not_suitable": "recommend that the person is not suitable",
                "suitable": "recommend approval",
            }
        ),
        group="assessment",
        default=None,
        default_national="assessment.brief_report_panel_outcomes",
        default_reason="Fixed by the regulation.",
        bounds=(Bound("exact", "assessment.brief_report_panel_outcomes"),),
        legal_source="SI 2011/581 r25, SI 2015/495 r12",
        importance="law",
        transition=Transition("acts"),
        asked=("short report", "stop an assessment", "stage two"),
    ),
    Setting(
        key="assessment.preparation_courses",
        label="Courses before approval",
        help="What prepares applicants: for whom a course is compulsory, to whom it is open, and its days.",
        kind=Table(
            name="list of courses",
            one="course",
            columns=(
                Part("course", "Course", Text(longest=80), needed=True),
                Part("days", "Days", Whole(least=1, most=60, counted=("day", "days"))),
                Part("compulsory_for", "Compulsory for", Many(options=WHO_PREPARES), said="compulsory for"),
                Part("open_to", "Open to", Many(options=WHO_PREPARES), said="open to"),
                Part("given_by", "Given by", Text(longest=120), said="given by"),
            ),
            check=_sound_courses,
        ),
        group="assessment",
        default=None,
        default_reason="Which course prepares applicants is each council's own.",
        importance="core",
        transition=Transition("new"),
        may_be_none=True,
        none_means="No course comes before approval.",
        asked=("Skills to Foster", "Skills to Care", "preparation", "pre-approval training"),
    ),
    Setting(
        key="assessment.report_shared",
        label="What applicants see of their report",
        help="How much of the assessment report its subjects read before it goes to panel.",
        kind=Choice(options=SHARED),
        group="assessment",
        default="all_but_references",
        default_reason="Referees write in confidence; the rest concerns the applicants.",
        importance="core",
        transition=Transition("new"),
        asked=("read the report", "share Form F", "confidential"),
    ),
    Setting(
        key="assessment.report_comments",
        label="Applicants may comment on their report",
        help="Whether those who read their report may have comments of their own put before panel with it.",
        kind=YesNo(),
        group="assessment",
        default=True,
        default_reason="Whoever reads a report about themselves may answer it.",
        importance="useful",
        transition=Transition("new"),
        asked=("written comments", "sign the report", "disagree"),
    ),
)
