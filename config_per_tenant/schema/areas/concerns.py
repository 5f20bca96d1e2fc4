"""Complaints and allegations: the stages of one, the people in the other, and what it is when that is not clear."""

from config_per_tenant.schema.decisions import role_codes, role_words
from config_per_tenant.schema.kinds import Choice, Many, Structured, Table, Text, YesNo
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.complaints import ComplaintStages
from config_per_tenant.schema.values.tables import Part, each_once

_INVESTIGATORS = {
    **{code: role_words(code).lower() for code in role_codes()},
    "safeguarding_service": "the council's child protection or safeguarding service",
    "lado": "the designated officer for allegations (LADO)",
    "police": "the police",
    "independent_person": "an independent person",
    "fostering_panel": "the fostering panel",
}
_STEPS = {
    "tell_lado": "tell the designated officer (LADO)",
    "oversee": "oversee the case",
    "investigate": "investigate",
    "internal_investigation": "investigate within the service",
    "risk_assessment": "assess the risk",
    "review": "review the household's approval",
    "panel": "consider the approval",
    "settle_notifications": "settle what Ofsted is told",
    "monitor": "keep the record of allegations and watch over it",
}

SETTINGS = (
    Setting(
        key="complaints.stages",
        label="Stages of a complaint",
        help=(
            "The stages in their order, what is done in each, who answers, and within how long. Each clock has its own "
            "unit and the event that starts it; a stage may have one around all its steps."
        ),
        kind=Structured(name="list of stages with steps", of=ComplaintStages),
        group="concerns",
        default=[
            {"code": "local", "name": "Answered by the service", "kind": "local"},
            {"code": "investigation", "name": "Independent investigation", "kind": "investigation"},
            {"code": "review", "name": "Review panel", "kind": "review"},
        ],
        default_reason="The three stages of complaints by children and carers; the times are for the council to say.",
        legal_source="Children Act 1989 s26",
        clock="working",
        importance="core",
        transition=Transition("new"),
        asked=("complaints procedure", "28 days", "acknowledge", "independent investigator", "review panel", "tiers"),
    ),
    Setting(
        key="complaints.ombudsman",
        label="A complaint can go on to the ombudsman",
        help="Whether we tell a person, after the last stage, of the Local Government and Social Care Ombudsman.",
        kind=YesNo(),
        group="concerns",
        default=True,
        default_reason="The ombudsman hears complaints about every council once its own stages are over.",
        legal_source="Local Government Act 1974 Part III",
        importance="useful",
        transition=Transition("acts"),
        asked=("LGSCO", "ombudsman", "after the final stage"),
    ),
    Setting(
        key="allegations.when_in_doubt",
        label="When it is not clear whether something is a complaint or an allegation",
        help="How it is handled until somebody has decided which it is.",
        kind=Choice(
            options={
                "allegation": "As an allegation",
                "manager_decides": "A manager decides first",
                "complaint": "As a complaint",
            }
        ),
        group="concerns",
        default="allegation",
        default_reason="A child is safer when it is handled as an allegation until that is ruled out.",
        legal_source="NMS 22",
        importance="core",
        transition=Transition("acts"),
        asked=("doubt", "complaint or allegation", "standard of care"),
    ),
    Setting(
        key="allegations.steps",
        label="What happens after an allegation, and who does it",
        help="The steps in their order, each with the role or body that takes it and to whom that reports.",
        kind=Table(
            name="list of steps",
            one="step",
            columns=(
                Part("name", "Step", Choice(options=_STEPS), needed=True),
                Part("by", "Taken by", Choice(options=_INVESTIGATORS), said="by"),
                Part("title", "Their title as printed", Text(), hint="When the list has no word for it.", said="as"),
                Part("reports_to", "Reports to", Choice(options=_INVESTIGATORS), said="reporting to"),
                Part(
                    "when",
                    "When",
                    Choice(options={"always": "in every case", "needed": "where it is needed"}),
                ),
            ),
            check=each_once("name", "by", "title"),
        ),
        group="concerns",
        default=None,
        default_reason="Who investigates differs from council to council; nobody is supposed.",
        legal_source="NMS 22",
        importance="core",
        transition=Transition("new"),
        asked=("investigator", "LADO", "child protection", "who investigates", "section 47"),
    ),
    Setting(
        key="allegations.to_panel",
        label="The panel hears of allegations",
        help="Whether a report on an allegation against a carer goes to the fostering panel.",
        kind=YesNo(),
        group="concerns",
        default=None,
        default_reason="A review after an allegation may go to panel; the council says whether it always does.",
        legal_source="SI 2011/581 r28",
        importance="core",
        transition=Transition("new"),
        asked=("allegation to panel", "report to panel"),
    ),
    Setting(
        key="allegations.carer_support",
        label="Support for a carer during an allegation",
        help="Where a carer who faces an allegation finds support that does not depend on the outcome.",
        kind=Many(
            options={
                "supervising_social_worker": "their supervising social worker",
                "lado_information": "an information pack of the designated officer (LADO)",
                "membership_advice": "advice and mediation of a body they are members of",
                "legal_line": "a legal helpline",
                "association": "the carers' association",
                "independent_person": "somebody independent of the service",
            }
        ),
        group="concerns",
        default=None,
        default_reason="The standard asks for independent support; the council says whose.",
        legal_source="NMS 22",
        importance="core",
        transition=Transition("acts"),
        asked=("independent support", "Fostering Network", "accused carer", "advice and mediation"),
    ),
)
