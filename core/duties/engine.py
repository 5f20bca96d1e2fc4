"""The pure heart: facts and policy in, findings with their traces out. No clock, no query, no write.

Due dates, badges, rehearsals of a draft policy and the explanation of an old decision are all this one function.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from core.duties.catalogue import DutyKind, duties_of, known
from core.duties.findings import Finding, SubjectFacts
from hearth.ui.words import longdate

NOT_ASKED_FOR = "Not asked for"


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


def with_before(findings: Iterable[Finding], facts: SubjectFacts, policy: Any, on: date) -> Iterator[Finding]:
    """The findings, each trace saying what day it would be under the version before the one that last changed its rule.

    A rule whose settings no version has changed since the opening is left as it is, and costs nothing.
    """
    kinds = known()
    found: dict[tuple[str, Any], dict[str, Finding]] = {}

    def due(finding: Finding, stood: Any) -> str:
        if (finding.kind, stood) not in found:
            were = evaluate(facts, stood, on, kinds=[kinds[finding.kind]])
            found[finding.kind, stood] = {was.key: was for was in were}
        was = found[finding.kind, stood].get(finding.key)
        return longdate(was.due_on) if was else NOT_ASKED_FOR

    for finding in findings:
        before = policy.said_before(
            (use.key for use in finding.trace.settings),
            partial(due, finding),
            now=longdate(finding.due_on),
            also=kinds[finding.kind].settings,
        )
        yield replace(finding, trace=replace(finding.trace, before=before)) if before else finding
