"""Which people hold two roles that are better kept apart. Pure: it is told who holds what, and what policy says.

A warning never blocks: a small service has few people, and one may have to stand in two places. It says why it matters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from config_per_tenant.schema.separation import ON_ADVICE, ValueOf
from hearth.access import Role

DECIDER = "decider"  # whichever role policy gives approvals to


@dataclass(frozen=True)
class Person:
    id: UUID
    name: str


@dataclass(frozen=True)
class Pair:
    """Two roles, and why one person should not hold both. DECIDER stands for whoever decides on approvals here."""

    one: str
    other: str
    because: str
    source: str = ""


@dataclass(frozen=True)
class HeldTogether:
    """The people who hold both of two roles today."""

    people: tuple[Person, ...]
    roles: tuple[str, str]
    because: str
    source: str = ""


PAIRS = (
    Pair(
        Role.TENANT_ADMINISTRATOR,
        Role.POLICY_APPROVER,
        "drafts policy and approves it. Nobody can approve a version that they had a hand in, so each of their changes"
        " needs a second approver.",
    ),
    Pair(DECIDER, Role.PANEL_ADVISER, "advises the panel and decides on what it recommends.", ON_ADVICE),
    Pair(DECIDER, Role.ASSESSING_SOCIAL_WORKER, "assesses applicants and decides on their approval.", ON_ADVICE),
    Pair(
        DECIDER,
        Role.SUPERVISING_SOCIAL_WORKER,
        "supports households and decides whether they stay approved.",
        ON_ADVICE,
    ),
    Pair(
        DECIDER,
        Role.NOMINATED_OFFICER,
        "approves connected persons temporarily, and decides afterwards on their full approval.",
        "SI 2010/959 r24; SI 2011/581 r27",
    ),
    Pair(
        DECIDER,
        Role.TEAM_MANAGER,
        "manages those who assess, and decides on what they wrote.",
        "NMS 23.12: the decision maker is a senior person",
    ),
    Pair(
        Role.PANEL_ADVISER,
        Role.ASSESSING_SOCIAL_WORKER,
        "advises the panel on the quality of reports, and writes some of them.",
        "SI 2011/581 r25: panel oversees the conduct of assessments",
    ),
    Pair(
        Role.REVIEWING_OFFICER,
        Role.SUPERVISING_SOCIAL_WORKER,
        "reviews approvals, and supports households that are reviewed.",
        "SI 2011/581 r28",
    ),
    Pair(
        Role.PLACEMENTS_OFFICER,
        Role.FINANCE_OFFICER,
        "arranges placements, and pays for the nights that were arranged.",
    ),
    Pair(Role.AUDITOR, Role.TENANT_ADMINISTRATOR, "changes how the service is set up, and audits it."),
)


def held_together(holders: Mapping[str, Iterable[Person]], value_of: ValueOf) -> list[HeldTogether]:
    """Each pair of roles that somebody holds at once. `holders` are the people of today by role code."""
    makers = value_of("decisions.makers")
    decider = makers.role_for("approval") if makers else None
    held = {role: {person.id: person for person in people} for role, people in holders.items()}
    found = []
    for pair in PAIRS:
        one = decider if pair.one == DECIDER else str(pair.one)
        other = str(pair.other)
        if one is None or one == other:
            continue
        both = [person for key, person in held.get(one, {}).items() if key in held.get(other, {})]
        if both:
            people = tuple(sorted(both, key=lambda person: person.name))
            found.append(HeldTogether(people, (one, other), pair.because, pair.source))
    return found


def nobody_to_approve(holders: Mapping[str, Iterable[Person]]) -> str:
    """Why a change of policy could not be approved by anybody; "" when somebody could."""
    drafting = {person.id for person in holders.get(Role.TENANT_ADMINISTRATOR, ())}
    approving = {person.id for person in holders.get(Role.POLICY_APPROVER, ())}
    if not approving:
        return "Nobody holds the role that approves policy, so that no change can come into force."
    if drafting == approving and len(approving) == 1:
        return "One person drafts policy and is the only one who could approve it, which nobody may do alone."
    return ""
