"""What a household is due for one week, worked out night by night and said line by line. No Django, no clock, no query.

A night is paid for the day on which it begins: the day a child arrives is paid, the day the child leaves is not. Each
night is reckoned with the policy in force on that day and the child's age on that day, then equal nights are gathered
into one line; a line is weekly pence x nights / 7, rounded half up to a whole penny once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from core.payments.week import NIGHTS_IN_WEEK, HouseholdFacts, Line, PolicyView, Preview, Stay, Week
from hearth.dates import age_on, whole_months_between
from hearth.trace import Fact, SettingUse, Trace
from hearth.ui.words import longdate, money

NMS_PAYMENT = "NMS 28.1"
# What a week is reckoned by.
SCHEME_SETTINGS = (
    "fees.scheme_basis",
    "fees.tiers",
    "fees.specialist_schemes",
    "fees.connected_persons_paid",
    "fees.pay_when_no_child_placed",
    "allowances.table",
    "allowances.region",
)


def nightly_share(weekly_pence: int, nights: int) -> int:
    """`nights` sevenths of a weekly amount, in whole pence, half a penny rounded up."""
    return int(Fraction(weekly_pence * nights, NIGHTS_IN_WEEK) + Fraction(1, 2))


def preview_week(facts: HouseholdFacts, week: Week, policy_for: Callable[[date], PolicyView]) -> Preview:
    """Reckon one household's week.

    `policy_for` gives the council's policy on a day; it is asked for each day of the week, so that a rate that changes
    on Wednesday changes the pay from Wednesday.
    """
    nights: dict[tuple[Any, ...], list[_Night]] = {}
    unpaid: dict[str, Trace] = {}
    for day in week.days:
        if facts.approval_on(day) is None:
            _not_approved(facts, day, unpaid)
            continue
        policy = policy_for(day)
        for night in (*_allowances(facts, day, policy, unpaid), *_fees(facts, day, policy, unpaid)):
            nights.setdefault(night.alike, []).append(night)
    lines = tuple(_line(gathered) for gathered in nights.values())
    order = {"allowance": 0, "fee": 1, "scheme_fee": 2}
    return Preview(week, tuple(sorted(lines, key=lambda line: (line.whom, order[line.kind]))), tuple(unpaid.values()))


def known_facts(facts: HouseholdFacts, day: date, child_age: int | None) -> Mapping[str, int | bool | str | None]:
    """The answers to what a tier's conditions may ask about this household on a day. None is "not known"."""
    standing, approval, carers = facts.standing_on(day), facts.approval_on(day), facts.carers_on(day)
    since = facts.approved_since(day)
    trained = bool(carers) and all(one.tsd_completed_on and one.tsd_completed_on <= day for one in carers)
    return {
        "skill_level": standing.skill_level if standing else None,
        "scheme": standing.scheme if standing else None,
        "years_approved": whole_months_between(since, day) // 12 if since else None,
        "tsd_completed": trained,
        # The training standards are the core training that is recorded so far; courses come with a later release.
        "core_training_completed": trained,
        "training_events": None,  # not recorded yet: a tier that asks for it is not met, and the trace says why
        "approval_kind": approval.kind if approval else None,
        "child_age": child_age,
        "children_placed": sum(stay.covers(day) for stay in facts.stays),
    }


@dataclass(frozen=True)
class _Night:
    kind: str
    what: str
    whom: str
    day: date
    weekly_pence: int
    example: bool
    why: Callable[[], Trace]  # asked for the first of equal nights alone

    @property
    def alike(self) -> tuple[Any, ...]:
        return (self.kind, self.what, self.whom, self.weekly_pence)


def _allowances(facts: HouseholdFacts, day: date, policy: PolicyView, unpaid: dict[str, Trace]) -> Iterator[_Night]:
    table = policy["allowances.table"]
    for stay in facts.stays:
        if not stay.covers(day):
            continue
        age = age_on(stay.born_on, day)
        band = table.band_of(age)
        if band is None:
            unpaid[f"allowance:{stay.reference}"] = Trace(
                rule=f"No weekly allowance: the table has no rate at {age}",
                facts=(_fact_of_age(stay, age),),
                settings=(policy.use("allowances.table"),),
                sources=(NMS_PAYMENT,),
            )
            continue
        yield _Night(
            kind="allowance",
            what=f"Allowance, {band.label.lower()}",
            whom=stay.child,
            day=day,
            weekly_pence=table[band.id],
            example=table.example,
            why=partial(_why_allowance, stay, age, policy),
        )


