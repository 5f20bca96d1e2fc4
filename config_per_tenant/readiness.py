"""Whether a council's policy is fit to go live: what the law needs, what its documents left open, who may approve.

`readiness` is a pure function of a policy and of who holds which role. Areas above add what they know by
`@also_checked`: separation of duties, vacant posts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from config_per_tenant.national import NationalValue
from config_per_tenant.policy import Entry, Policy
from config_per_tenant.schema.decisions import DECISIONS
from config_per_tenant.schema.values.lists import DecisionMakers
from hearth.ui.words import lower_first, plural

_IMPORTANCE_THAT_BLOCKS = ("law",)


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `key` is the setting to open, if it is one; else `place` names the page (a URL's name)."""

    words: str
    key: str = ""
    why: str = ""
    place: str = ""


@dataclass(frozen=True)
class Check:
    """One line of the checklist. One that does not block only warns."""

    code: str
    title: str
    met: str  # said when there is no problem
    problems: tuple[Problem, ...]
    blocks: bool = True

    @property
    def is_met(self) -> bool:
        return not self.problems

    @property
    def stops(self) -> bool:
        return self.blocks and not self.is_met


@dataclass(frozen=True)
class People:
    """Who could carry a change of policy: accounts by the role they hold today."""

    administrators: frozenset[object]
    approvers: frozenset[object]

    @property
    def two_can_act(self) -> bool:
        """Whether somebody can draft and somebody else can approve."""
        return any(self.approvers - {administrator} for administrator in self.administrators)


@dataclass(frozen=True)
class Readiness:
    checks: tuple[Check, ...]

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(problem for check in self.checks if check.blocks for problem in check.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for check in self.checks if not check.blocks for problem in check.problems)

    @property
    def is_ready(self) -> bool:
        return not self.blocking

    @property
    def in_words(self) -> str:
        if self.is_ready:
            return "Ready to go live"
        return f"{plural(len(self.blocking), 'thing')} to settle before going live"


Also = Callable[[Policy, date], Iterable[Check]]
_also: dict[str, Also] = {}


def also_checked(check: Also) -> Also:
    """Register checks of an area that this one may not import. They are asked for each time, so few queries."""
    _also[f"{check.__module__}.{check.__qualname__}"] = check
    return check


def further_checks(policy: Policy, on: date) -> tuple[Check, ...]:
    """The checks that other areas registered, asked now: they may read the database."""
    return tuple(check for ask in _also.values() for check in ask(policy, on))


def readiness(policy: Policy, people: People, further: Iterable[Check] = ()) -> Readiness:
    """The checklist, what blocks first. Reads nothing but its arguments."""
    entries = policy.entries()
    return Readiness(
        (
            _stated(entries, blocks=True),
            _decided(policy),
            _unambiguous(entries, blocks=True),
            _own_amounts(entries),
            _two_people(people),
            _unambiguous(entries, blocks=False),
            _stated(entries, blocks=False),
            _national_values(entries),
            *further,
        )
    )


def fixed_by(entry: Entry) -> NationalValue | None:
    """The provision that leaves a council nothing to choose, if there is one."""
    return next((each for each in entry.provisions if each.kind == "exact"), None) if entry.is_compared else None


def is_open(entry: Entry) -> bool:
    """Whether the council could still state it: it has not, and law leaves it a choice."""
    return entry.is_default and not fixed_by(entry)


def _stated(entries: list[Entry], *, blocks: bool) -> Check:
    """What law or a standard asks a council to decide. Where a lawful figure applies meanwhile, nothing is missing."""
    needed = [entry for entry in entries if entry.setting.importance == "law" and not fixed_by(entry)]
    missing = tuple(
        Problem(
            f"{entry.setting.label}: not stated",
            entry.setting.key,
            f"Until it is, {_meanwhile(entry)} applies: {lower_first(entry.in_words())}."
            if entry.value is not None
            else "There is no default for it.",
        )
        for entry in needed
        if entry.is_default and _law_answers(entry) is not blocks
    )
    if blocks:
        met = "Where the council has not said, a lawful figure applies."
        return Check("law_stated", "What law leaves open is stated", met, missing)
    met = f"The council has its own figure for all {plural(len(needed), 'setting')} that law bounds."
    return Check(
        "law_applies", "Where the law's figure applies until the council gives its own", met, missing, blocks=False
    )


def _law_answers(entry: Entry) -> bool:
    """Whether the default is lawful by itself: a bound that could be compared with it holds it."""
    return bool(entry.provisions) and entry.value is not None and entry.is_compared


def _meanwhile(entry: Entry) -> str:
    return "a default within the law" if _law_answers(entry) else "the platform's default"


def _decided(policy: Policy) -> Check:
    makers = policy["decisions.makers"]
    open_questions: tuple[Problem, ...] = ()
    if isinstance(makers, DecisionMakers):
        open_questions = tuple(
            Problem(
                f"{DECISIONS[decision]}: “{title}” is printed, and no role stands for it",
                "decisions.makers",
                "Until a role is named, nobody here can take this decision.",
            )
            for decision, title in makers.unresolved.items()
        )
        open_questions += tuple(
            Problem(
                f"{label}: no role is named",
                "decisions.makers",
                "Until the council names one, whoever records the decision says who took it.",
            )
            for decision, label in DECISIONS.items()
            if decision not in makers.unresolved and makers.role_for(decision) is None
        )
    return Check(
        "deciders", "Every decision has somebody to take it", "Each printed decider is a role.", open_questions
    )


def _unambiguous(entries: list[Entry], *, blocks: bool) -> Check:
    found = tuple(
        Problem(entry.setting.label, entry.setting.key, entry.ambiguity)
        for entry in entries
        if entry.ambiguity and (entry.setting.importance in _IMPORTANCE_THAT_BLOCKS) == blocks
    )
    if blocks:
        title = "Open questions about what law needs are settled"
        return Check("ambiguous_law", title, "Nothing that law needs is in doubt.", found)
    title = "Other open questions in the council's documents"
    return Check("ambiguous", title, "Nothing else is in doubt.", found, blocks=False)


def _own_amounts(entries: list[Entry]) -> Check:
    found = tuple(
        Problem(
            f"{entry.setting.label}: example amounts",
            entry.setting.key,
            "No published document prints them. Carers would be paid by invented figures.",
        )
        for entry in entries
        if entry.has_examples
    )
    return Check("amounts", "Amounts are the council's own", "No example amount is left.", found)


def _two_people(people: People) -> Check:
    title, met = "Two people can carry a change", "One can draft and another can approve."
    found = []
    if not people.administrators:
        words = "Nobody holds the role Tenant administrator"
        found.append(Problem(words, why="Nobody could draft a change of policy.", place="identity:people"))
    if not people.approvers:
        words = "Nobody holds the role Policy approver"
        found.append(Problem(words, why="No change of policy could come into force.", place="identity:people"))
    if people.administrators and people.approvers and not people.two_can_act:
        words = "The only policy approver is the only administrator too"
        found.append(
            Problem(words, why="A change is approved by somebody who had no hand in it.", place="identity:people")
        )
    return Check("approver", title, met, tuple(found))


def _national_values(entries: list[Entry]) -> Check:
    found = tuple(
        Problem(entry.setting.label, entry.setting.key, provision.warning)
        for entry in entries
        for provision in entry.provisions
        if provision.warning
    )
    return Check("national", "National values are up to date", "Each national value is entered.", found, blocks=False)
