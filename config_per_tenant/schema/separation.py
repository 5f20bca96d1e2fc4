"""Where one policy gives two duties to one role that are better kept apart. A warning never blocks; it says why.

Rules of who decides are data: `DECIDERS` below. Which people hold two such roles is for `core.staffing.separation`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config_per_tenant.schema.decisions import DECISIONS
from hearth.access.roles import Role

ValueOf = Callable[[str], Any]

MAKERS = "decisions.makers"
CHAIR = "panel.business_meeting_chair"
APPROVALS = ("approval", "change_of_terms", "end_of_approval")
TEMPORARY = ("temporary_approval", "extend_temporary_approval")
ON_ADVICE = "SI 2011/581 r25, r27: panel recommends, the decision maker decides"


@dataclass(frozen=True)
class SeparationWarning:
    """Two duties in one hand. `key` is the setting to change, `decision` the row of it where that is a decision."""

    key: str
    words: str
    source: str = ""
    decision: str = ""


@dataclass(frozen=True)
class Rule:
    """When one of these roles makes one of these decisions, `because` says what else that role does."""

    decisions: tuple[str, ...]
    roles: frozenset[Role]
    because: str
    source: str = ""


DECIDERS = (
    Rule(
        (*APPROVALS, *TEMPORARY),
        frozenset({Role.ASSESSING_SOCIAL_WORKER, Role.SUPERVISING_SOCIAL_WORKER}),
        "who writes the report that the decision rests on",
        ON_ADVICE,
    ),
    Rule(APPROVALS, frozenset({Role.PANEL_ADVISER}), "who advises the panel on the same case", ON_ADVICE),
    Rule(
        APPROVALS,
        frozenset({Role.TEAM_MANAGER, Role.SENIOR_PRACTITIONER}),
        "who answers for the assessment that is decided on",
        "NMS 23.12: the decision maker is a senior person",
    ),
    Rule(
        ("review_outside_panel",),
        frozenset({Role.REVIEWING_OFFICER, Role.SUPERVISING_SOCIAL_WORKER}),
        "who chairs the review or reports to it",
        "SI 2011/581 r28",
    ),
    Rule(
        ("exemption", "specialist_placement", "usual_limit"),
        frozenset({Role.PLACEMENTS_OFFICER, Role.SUPERVISING_SOCIAL_WORKER}),
        "who looks for the placement that is agreed",
    ),
    Rule(
        ("skip_reference", "proceed_to_assessment", "stop_at_stage_one"),
        frozenset({Role.ASSESSING_SOCIAL_WORKER}),
        "who makes the assessment in question",
    ),
    Rule(
        ("visit_variation", "complaint_first_stage"),
        frozenset({Role.SUPERVISING_SOCIAL_WORKER}),
        "whose own work with the household it concerns",
    ),
)


def warnings(value_of: ValueOf) -> list[SeparationWarning]:
    """Every pair of duties that this policy gives to one role. `value_of` is a policy, or `Policy.__getitem__`."""
    makers = value_of(MAKERS)
    if makers is None:
        return []
    labels = value_of("roles.labels")

    def named(role: str) -> str:
        given = labels.labels.get(role) if labels else None
        return f"the {given or str(Role(role).label).lower()}"

    return [
        *_who_chairs_decides(value_of(CHAIR), makers, named),
        *_who_decides_is_concerned(makers, named),
        *_temporarily_and_for_good(makers, named),
    ]


def arising(before: ValueOf, after: ValueOf) -> list[SeparationWarning]:
    """The warnings that a change of policy would bring: those of `after` that `before` did not give."""
    known = set(warnings(before))
    return [each for each in warnings(after) if each not in known]


def _who_chairs_decides(chair: Any, makers: Any, named: Callable[[str], str]) -> list[SeparationWarning]:
    decided = [DECISIONS[each].lower() for each in APPROVALS if chair and makers.role_for(each) == chair]
    if not decided:
        return []
    words = (
        f"{_upper(named(chair))} chairs the panel's business meeting, and decides on what panel recommends"
        f" ({', '.join(decided)}). Whoever decides on advice should not lead those who give it."
    )
    return [SeparationWarning(CHAIR, words, ON_ADVICE)]


def _who_decides_is_concerned(makers: Any, named: Callable[[str], str]) -> list[SeparationWarning]:
    return [
        SeparationWarning(
            MAKERS, f"“{DECISIONS[decision]}” is decided by {named(role)}, {rule.because}.", rule.source, decision
        )
        for rule in DECIDERS
        for decision in rule.decisions
        if (role := makers.role_for(decision)) in rule.roles
    ]


def _temporarily_and_for_good(makers: Any, named: Callable[[str], str]) -> list[SeparationWarning]:
    role = makers.role_for("temporary_approval")
    if role is None or role != makers.role_for("approval"):
        return []
    words = (
        f"{_upper(named(role))} approves a connected person temporarily and decides the full approval afterwards:"
        " the second decision looks at the decider's own first one."
    )
    return [SeparationWarning(MAKERS, words, "SI 2010/959 r24: a nominated officer approves", "temporary_approval")]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