def _why_allowance(stay: Stay, age: int, policy: PolicyView) -> Trace:
    return Trace(
        rule="The weekly allowance follows the age of the child, for each night the child lives with the household",
        facts=(_fact_of_age(stay, age), Fact("Living here from", longdate(stay.from_on), stay.reference)),
        settings=(policy.use("allowances.table"), policy.use("allowances.region")),
        sources=(NMS_PAYMENT,),
    )


def _fees(facts: HouseholdFacts, day: date, policy: PolicyView, unpaid: dict[str, Trace]) -> Iterator[_Night]:
    if _is_connected(facts, day) and policy["fees.connected_persons_paid"] is False:
        unpaid["fee"] = Trace(
            rule="No fee: this council does not pay a fee to connected persons",
            settings=(policy.use("fees.connected_persons_paid"),),
            sources=("NMS 28.7",),
        )
        return
    standing = facts.standing_on(day)
    if standing and standing.scheme:
        found = _tier_on(policy["fees.specialist_schemes"], known_facts(facts, day, None), ("active", "under_review"))
        if found is not None:
            yield from _fee_nights(facts, day, policy, found, "scheme_fee", "fees.specialist_schemes", unpaid)
            return
    for tier, stays in _tiers_of_the_day(facts, day, policy):
        if tier is not None:
            yield from _fee_nights(facts, day, policy, tier, "fee", "fees.tiers", unpaid, stays)
            continue
        whom = " and ".join(stay.child for stay in stays) if stays else "the household"
        unpaid[f"fee:{whom}"] = Trace(
            rule=f"No fee: {whom} meets the conditions of no tier",
            facts=_facts_of_standing(facts, day),
            settings=(policy.use("fees.tiers"),),
            steps=_not_known(policy["fees.tiers"], known_facts(facts, day, None)),
        )


def _tiers_of_the_day(
    facts: HouseholdFacts, day: date, policy: PolicyView
) -> Iterator[tuple[Any, tuple[Stay, ...] | None]]:
    """The tier of each child where tiers look at the child; else the household's own. None: no tier is met."""
    table = policy["fees.tiers"]
    if table is None:
        return
    here = tuple(stay for stay in facts.stays if stay.covers(day))
    by_child = any(condition.fact == "child_age" for tier in table.tiers for condition in tier.conditions)
    if by_child:
        for stay in here:
            tier = _tier_on(table, known_facts(facts, day, age_on(stay.born_on, day)), ("active",))
            yield tier, (stay,)
        return
    yield _tier_on(table, known_facts(facts, day, None), ("active",)), None


def _tier_on(table: Any, known: Mapping[str, Any], statuses: tuple[str, ...]) -> Any:
    """The last tier whose conditions all hold; None when there is none, or no table."""
    if table is None:
        return None
    met = [
        tier
        for tier in table.tiers
        if tier.status in statuses and all(condition.holds(known[condition.fact]) for condition in tier.conditions)
    ]
    return met[-1] if met else None


def _fee_nights(
    facts: HouseholdFacts,
    day: date,
    policy: PolicyView,
    tier: Any,
    kind: str,
    key: str,
    unpaid: dict[str, Trace],
    stays: tuple[Stay, ...] | None = None,
) -> Iterator[_Night]:
    weekly, settings, example = tier.weekly_pence, [policy.use(key)], tier.example
    if weekly is None:  # the scheme pays what an ordinary tier pays
        mapped = policy["fees.tiers"].tier(tier.maps_to)
        weekly, example = mapped.weekly_pence, mapped.example
        settings.append(policy.use("fees.tiers"))
    here = stays if stays is not None else tuple(stay for stay in facts.stays if stay.covers(day))
    if not here and not tier.pays_when_empty:
        unpaid["fee"] = Trace(
            rule=f"No fee on days when no child is placed ({tier.label})",
            facts=_facts_of_standing(facts, day),
            settings=(policy.use(key), policy.use("fees.pay_when_no_child_placed")),
        )
        return
    if tier.per == "child":
        payees = [stay.child for stay in here]
    elif tier.per == "carer":
        payees = [f"{facts.household}, carer {number}" for number, _ in enumerate(facts.carers_on(day), start=1)]
    else:
        payees = [facts.household]
    for whom in payees:
        yield _Night(
            kind=kind,
            what=f"Fee, {tier.label}",
            whom=whom,
            day=day,
            weekly_pence=weekly,
            example=example,
            why=partial(_why_fee, facts, day, tier, tuple(settings)),
        )


