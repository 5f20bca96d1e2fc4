"""Fees: what a carer is paid for skill, service or task, beside the allowance for the child."""

from config_per_tenant.schema.kinds import Choice, Structured, YesNo
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.money import TierTable

_BASIS = {
    "skill_levels": "Skill levels",
    "service_experience_training": "Length of service, experience and training",
    "task": "The task taken on",
    "flat": "One fee for all",
}

SETTINGS = (
    Setting(
        key="fees.scheme_basis",
        label="What the fee depends on",
        help="The idea behind the fee scheme; the tiers below give it figures.",
        kind=Choice(options=_BASIS),
        group="money",
        default="skill_levels",
        default_reason="The most common basis among councils.",
        importance="core",
        transition=Transition("nights"),
        may_be_none=True,
        none_means="Carers are paid allowances only.",
        asked=("fee model", "payment for skills"),
    ),
    Setting(
        key="fees.tiers",
        label="Fee tiers",
        help=(
            "The weekly fee at each tier and the conditions for being on it. A household is on the last tier in the "
            "list whose conditions all hold."
        ),
        kind=Structured(name="table of tiers", of=TierTable, units="pounds a week"),
        group="money",
        default={"basis": "No fee is paid until the council gives its tiers.", "tiers": []},
        default_reason="No amount can be assumed for a council.",
        importance="core",
        transition=Transition("nights"),
        may_be_none=True,
        none_means="Carers are paid allowances only.",
        asked=("payment levels", "what we pay carers", "skills fee", "banding", "pay", "rates"),
    ),
    Setting(
        key="fees.specialist_schemes",
        label="Specialist schemes",
        help="Schemes with a fee of their own, or that pay as one of the tiers, and whether each is running.",
        kind=Structured(name="table of tiers", of=TierTable, units="pounds a week"),
        group="money",
        default={"basis": "No specialist scheme until the council describes one.", "tiers": []},
        default_reason="No scheme can be assumed for a council.",
        importance="useful",
        transition=Transition("nights"),
        may_be_none=True,
        none_means="There is no specialist scheme.",
        asked=("contract care", "enhanced fee", "therapeutic"),
    ),
    Setting(
        key="fees.connected_persons_paid",
        label="Connected persons are paid fees",
        help="Whether family and friends carers are paid the fee on the same conditions as other carers.",
        kind=YesNo(),
        group="money",
        default=True,
        default_reason="The same criteria apply to related and unrelated carers.",
        bounds=(Bound("exact", "payments.same_criteria_kinship"),),
        legal_source="NMS 28.7",
        importance="law",
        transition=Transition("nights"),
        asked=("kinship fee", "family and friends"),
    ),
    Setting(
        key="fees.pay_when_no_child_placed",
        label="Fees are paid while no child is placed",
        help="Whether a household keeps its fee in a week without a child. A tier may say otherwise for itself.",
        kind=YesNo(),
        group="money",
        default=False,
        default_reason="Payment follows the child unless the council says otherwise.",
        importance="core",
        transition=Transition("nights"),
        asked=("retainer", "vacant", "empty"),
    ),
)
