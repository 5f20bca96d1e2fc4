"""What carers are told about money, and how often it is looked at again (NMS 28)."""

from config_per_tenant.schema.kinds import Length, YesNo
from config_per_tenant.schema.setting import Bound, Setting, Transition

SETTINGS = (
    Setting(
        key="payments.rate_review_interval",
        label="Fees and allowances are reviewed within",
        help="The longest time from one review of the rates to the next. Carers are consulted before a change.",
        kind=Length(units=("months", "years")),
        group="money",
        default="12 months",
        default_reason="The longest that the national standard allows.",
        bounds=(Bound("max", "payments.rate_review_interval"),),
        legal_source="NMS 28.3",
        clock="calendar",
        starts="rates.reviewed",
        stops="rates.reviewed",
        importance="law",
        asked=("uplift", "yearly increase", "review of rates"),
    ),
    Setting(
        key="payments.policy_issued_interval",
        label="The policy on fees and allowances is sent within",
        help="The longest time from one sending of the policy, with the rates, to all who foster until the next.",
        kind=Length(units=("months", "years")),
        group="money",
        default="12 months",
        default_reason="The longest that the national standard allows.",
        bounds=(Bound("max", "payments.policy_issued_interval"),),
        legal_source="NMS 28.6",
        clock="calendar",
        starts="payment_policy.issued",
        stops="payment_policy.issued",
        importance="law",
        asked=("allowances booklet", "finance policy", "send out rates"),
    ),
    Setting(
        key="payments.annual_statement",
        label="Yearly statement of earnings",
        help="Everybody who fosters is sent a statement of what they were paid, at the end of every tax year.",
        kind=YesNo(),
        group="money",
        default=None,
        default_national="payments.annual_statement",
        default_reason="Fixed by the national standard.",
        bounds=(Bound("exact", "payments.annual_statement"),),
        legal_source="NMS 28.2",
        importance="law",
        transition=Transition("acts"),
        asked=("tax year", "annual statement", "statement of earnings"),
    ),
)
