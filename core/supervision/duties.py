"""What must happen in supervising a household: visits, unannounced visits, and what was agreed at them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from config_per_tenant.transition import Due, clock_of
from core.duties.catalogue import Finding, SubjectFacts, duty, facts_of
from core.supervision import rules
from core.supervision.facts import SupervisionFacts, supervision_facts
from core.supervision.periods import approved_since
from hearth.trace import Fact, SettingUse, Trace
from hearth.ui.words import longdate

INTERVAL = "supervision.visit_interval"
VARIATIONS = "supervision.visit_variations"
UNANNOUNCED = "supervision.unannounced_visits"
WARNING = "supervision.visit_warning_days"

CLOCKS = {
    "last_visit": "Last visit",
    "approval": "Approved to foster",
    "allocation": "Supervising social worker allocated",
}

facts_of("household", part="supervision")(supervision_facts)


@duty(
    "supervision.visit",
    subject="household",
    label="Supervision visit",
    settings=(INTERVAL, VARIATIONS, WARNING),
    seen_by="supervision.view",
)
def visit_due(facts: SubjectFacts, policy: Any, on: date) -> Iterator[Finding]:
    """Each approved household is visited at policy's interval, from the last visit. SI 2011/581 r17; NMS 21."""
    known: SupervisionFacts | None = facts.supervision
    approved_on = approved_since(known.approved, on) if known else None
    if known is None or approved_on is None:
        return
    interval, uses, varied = _interval(known, policy, on)
    last_on = known.last_visit.made_on if known.last_visit else None
    due = rules.next_visit_due(approved_on, last_on, interval, allocated_on=known.allocated_on)
    re_timed = Due(due.by)
    if not varied:
        re_timed = clock_of(policy, INTERVAL, due.since).due(lambda value, since: value.most.after(since))
    record = known.last_visit.record if known.last_visit and due.clock == "last_visit" else ""
    steps = [f"{longdate(due.since)} and {interval.most.in_words()} is {longdate(due.by)}."]
    if due.expected_on != due.by:
        usual = interval.usual_or_most.in_words()
        steps.insert(0, f"Expected after {usual}, from {longdate(due.expected_on)}; late after the longest interval.")
    warn_days = max(policy[WARNING], (re_timed.by - due.expected_on).days)
    yield Finding(
        due_on=re_timed.by,
        starts_on=due.since,
        warn_days=warn_days,
        responsibility=_kind_of_work(known),
        trace=Trace(
            rule="A supervising social worker visits each approved household at the interval that the council sets. "
            "Each visit starts the clock again; before the first, it runs from approval or allocation.",
            facts=(Fact(CLOCKS[due.clock], longdate(due.since), record), *varied),
            settings=(*uses, policy.use(WARNING)),
            sources=("SI 2011/581 r17", "NMS 21"),
            steps=(*steps, *re_timed.steps),
        ),
    )


@duty(
    "supervision.unannounced",
    subject="household",
    label="Unannounced visit",
    settings=(UNANNOUNCED,),
    seen_by="supervision.view",
)
def unannounced_visit_due(facts: SubjectFacts, policy: Any, on: date) -> Iterator[Finding]:
    """Each household has at least one unannounced visit a year, counted in a rolling year. NMS 21.8."""
    known: SupervisionFacts | None = facts.supervision
    approved_on = approved_since(known.approved, on) if known else None
    if known is None or approved_on is None:
        return
    wanted = policy[UNANNOUNCED]
    made = tuple(visit for visit in known.unannounced if visit.made_on >= approved_on)
    due = rules.unannounced_visit_due(
        approved_on, [visit.made_on for visit in made], count=wanted.count, period=wanted.period
    )
    counted = made[: wanted.count]
    seen = tuple(Fact("Unannounced visit", longdate(visit.made_on), visit.record) for visit in counted)
    period = wanted.period.in_words()
    yield Finding(
        due_on=due.by,
        starts_on=due.since,
        warn_days=30,
        note="unannounced",
        responsibility=_kind_of_work(known),
        trace=Trace(
            rule="Every household is visited without notice at least as often as the council sets, and never less than "
            "once a year. The period rolls from visit to visit; it is not the calendar year.",
            facts=seen if len(counted) >= wanted.count else (*seen, Fact("Approved to foster", longdate(approved_on))),
            settings=(policy.use(UNANNOUNCED),),
            sources=(rules.UNANNOUNCED,),
            steps=(f"{longdate(due.since)} and {period} is {longdate(due.by)}.",),
        ),
    )


@duty("supervision.action", subject="household", label="Action from a visit", seen_by="supervision.view")
def action_due(facts: SubjectFacts, policy: Any, on: date) -> Iterator[Finding]:
    """What was agreed at a visit, with a day by which it is to be done."""
    known: SupervisionFacts | None = facts.supervision
    for action in known.actions if known else ():
        yield Finding(
            key=str(action.id),
            due_on=action.due_on,
            starts_on=action.agreed_on,
            note=action.what[:80],
            worker_id=action.owner_id,
            responsibility=_kind_of_work(known),
            trace=Trace(
                rule="What was agreed at a visit is done by the day that was agreed.",
                facts=(
                    Fact("Agreed", action.what, action.record),
                    Fact("At the visit on", longdate(action.agreed_on), action.record),
                    Fact("To be done by", longdate(action.due_on)),
                ),
                sources=("NMS 21",),
            ),
        )


def _interval(known: SupervisionFacts, policy: Any, on: date) -> tuple[Any, tuple[SettingUse, ...], tuple[Fact, ...]]:
    """The interval for this household: the council's usual one, or that of a variation agreed for it."""
    for agreed in known.arrangements:
        if agreed.from_on <= on and (agreed.until_on is None or on < agreed.until_on):
            for variation in policy[VARIATIONS] or ():
                if variation.when == agreed.reason and variation.interval is not None:
                    fact = Fact("Visits agreed to vary", f"{variation.words}, from {longdate(agreed.from_on)}")
                    return variation.interval, (policy.use(VARIATIONS), policy.use(INTERVAL)), (fact,)
    return policy[INTERVAL], (policy.use(INTERVAL),), ()


def _kind_of_work(known: SupervisionFacts | None) -> str:
    return "connected_supervision" if known and known.connected else "mainstream_supervision"