def _why_fee(facts: HouseholdFacts, day: date, tier: Any, settings: tuple[SettingUse, ...]) -> Trace:
    return Trace(
        rule=_fee_rule(tier),
        facts=_facts_of_standing(facts, day),
        settings=settings,
        sources=("NMS 28.7",) if _is_connected(facts, day) else (),
    )


def _fee_rule(tier: Any) -> str:
    reason = " and ".join(condition.in_words() for condition in tier.conditions)
    because = f", because {reason}" if reason else ""
    when = "every night" if tier.pays_when_empty else "nights with a child placed"
    return f"The fee of “{tier.label}” is paid for each {tier.per}, {when}{because}"


def _line(nights: list[_Night]) -> Line:
    first = nights[0]
    why = first.why()
    count = len(nights)
    amount = nightly_share(first.weekly_pence, count)
    step = f"{money(first.weekly_pence)} a week x {count} of {NIGHTS_IN_WEEK} nights = {money(amount)}"
    span = longdate(first.day) if count == 1 else f"{longdate(first.day)} to {longdate(nights[-1].day)}"
    return Line(
        kind=first.kind,
        what=first.what,
        whom=first.whom,
        nights=count,
        weekly_pence=first.weekly_pence,
        amount_pence=amount,
        example=first.example,
        trace=replace(why, facts=(*why.facts, Fact("Nights", span)), steps=(step,)),
    )


def _facts_of_standing(facts: HouseholdFacts, day: date) -> tuple[Fact, ...]:
    standing = facts.standing_on(day)
    since = facts.approved_since(day)
    told = [Fact("Approved since", longdate(since), facts.reference)] if since else []
    if standing and standing.skill_level is not None:
        told.append(Fact("Skill level", f"{standing.skill_level}, from {longdate(standing.from_on)}", facts.reference))
    if standing and standing.scheme:
        told.append(Fact("Specialist scheme", f"{standing.scheme}, from {longdate(standing.from_on)}", facts.reference))
    known = known_facts(facts, day, None)
    told.append(Fact("Whole years approved", str(known["years_approved"])))
    told.append(Fact("Training standards completed", "yes" if known["tsd_completed"] else "no"))
    return tuple(told)


def _not_approved(facts: HouseholdFacts, day: date, unpaid: dict[str, Trace]) -> None:
    """Say that a night with a child is not paid because nobody was approved: the child may not be there at all."""
    here = [stay for stay in facts.stays if stay.covers(day)]
    if here:
        unpaid[f"approval:{day.isoformat()}"] = Trace(
            rule=f"Nothing is paid for the night of {longdate(day)}: the household was not approved to foster",
            facts=tuple(Fact("Living here", stay.child, stay.reference) for stay in here),
            sources=("SI 2010/959 r22",),
        )


def _not_known(table: Any, known: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that the tiers ask for and that nobody has recorded."""
    asked = {condition.fact for tier in (table.tiers if table else ()) for condition in tier.conditions}
    missing = sorted(fact.replace("_", " ") for fact in asked if known.get(fact) is None and fact != "child_age")
    return (f"Not known: {', '.join(missing)}.",) if missing else ()


def _is_connected(facts: HouseholdFacts, day: date) -> bool:
    approval = facts.approval_on(day)
    return approval is not None and approval.kind == "connected_person"


def _fact_of_age(stay: Stay, age: int) -> Fact:
    return Fact(f"Age of {stay.child}", f"{age}", stay.reference)
