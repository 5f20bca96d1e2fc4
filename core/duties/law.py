"""The council's own duty when law tightens: to bring its policy within the new bound, by the day before it begins.

It is a duty of the policy itself, whose subject is the opening version: the one that every council has and that stays.
It goes when what is in force or scheduled for that day is within the bound. What law forces holds either way.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from config_per_tenant.law import Beyond, NationalChange, beyond_the_new, in_words, national_changes
from config_per_tenant.policy import Layer, Policy, policy_on
from config_per_tenant.versions.effects import on_versions_changed
from config_per_tenant.versions.models import PolicyVersion
from core.duties.catalogue import Finding, SubjectFacts, duty, facts_of
from core.duties.derive import refresh
from hearth.access import Role
from hearth.dates import today
from hearth.identity.models import RoleGrant
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate

SUBJECT = "policy_version"
WARN_DAYS = 90  # a change is drafted, talked over, approved by a second person and made known
LONGEST_KEY = 80


@dataclass(frozen=True)
class LawFacts:
    """The versions that stand, those of days to come too; and the council's administrator, where there is one only."""

    standing: tuple[Layer, ...]
    administrator: UUID | None


@facts_of(SUBJECT, part="law")
def standing_versions(ids: Collection[UUID]) -> Mapping[UUID, LawFacts]:
    opening = PolicyVersion.objects.filter(pk__in=ids, is_opening=True, approved_at__isnull=False).first()
    if opening is None:
        return {}
    administrators = RoleGrant.objects.held_on(today()).filter(role=Role.TENANT_ADMINISTRATOR, user__is_active=True)
    who = list(administrators.values_list("user_id", flat=True).distinct()[:2])
    return {opening.pk: LawFacts(policy_on(date.max).layers, who[0] if len(who) == 1 else None)}


@duty(
    "policy.within_law",
    subject=SUBJECT,
    label="Bring policy within a change of law",
    responsible=Role.TENANT_ADMINISTRATOR.value,
    seen_by="policy.comment",
)
def within_law(facts: SubjectFacts, policy: Policy, on: date) -> Iterable[Finding]:
    """One for each change of law that some stated value lies beyond; due the day before it begins."""
    known: LawFacts | None = facts.law
    if known is None:
        return
    for change in _to_follow(on):
        day = max(change.from_on, on)
        then = _policy_by(policy, known.standing, on, day)
        if lying := beyond_the_new(change, then, day):
            yield Finding(
                due_on=change.from_on - timedelta(days=1),
                key=f"{change.from_on.isoformat()} {change.national}"[:LONGEST_KEY],
                warn_days=WARN_DAYS,
                note=change.source[:80],
                worker_id=known.administrator,
                trace=_why(change, lying, then),
            )


def _to_follow(on: date) -> Iterator[NationalChange]:
    """The change of each national value that holds on a day, and those to come."""
    current: dict[str, NationalChange] = {}
    for change in national_changes(date.min):
        if change.from_on <= on:
            current[change.national] = change
        else:
            yield change
    yield from current.values()


def _policy_by(policy: Policy, standing: tuple[Layer, ...], on: date, day: date) -> Policy:
    """The policy at hand with what is scheduled to follow it until a day."""
    held = {layer.key for layer in policy.layers}
    coming = [layer for layer in standing if on < layer.effective_from <= day and layer.key not in held]
    if not coming and day == on:
        return policy
    layers = sorted((*policy.layers, *coming), key=lambda layer: layer.effective_from)
    return Policy(layers, day, of=("law", policy.stamp))


def _why(change: NationalChange, lying: tuple[Beyond, ...], policy: Policy) -> Trace:
    provision = in_words(change.becomes, policy)
    begins = longdate(change.from_on)
    return Trace(
        rule=f"{change.label}: {provision[:1].lower() + provision[1:]} from {begins}. The council brings its own policy"
        " within it by then; from that day the provision is applied whatever policy says.",
        facts=(Fact("Until then", in_words(change.was, policy)), Fact("From that day", provision)),
        settings=tuple(policy.use(each.setting.key) for each in lying),
        sources=(change.source,),
        steps=tuple(
            f"{each.setting.label}: {each.value} is stated. {' '.join(each.words)} It works as {each.becomes}."
            for each in lying
        ),
    )


@on_versions_changed
def follow_the_versions() -> None:
    """What is approved, moved or withdrawn today decides whether the council will be within the law on its day."""
    refresh(SUBJECT, PolicyVersion.objects.filter(is_opening=True).values_list("pk", flat=True))
