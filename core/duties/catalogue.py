"""The catalogue of duties, declared by each area in its `duties.py` and read by engine, pages, API and documentation.

@facts_of("household", part="supervision")
def supervision_facts(ids): ...           # {id: frozen dataclass}, a fixed number of queries however many ids

@duty("supervision.visit", subject="household", label="Supervision visit", settings=("supervision.visit_interval",))
def visit_due(facts, policy, on): ...     # pure; yields Finding; facts.supervision is None without facts
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.duties.findings import Finding, SubjectFacts

__all__ = ["Finding", "SubjectFacts", "duties_of", "duty", "facts_of", "known", "loaders_of", "subjects"]

Rule = Callable[[SubjectFacts, Any, date], Iterable[Finding]]
Loader = Callable[[Collection[UUID]], Mapping[UUID, Any]]

ALLOCATED = "allocated"


@dataclass(frozen=True)
class DutyKind:
    """One kind of duty. `settings` are the policy values its rule reads: a change of one of them moves its dates.

    `responsible` is "allocated" (whoever is allocated to the subject as `function`), a role code (whoever holds the
    post) or a responsibility of teams (the team, nobody in it by name). `seen_by` is the capability that shows it.
    `named_by` is the policy setting whose words take the place of {} in the label.
    """

    code: str
    subject: str
    label: str
    rule: Rule
    settings: tuple[str, ...]
    responsible: str
    function: str
    seen_by: str
    named_by: str = ""

    def called(self, policy: Any) -> str:
        """What the council calls it: the label with the council's own word in its place, where policy has one."""
        if not self.named_by:
            return self.label
        name = str(policy[self.named_by])
        return name if self.label == "{}" else self.label.format(name[:1].lower() + name[1:])


_kinds: dict[str, DutyKind] = {}
_loaders: dict[str, dict[str, Loader]] = {}


def duty(
    code: str,
    *,
    subject: str,
    label: str,
    settings: Iterable[str] = (),
    responsible: str = ALLOCATED,
    function: str = "supervising_social_worker",
    seen_by: str = "duties.view",
    named_by: str = "",
) -> Callable[[Rule], Rule]:
    """Declare a duty; the function below it is its rule. Raises ValueError for a code declared twice."""

    def declare(rule: Rule) -> Rule:
        if code in _kinds and _kinds[code].rule.__module__ != rule.__module__:
            raise ValueError(f"Duty {code} is declared in {_kinds[code].rule.__module__} and in {rule.__module__}")
        _kinds[code] = DutyKind(code, subject, label, rule, tuple(settings), responsible, function, seen_by, named_by)
        return rule

    return declare


def facts_of(subject: str, *, part: str) -> Callable[[Loader], Loader]:
    """Declare the bulk loader of one part of a subject's facts."""

    def declare(loader: Loader) -> Loader:
        _loaders.setdefault(subject, {})[part] = loader
        return loader

    return declare


def known() -> dict[str, DutyKind]:
    """Every kind of duty by its code, in order of code."""
    return dict(sorted(_kinds.items()))


def duties_of(subject: str) -> tuple[DutyKind, ...]:
    return tuple(kind for kind in known().values() if kind.subject == subject)


def loaders_of(subject: str) -> Mapping[str, Loader]:
    return _loaders.get(subject, {})


def subjects() -> tuple[str, ...]:
    """The kinds of subject that have duties, in a fixed order."""
    return tuple(sorted({kind.subject for kind in _kinds.values()}))


def reads_any_of(settings: Iterable[str]) -> bool:
    """Whether some duty depends on one of these policy settings."""
    changed = set(settings)
    return any(changed.intersection(kind.settings) for kind in _kinds.values())
