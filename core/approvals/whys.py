"""Why an approval ends on its day, and why its record is kept so long: reasons beside dates that acts worked out."""

from collections.abc import Callable
from datetime import date

from config_per_tenant.policy import Policy, policy_on
from core.approvals import rules
from core.approvals.models import Approval, EndReason
from hearth.dates import today
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate

NOTICE, RETENTION = "resignation.effective", "retention.carer_record"


def why_it_ends(approval: Approval) -> Trace | None:
    """Of an approval that ends by notice; None for one that ends otherwise: that day was given, not worked out."""
    received_on = approval.resigned_on
    if received_on is None or approval.ends_on is None or approval.end_reason != EndReason.RESIGNED:
        return None
    return counted(
        NOTICE,
        "An approval ends a set time after the service receives written notice. It cannot be declined or withdrawn.",
        ("Notice received", received_on),
        lambda policy: rules.resignation_takes_effect(received_on, notice=policy[NOTICE]),
        source=rules.RESIGNATION,
    )


def why_it_is_kept(ended_on: date) -> Trace:
    """Why the record of an approval is kept at least until its day."""
    return counted(
        RETENTION,
        "A carer's record is kept at least so long after the approval ended. After that a person decides; nothing is"
        " removed by itself.",
        ("Approval ended", ended_on),
        lambda policy: rules.kept_until(ended_on, least=policy[RETENTION]),
        source="SI 2011/581 r32(1)",
        under=today(),
    )


def counted(
    key: str,
    rule: str,
    since: tuple[str, date],
    until: Callable[[Policy], date],
    *,
    source: str,
    record: str = "",
    under: date | None = None,
) -> Trace:
    """The trace of a day counted by one setting from one fact, under the policy of that fact's day, or of another."""
    label, day = since
    policy = policy_on(under or day)
    return Trace(
        rule=rule,
        facts=(Fact(label, longdate(day), record),),
        settings=(policy.use(key),),
        sources=(source,),
        steps=(f"{longdate(day)} and {policy.entry(key).in_words()} is {longdate(until(policy))}.",),
        before=policy.said_before([key], lambda stood: longdate(until(stood))),
    )
