"""Special guardianship and staying put: homes beside fostering, which the same service helps to make."""

from config_per_tenant.schema.kinds import Choice, Many, Table, Text, Whole
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, each_once

SGO_WORK = {"assessment": "assesses", "support": "supports after the order"}
WHOSE_TEAM = {"ours": "a team of the service", "another": "another department"}
SGO_ROUTES = {
    "court": "reports that a court asks for in proceedings",
    "permanence": "a way to permanence out of care",
    "viability": "a first look at somebody in the child's family",
    "private": "private applications",
}
STAYING_PUT = {
    "education": "to finish education",
    "training": "to finish training",
    "vulnerability": "because the young person is vulnerable",
    "assessed": "where an assessment finds it suitable",
    "set_period": "for a set period",
    "independence": "while becoming independent",
}
CARER_STATUS = {
    "left": "the carer has resigned from fostering",
    "approved": "the carer stays approved",
    "either": "either, as suits the household",
}

SETTINGS = (
    Setting(
        key="special_guardianship.teams",
        label="Who works on special guardianship",
        help="Who assesses for an order, and who supports the family after it: a team of ours or another department.",
        kind=Table(
            name="special guardianship work",
            one="team",
            columns=(
                Part("work", "Work", Choice(options=SGO_WORK), needed=True),
                Part("whose", "Whose team", Choice(options=WHOSE_TEAM), needed=True),
                Part("name", "Name of the team or department", Text(), needed=True),
                Part("since", "Since the year", Whole(least=1990, most=2100), said="since"),
            ),
            check=each_once("work", "name"),
        ),
        group="arrangements",
        default=None,
        default_reason="Each council's own; nothing is assumed.",
        legal_source="Children Act 1989 s14A, s14F",
        importance="useful",
        transition=Transition("acts"),
        asked=("SGO", "special guardian", "who assesses", "post order support"),
        borrowable=False,
    ),
    Setting(
        key="special_guardianship.routes",
        label="Ways to special guardianship that we take up",
        help="How a case of special guardianship may reach the service.",
        kind=Many(options=SGO_ROUTES),
        group="arrangements",
        default=None,
        default_reason="Reports that a court asks for are owed in any case; the rest is for the council to say.",
        legal_source="Children Act 1989 s14A",
        importance="useful",
        transition=Transition("acts"),
        asked=("SGO", "private SGO application", "court report"),
    ),
    Setting(
        key="staying_put.conditions",
        label="When a young person may stay put",
        help="On what grounds, and for how long, a young person may stay with the former carer after 18.",
        kind=Many(options=STAYING_PUT),
        group="arrangements",
        default=None,
        default_reason="The law asks councils to support it where it suits; the grounds are the council's own.",
        legal_source="Children Act 1989 s23CZA",
        importance="useful",
        transition=Transition("acts"),
        asked=("staying put", "after 18", "care leaver", "stay with carer"),
    ),
    Setting(
        key="staying_put.carer_status",
        label="Whether the carer stays approved while a young person stays put",
        help=(
            "Staying put is an arrangement of its own, not a placement. Its carer may have left fostering, or stay "
            "approved for other children, with the reviews and visits of a foster carer."
        ),
        kind=Choice(options=CARER_STATUS),
        group="arrangements",
        default=None,
        default_reason="Not assumed: an approval ends only by resignation or by decision.",
        legal_source="Children Act 1989 s23CZA; SI 2011/581 r28",
        importance="core",
        transition=Transition("acts"),
        asked=("staying put", "ex-carer", "resigned"),
    ),
)
