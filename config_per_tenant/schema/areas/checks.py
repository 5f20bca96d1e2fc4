"""Checks and references: what is asked about applicants and those who live with them, of whom and how."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.kinds import Choice, Length, Many, Table, Text, Whole, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

CHECKS = {
    "identity": "identity",
    "dbs": "enhanced DBS",
    "local_authority": "local authority records",
    "previous_provider": "reference of an earlier fostering provider",
    "personal_reference": "personal reference",
    "employer_reference": "employer's reference",
    "ex_partner_reference": "reference of a former partner",
    "medical": "medical",
    "school": "school",
    "financial": "financial",
    "pet": "pets",
    "social_media": "social media",
    "certificates": "certificates",
    "interviews": "interviews in the household",
    "statutory": "the other checks that law asks for",
}
WHOM = {
    "applicants": "applicants",
    "household_adults": "adults in the household",
    "household_children": "children in the household",
    "whole_household": "everybody in the household",
}
MANNERS = {
    "in_person": "in person",
    "telephone": "by telephone",
    "in_writing": "in writing",
    "form": "on a form",
    "own_systems": "in our own systems",
}
CERTIFICATES = {
    "birth": "birth",
    "marriage": "marriage",
    "civil_partnership": "civil partnership",
    "divorce": "divorce",
    "naturalisation": "naturalisation",
    "passport": "passport",
    "right_to_reside": "right to reside",
}
CHILDREN = {
    "resident_children": "children who live in the home",
    "grown_up_children": "grown-up children",
    "whole_household": "everybody in the household",
}
LEFT_OUT = {
    "acrimony": "there is significant acrimony",
    "safety": "asking would put somebody at risk",
    "not_found": "the person cannot be found",
}
# What a setting of its own says, so that one figure stands in one place.
_NUMBERED_ELSEWHERE = {
    "personal_reference": "Personal referees we interview",
    "dbs": "DBS: from which age in the household",
}


def _sound_checks(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("check")(rows)
    for index, row in enumerate(rows):
        if row["number"] is not None and row["check"] in _NUMBERED_ELSEWHERE:
            words = f"The figure is set under “{_NUMBERED_ELSEWHERE[row['check']]}”: leave it out here."
            yield Fault(words, f"{index}.number")
        if row["otherwise"] and not row["manner"]:
            yield Fault("Say how it is done as a rule.", f"{index}.manner")
        if row["otherwise"] and row["otherwise"] in (row["manner"] or ()):
            yield Fault("It is done so as a rule already.", f"{index}.otherwise")


SETTINGS = (
    Setting(
        key="checks.required",
        label="Checks and references that we take up",
        help="Each check: for whom, how, when it is needed and by whom it is given. What law asks about everybody is "
        "checked whether it is listed or not.",
        kind=Table(
            name="list of checks",
            one="check",
            columns=(
                Part("check", "Check", Choice(options=CHECKS), needed=True),
                Part("for_whom", "For whom", Many(options=WHOM), said="for"),
                Part("number", "Number", Whole(least=1, most=20)),
                Part("manner", "How", Many(options=MANNERS)),
                Part("otherwise", "How if that is impossible", Choice(options=MANNERS), said="otherwise"),
                Part("given_by", "Given or made by", Text(longest=120), said="by"),
                Part("form", "Form", Text(longest=80), said="on"),
                Part("when", "When it is needed", Text(longest=160), said="when"),
            ),
            check=_sound_checks,
        ),
        group="checks",
        default=[
            {"check": "identity", "for_whom": ["applicants"]},
            {"check": "dbs", "for_whom": ["applicants", "household_adults"]},
            {"check": "local_authority", "for_whom": ["applicants"]},
            {"check": "previous_provider", "for_whom": ["applicants"]},
            {"check": "personal_reference", "for_whom": ["applicants"], "manner": ["in_person"]},
            {"check": "medical", "for_whom": ["applicants"]},
        ],
        default_reason="What the regulation asks for.",
        legal_source="SI 2011/581 r26, Sch 3",
        importance="core",
        transition=Transition("new"),
        asked=(
            "employer reference",
            "ex-partner reference",
            "medical",
            "school reference",
            "financial check",
            "pet assessment",
            "social media check",
            "statutory checks",
        ),
    ),
    Setting(
        key="assessment.dbs_household_age",
        label="DBS: from which age in the household",
        help="Everybody in the household who has reached this age has an enhanced DBS check. A council may ask for it "
        "younger.",
        kind=Length(name="age", units=("years",)),
        group="checks",
        default=None,
        default_national="assessment.dbs_household_age",
        default_reason="The age in the regulation.",
        bounds=(Bound("max", "assessment.dbs_household_age"),),
        legal_source="SI 2011/581 Sch 3 Part 1",
        importance="law",
        transition=Transition("new"),
        asked=("criminal record", "police check", "disclosure and barring", "18"),
    ),
    Setting(
        key="assessment.dbs_household_age_included",
        label="DBS: those of exactly that age are included",
        help="“18 and over” includes those aged 18; “over 18” begins with those aged 19.",
        kind=YesNo(),
        group="checks",
        default=True,
        default_reason="The regulation says “aged 18 or over”.",
        legal_source="SI 2011/581 Sch 3 Part 1",
        importance="core",
        transition=Transition("new"),
        asked=("over 18", "18 and over"),
    ),
    Setting(
        key="assessment.personal_referees_interviewed",
        label="Personal referees we interview",
        help="How many personal referees are interviewed. Where an applicant fostered for another provider in the "
        "last year, that provider's reference may stand in their place.",
        kind=Whole(least=0, most=20, counted=("referee", "referees")),
        group="checks",
        default=None,
        default_national="assessment.personal_referees_interviewed",
        default_reason="The fewest that the regulation allows.",
        bounds=(Bound("min", "assessment.personal_referees_interviewed"),),
        legal_source="SI 2011/581 r26(1A)(c)",
        importance="law",
        transition=Transition("new"),
        asked=("personal references", "how many references", "referees"),
    ),
    Setting(
        key="assessment.previous_provider_reference_lookback",
        label="Reference of an earlier provider: how far back",
        help="A written reference is asked of every provider for whom an applicant fostered within this time before "
        "the application.",
        kind=Length(units=("months", "years")),
        group="checks",
        default=None,
        default_national="assessment.previous_provider_reference_lookback",
        default_reason="The shortest that the regulation allows.",
        bounds=(Bound("min", "assessment.previous_provider_reference_lookback"),),
        legal_source="SI 2011/581 r26(1A)(b)",
        clock="calendar",
        importance="law",
        transition=Transition("new"),
        asked=("former agency", "fostered before", "transfer"),
    ),
    Setting(
        key="assessment.records_access_to_other_provider",
        label="Opening our records to another provider",
        help="By when another fostering provider or an adoption agency that asks may see our records of a person.",
        kind=Length(units=("days", "working_days", "weeks")),
        group="checks",
        default=None,
        default_national="assessment.records_access_to_other_provider",
        default_reason="The longest that the regulation allows.",
        bounds=(Bound("max", "assessment.records_access_to_other_provider"),),
        legal_source="SI 2011/581 r32(6)",
        clock="working",
        starts="provider_records.asked",
        stops="provider_records.opened",
        importance="law",
        transition=Transition("new"),
        asked=("share records", "transfer of a carer", "adoption agency"),
    ),
    Setting(
        key="checks.ex_partner_left_out",
        label="When the reference of a former partner may be left out",
        help="The grounds on which it may be left out. Who agrees to it is under “Who takes which decision”.",
        kind=Many(options=LEFT_OUT),
        group="checks",
        default=None,
        default_reason="Each case is decided by itself until the council names its grounds.",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="It is never left out.",
        asked=("ex-partner", "acrimony", "skip a reference", "divorced"),
    ),
    Setting(
        key="checks.medical_adviser",
        label="The part of the medical adviser",
        help="Whether a medical adviser reads each medical report, or is asked when panel wishes.",
        kind=Choice(
            options={"each_report": "reads each medical report", "on_request": "advises panel when asked"},
        ),
        group="checks",
        default=None,
        default_reason="Neither way is assumed.",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="There is no medical adviser.",
        asked=("health assessment", "doctor", "AH form"),
    ),
    Setting(
        key="checks.certificates",
        label="Certificates that we see",
        help="The certificates whose originals applicants show, as far as they have them.",
        kind=Many(options=CERTIFICATES),
        group="checks",
        default=None,
        default_reason="Which certificates are seen is each council's own.",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="We ask for no certificates.",
        asked=("birth certificate", "passport", "marriage certificate", "documents"),
    ),
    Setting(
        key="checks.children_interviewed",
        label="Children interviewed in an assessment",
        help="Which children of the applicants, and who else in the household, is spoken to in an assessment.",
        kind=Many(options=CHILDREN),
        group="checks",
        default=None,
        default_reason="Whom an assessment speaks to is each council's own.",
        importance="useful",
        transition=Transition("new"),
        asked=("sons and daughters", "own children", "household members", "birth children"),
    ),
)
