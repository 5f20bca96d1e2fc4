"""Who can foster: ages, the length of a relationship, and what each rule of the house leads to."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.kinds import Choice, Length, LongText, Many, Table, Text, Whole, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

# What follows when a rule's circumstance is met.
OUTCOMES = {
    "bar": "bars approval or placement",
    "warn": "unlikely to be accepted",
    "evidence": "accepted with evidence",
    "record": "recorded and weighed",
    "accept": "no bar",
}
MOMENTS = {
    "approval": "at approval",
    "panel": "when it comes to panel",
    "matching": "when a child is matched",
    "caring": "while caring for a child",
}
HEALTH = {
    "breathing": "asthma or other breathing trouble",
    "heart": "a heart condition",
    "glue_ear": "glue ear",
    "other": "another condition",
}
EXCEPTED = {
    "anyone": "anyone",
    "connected_person": "connected persons",
    "short_break": "short break carers",
}
_CAN_BE = "Law asks only that foster carers are adults; the age is each council's own."
_RULES = (
    Part("rule", "What is the case", Text(longest=200), needed=True),
    Part("outcome", "What follows", Choice(options=OUTCOMES), needed=True),
    Part("at", "When it counts", Choice(options=MOMENTS)),
    Part(
        "child_under", "For children under", Whole(least=1, most=18, counted=("year", "years")), said="children under"
    ),
    Part("child_disabled", "For disabled children", YesNo(), said="disabled children:"),
    Part("child_health", "For children with", Many(options=HEALTH), said="children with"),
    Part("evidence", "Evidence", Text(longest=200), said="evidence:"),
)
_SMOKING = (
    *_RULES,
    Part("stopped_for", "Until stopped for", Length(units=("weeks", "months", "years")), said="until stopped for"),
)
_CONDITIONS = ("rule", "at", "child_under", "child_disabled", "child_health")


def _sound_rules(rows: Sequence[Row]) -> Iterator[Fault]:
    """No two outcomes for one case, and evidence where evidence decides."""
    yield from each_once(*_CONDITIONS)(rows)
    for index, row in enumerate(rows):
        if row["outcome"] == "evidence" and not row["evidence"]:
            yield Fault("Say what shows it.", f"{index}.evidence")
        if row["outcome"] == "accept" and row["evidence"]:
            yield Fault("Choose “accepted with evidence”, or leave the evidence out.", f"{index}.outcome")


def _rules(key: str, label: str, what: str, *, columns: tuple[Part, ...] = _RULES, asked: tuple[str, ...]) -> Setting:
    return Setting(
        key=f"eligibility.{key}",
        label=label,
        help=f"{what} All conditions in a row have to be met; what may be met instead stands in a row of its own.",
        kind=Table(name="list of rules", one="rule", columns=columns, check=_sound_rules),
        group="eligibility",
        default=None,
        default_reason="Each council makes its own rules; no rule is assumed.",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="We have no rule about this.",
        asked=asked,
    )


SETTINGS = (
    Setting(
        key="eligibility.age_min",
        label="Youngest age to foster",
        help="From which birthday a person may be approved as a rule. Exceptions have a setting of their own.",
        kind=Whole(least=18, most=99, counted=("year", "years")),
        group="eligibility",
        default=None,
        default_reason=_CAN_BE,
        importance="core",
        transition=Transition("new"),
        may_be_none=True,
        none_means="We set no youngest age.",
        asked=("minimum age", "how old", "21", "too young"),
    ),
    Setting(
        key="eligibility.age_exceptions",
        label="Exceptions to the youngest age",
        help="Who may be approved at a younger age, from which birthday, and in which circumstances.",
        kind=Table(
            name="list of exceptions",
            one="exception",
            columns=(
                Part("who", "Who", Choice(options=EXCEPTED), needed=True),
                Part(
                    "youngest",
                    "From age",
                    Whole(least=18, most=98, counted=("year", "years")),
                    needed=True,
                    said="from",
                ),
                Part("when", "When", Text(longest=160), said="when:"),
            ),
            check=each_once("who"),
        ),
        group="eligibility",
        default=None,
        default_reason="No exception is assumed.",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="There are no exceptions.",
        asked=("18", "younger carers", "exceptional"),
    ),
    Setting(
        key="eligibility.age_max",
        label="Oldest age to foster",
        help="Up to which age a person may be approved. Health and energy are assessed at every age.",
        kind=Whole(least=18, most=120, counted=("year", "years")),
        group="eligibility",
        default=None,
        default_reason="Law sets no oldest age.",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="There is no upper age limit.",
        asked=("maximum age", "upper age limit", "too old", "retired"),
    ),
    Setting(
        key="eligibility.relationship_length",
        label="How long a couple has lived together",
        help="The least time that a couple has been together before both are approved.",
        kind=Length(units=("months", "years")),
        group="eligibility",
        default=None,
        default_reason="No length is assumed.",
        clock="calendar",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="We set no length.",
        asked=("relationship", "partner", "marriage", "stability"),
    ),
    Setting(
        key="eligibility.relationship_outcome",
        label="What follows for couples together for less",
        help="Whether a shorter relationship bars approval, or is weighed.",
        kind=Choice(options={code: OUTCOMES[code] for code in ("bar", "warn", "record")}),
        group="eligibility",
        default=None,
        default_reason="Nothing follows while no length is set.",
        importance="useful",
        transition=Transition("new"),
        asked=("new relationship", "soft rule", "couple"),
    ),
    _rules(
        "smoking",
        "Smoking and vaping",
        "Rules about smokers, and about which children may live with them.",
        columns=_SMOKING,
        asked=("tobacco", "e-cigarettes", "smoke-free", "cigarettes"),
    ),
    _rules("pets", "Pets and animals", "Rules about animals in the home.", asked=("dogs", "dangerous dog", "pet")),
    _rules("weapons", "Weapons in the home", "Rules about weapons.", asked=("guns", "firearms", "knives", "licence")),
    _rules(
        "drugs_and_alcohol",
        "Drugs, medicine and alcohol",
        "Rules about medicine kept in the home, illegal drugs and drinking.",
        asked=("alcohol", "drinking", "prescription", "cannabis"),
    ),
    _rules(
        "bedroom",
        "Bedroom and condition of the home",
        "Rules about a room for the child, sharing it, and the home.",
        asked=("own room", "sharing a room", "space", "spare room", "house"),
    ),
    _rules("tenure", "Tenure of the home", "Rules about owning or renting.", asked=("rent", "tenancy", "landlord")),
    _rules("transport", "Car and other transport", "Rules about getting about.", asked=("driving", "licence", "car")),
    _rules(
        "communications",
        "Phone, email and computer",
        "Rules about being reached and keeping records.",
        asked=("internet", "laptop", "mobile phone"),
    ),
    _rules(
        "work",
        "Work and income of carers",
        "Rules about working while fostering, and about income.",
        asked=("job", "employment", "benefits", "full-time", "self-employed"),
    ),
    _rules(
        "exclusions",
        "Who is not considered at all",
        "What ends an application whatever else is the case, besides what law excludes.",
        asked=("excluded", "lodgers", "offence", "conviction", "other agency", "transfer"),
    ),
    Setting(
        key="eligibility.connected_person_standards",
        label="Standards for connected persons",
        help="Whether connected persons have to meet the same standards as other applicants.",
        kind=Choice(
            options={
                "same": "the same standards",
                "same_but_age": "the same standards, with the exceptions to the youngest age",
                "discretion": "the same standards, with some discretion where it serves the child",
            }
        ),
        group="eligibility",
        default="same",
        default_reason="The regulations and standards make no difference.",
        importance="core",
        transition=Transition("new"),
        asked=("kinship", "family and friends", "leeway", "discretion"),
    ),
    Setting(
        key="eligibility.connected_person_named_child",
        label="Connected persons are approved for a named child only",
        help="Whether the approval of a connected person is for the children named in it.",
        kind=YesNo(),
        group="eligibility",
        default=None,
        default_reason="Neither way is assumed.",
        importance="useful",
        transition=Transition("new"),
        asked=("kinship", "specific child", "named children"),
    ),
    Setting(
        key="eligibility.welcome",
        label="Who is welcome to apply",
        help="Our statement of equality, as enquirers read it. It stands beside the rules, and changes none of them.",
        kind=LongText(longest=1000),
        group="eligibility",
        default=None,
        default_reason="Each council speaks for itself.",
        importance="useful",
        transition=Transition("acts"),
        asked=("equality", "diversity", "single carers", "LGBT", "religion", "disability"),
    ),
)
