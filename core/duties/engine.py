"""The pure heart: facts and policy in, findings with their traces out. No clock, no query, no write.

Due dates, badges, rehearsals of a draft policy and the explanation of an old decision are all this one function.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from core.duties.catalogue import DutyKind, duties_of
from core.duties.findings import Finding, SubjectFacts


def evaluate(
    facts: SubjectFacts, policy: Any, on: date, *, kinds: Iterable[DutyKind] | None = None
) -> tuple[Finding, ...]:
    """What must happen for one subject, under one policy, as seen on one day.

    In order of due day, then kind, then key. `kinds` narrows it to some duties (a rehearsal of one setting).
    Raises ValueError when a rule gives two findings with the same key: they could not be told apart.
    """
    found: dict[tuple[str, str], Finding] = {}
    for kind in duties_of(facts.subject_kind) if kinds is None else kinds:
        for finding in kind.rule(facts, policy, on):
            identity = (kind.code, finding.key)
            if identity in found:
                raise ValueError(f"{kind.code} found two duties with the key {finding.key!r}")
            found[identity] = replace(finding, kind=kind.code)
    return tuple(sorted(found.values(), key=lambda finding: (finding.due_on, finding.kind, finding.key)))
