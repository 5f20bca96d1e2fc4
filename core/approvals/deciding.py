"""Who took a decision: the person named, and whether the council gives that decision to a role they hold."""

from dataclasses import dataclass
from datetime import date

from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.schema.decisions import DECISIONS
from hearth.access import Actor, Role
from hearth.dates import today
from hearth.errors import RuleBroken
from hearth.identity.models import RoleGrant, User
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate, upper_first

MAKERS = "decisions.makers"
WHO_DECIDES = "Policy: who takes which decision"


@dataclass(frozen=True)
class Decided:
    """A decision's maker. `user` is None for somebody without an account here, such as a predecessor."""

    name: str
    user: User | None


def decided(decision: str, *, by_user: User | None, by_name: str, on: date, recorded_by: Actor) -> Decided:
    """Say who took a decision, or refuse: RuleBroken when nobody is named, or when policy gives it to another role.

    The role is held on the day of the decision or today: accounts were opened after older decisions were taken. A name
    without an account is taken for decisions older than the accounts, from history that is brought in; for others the
    person is chosen, so that the role can be checked.
    """
    role = policy_on(on)[MAKERS].role_for(decision)
    if by_user is None:
        if not by_name.strip():
            raise RuleBroken("approvals.no_decision_maker", "Select who took the decision", field="decided_by")
        if role and not recorded_by.is_system and _held_by_somebody(role, on):
            raise RuleBroken(
                "approvals.choose_decision_maker",
                f"Select who took the decision: {role_name(role, on)} does",
                field="decided_by",
                source=WHO_DECIDES,
                why=_why(decision, on, Fact("Named", by_name.strip())),
            )
        return Decided(by_name.strip(), None)
    if role and not holds(by_user, role, on):
        raise RuleBroken(
            "approvals.not_the_decision_maker",
            f"{by_user.name} is not {role_name(role, on)}, who takes this decision here",
            field="decided_by",
            source=WHO_DECIDES,
            why=_why(decision, on, Fact("Named", by_user.name)),
        )
    return Decided(by_user.name, by_user)


def _why(decision: str, on: date, *facts: Fact) -> Trace:
    policy = policy_on(on)
    return Trace(
        rule=f"{DECISIONS[decision]}: the role that policy gives this decision to takes it.",
        facts=(Fact("Date of the decision", longdate(on)), *facts),
        settings=(policy.use(MAKERS),),
        steps=(f"On that day it is for {role_name(policy[MAKERS].role_for(decision), on)}.",),
        before=policy.said_before([MAKERS], lambda stood: _maker_in_words(stood, decision)),
    )


def _maker_in_words(policy: Policy, decision: str) -> str:
    role = policy[MAKERS].role_for(decision)
    return upper_first(_label(policy, role)) if role else "No role was named"


def holds(user: User, role: str, on: date) -> bool:
    """Whether a person held a role on a day, or holds it today."""
    grants = RoleGrant.objects.filter(user=user, role=role)
    return (grants.held_on(on) | grants.held_on(today())).exists()


def makers_of(decision: str, on: date) -> list[User]:
    """The people who may have taken a decision on a day, by name: all staff when policy names no role."""
    role = policy_on(on)[MAKERS].role_for(decision)
    if not role:
        return list(User.objects.open())
    grants = RoleGrant.objects.filter(role=role)
    held = grants.held_on(on) | grants.held_on(today())
    return list(User.objects.filter(pk__in=held.values("user_id")))


def role_name(role: str, on: date) -> str:
    """The council's own word for a role, with its article: "the Agency Decision Maker"."""
    return _label(policy_on(on), role)


def _label(policy: Policy, role: str) -> str:
    return f"the {policy['roles.labels'].label(role) or Role(role).label}"


def _held_by_somebody(role: str, on: date) -> bool:
    return RoleGrant.objects.filter(role=role).held_on(on).exists()
