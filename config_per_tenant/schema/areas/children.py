"""What children in foster care are given and asked: their guide, their forum, advocates, independent visitors."""

from config_per_tenant.schema.kinds import Choice, Length, Many, Table, Text, Whole
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, each_once

_FROM_THE_DAY = Transition("acts")

SETTINGS = (
    Setting(
        key="children.guide",
        label="Children's guide",
        help="The guide that a child is given, in how many versions, by whom and when, and how often it is looked at.",
        kind=Table(
            name="list of guides",
            one="guide",
            columns=(
                Part("name", "Guide", Text(), needed=True),
                Part("versions", "Versions by age", Whole(least=1, most=10, counted=("version", "versions"))),
                Part(
                    "given_by",
                    "Given by",
                    Choice(
                        options={
                            "child_social_worker": "the child's social worker",
                            "service_or_carer": "the fostering service or the carer",
                            "carer": "the carer",
                            "supervising_social_worker": "the supervising social worker",
                        }
                    ),
                    said="given by",
                ),
                Part(
                    "given_when",
                    "Given when",
                    Choice(options={"placement": "at placement", "foster_care": "on entering foster care"}),
                ),
                Part(
                    "also_to",
                    "Also given to",
                    Many(options={"carers": "carers", "ofsted": "Ofsted", "staff": "staff"}),
                    said="also to",
                ),
                Part("every", "Reviewed", Length(units=("months", "years")), said="reviewed every"),
            ),
            check=each_once("name"),
        ),
        group="children",
        default=None,
        default_reason="Law asks every service for a guide; its name and care are the council's.",
        legal_source="SI 2011/581 r3, r4",
        importance="law",
        transition=_FROM_THE_DAY,
        asked=("guide for children", "booklet", "journal", "welcome pack for children"),
    ),
    Setting(
        key="children.voice",
        label="How children are heard together",
        help="Councils, panels and groups of children in care, for whom each is, how often it meets and with whom.",
        kind=Table(
            name="list of groups",
            one="group",
            columns=(
                Part("name", "Group", Text(), needed=True),
                Part(
                    "what",
                    "What it is",
                    Choice(
                        options={
                            "council": "children in care council",
                            "panel": "panel of young people",
                            "age_groups": "groups by age",
                            "activity": "activity at which representatives meet others",
                            "calls": "calls to children who live away",
                        }
                    ),
                    needed=True,
                ),
                Part("every", "How often", Length(units=("weeks", "months", "years")), said="every"),
                Part(
                    "meets",
                    "Meets",
                    Many(
                        options={
                            "senior_managers": "senior managers",
                            "corporate_parenting": "the corporate parenting panel",
                            "members": "elected members",
                        }
                    ),
                    said="meets",
                ),
            ),
            check=each_once("name"),
        ),
        group="children",
        default=None,
        default_reason="Each council has its own; none is supposed.",
        legal_source="NMS 1",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="We have no group in which children are heard together.",
        asked=("children in care council", "participation", "voice of the child", "young people's panel"),
    ),
    Setting(
        key="children.advocacy",
        label="Advocacy for children",
        help="Who speaks for a child who is unhappy or complains.",
        kind=Table(
            name="list of services",
            one="service",
            columns=(
                Part("name", "Service", Text(), needed=True),
                Part("provider", "Provider", Text(), said="provided by"),
                Part(
                    "independence",
                    "Independence",
                    Choice(options={"independent": "independent of the council", "own": "the council's own"}),
                ),
            ),
            check=each_once("name"),
        ),
        group="children",
        default=None,
        default_reason="Law asks for advocacy; the council says whose.",
        legal_source="Children Act 1989 s26A",
        importance="law",
        transition=_FROM_THE_DAY,
        asked=("advocate", "children's rights", "NYAS"),
    ),
    Setting(
        key="children.independent_visitors",
        label="Independent visitors",
        help="How a child who needs one gets an independent visitor: a volunteer who befriends and advises.",
        kind=Choice(
            options={
                "own_scheme": "A scheme of our own with volunteers",
                "commissioned": "A scheme of another organisation",
                "available": "They are there; by which scheme is not said",
            }
        ),
        group="children",
        default=None,
        default_reason="Law asks for them where a child's welfare does; the council says by which scheme.",
        legal_source="Children Act 1989 s23ZB",
        importance="useful",
        transition=_FROM_THE_DAY,
        asked=("volunteer", "befriender", "independent visitor scheme"),
    ),
)
