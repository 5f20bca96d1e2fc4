"""Bodies that carers belong to: their own association, and those of which they are members through the council."""

from config_per_tenant.schema.kinds import Again, Choice, Length, Many, Table, Text
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, each_once

_MONTHS = ("days", "weeks", "months", "years")
_FROM_THE_DAY = Transition("acts")

SETTINGS = (
    Setting(
        key="support.association_name",
        label="Carers' association",
        help="The name of the association that carers run for themselves.",
        kind=Text(),
        group="support",
        default=None,
        default_reason="Each council's carers have their own; none is supposed.",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="There is no carers' association.",
        asked=("foster carer association", "LFCA"),
        borrowable=False,
    ),
    Setting(
        key="support.association_membership",
        label="How carers join the association",
        help="Whether approval makes a carer a member, or carers join for themselves.",
        kind=Choice(
            options={
                "automatic": "Approval makes a carer a member",
                "at_approval": "From approval; whether by itself is not said",
                "encouraged": "Carers join for themselves, and we encourage it",
            }
        ),
        group="support",
        default=None,
        default_reason="The association decides; nothing is supposed.",
        importance="useful",
        transition=_FROM_THE_DAY,
        asked=("join the association", "automatic membership"),
    ),
    Setting(
        key="support.association_meets",
        label="How often the association meets",
        help="The time from one meeting of the carers' association to the next.",
        kind=Again(),
        group="support",
        default=None,
        default_reason="The association decides; nothing is supposed.",
        importance="useful",
        transition=_FROM_THE_DAY,
        may_be_none=True,
        none_means="It has no regular meetings.",
        asked=("association meeting", "monthly"),
    ),
    Setting(
        key="support.association_attendance",
        label="Who of the council attends the association",
        help="Which managers come to the association's meetings, and how often. Leave the time empty while it is open.",
        kind=Table(
            name="list of who attends",
            one="attendance",
            columns=(
                Part("name", "Who", Text(), needed=True),
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
        none_means="Nobody of the council attends.",
        asked=("bi-monthly", "senior managers attend", "director", "portfolio holder"),
    ),
    Setting(
        key="support.memberships",
        label="Memberships that carers have through us",
        help="The bodies whose members our carers are, how, and what that gives them.",
        kind=Table(
            name="list of memberships",
            one="membership",
            columns=(
                Part("name", "Body or service", Text(), needed=True),
                Part(
                    "held",
                    "How it is held",
                    Choice(
                        options={
                            "individual": "each carer is a member, paid by the council",
                            "corporate": "one membership of the council covers every carer",
                            "case_by_case": "bought when a carer needs it",
                        }
                    ),
                ),
                Part(
                    "begins",
                    "Begins",
                    Choice(options={"approval": "from approval", "request": "when a carer asks for it"}),
                ),
                Part(
                    "gives",
                    "What it gives",
                    Many(
                        options={
                            "updates": "news and updates",
                            "advice_mediation": "advice and mediation",
                            "advocacy": "advocacy",
                            "legal_advice": "legal advice",
                            "legal_line": "a legal helpline day and night",
                        }
                    ),
                    said="gives",
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
        none_means="Carers have no membership through us.",
        asked=("Fostering Network", "FosterTalk", "legal helpline", "individual or corporate membership"),
    ),
)
