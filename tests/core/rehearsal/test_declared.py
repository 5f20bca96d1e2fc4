"""A rehearsal evaluates only the duties that declare a setting that changes: so each declares all that moves it."""

from __future__ import annotations

from typing import Any

import pytest

from config_per_tenant.policy import Entry, Policy, policy_on
from core.duties import catalogue
from core.duties.derive import facts_about
from core.duties.engine import evaluate
from core.duties.law import SUBJECT as POLICY
from hearth import subjects
from tests.core.rehearsal.conftest import TODAY

# What things are called, and who decides them: it stands in traces and moves no duty.
WORDS = {"placements.catalogue", "roles.labels", "review.name", "review.others_decided_by", "decisions.makers"}
# One function works out the next review and is asked by both duties, each of which keeps its own kind of review only.
FOR_THE_OTHER = {
    "review.first": {"review.interval", "review.later_to_panel"},
    "review.next": {"review.first_within", "review.first_to_panel"},
}


class Watched(Policy):
    """A policy that notes which settings it is asked for, apart from those that it asks itself for bounds."""

    def watch(self) -> Watched:
        self.asked: set[str] = set()
        self.asking = False
        return self

    def entry(self, key: str) -> Entry:
        if self.asking:
            return super().entry(key)
        self.asked.add(key)
        self.asking = True
        try:
            return super().entry(key)
        finally:
            self.asking = False


@pytest.mark.parametrize("code", [code for code, kind in catalogue.known().items() if kind.subject != POLICY])
def test_a_duty_declares_every_setting_that_its_rule_reads(service: Any, code: str) -> None:
    kind = catalogue.known()[code]
    policy = Watched(policy_on(TODAY).layers, TODAY).watch()
    keys = list(subjects.kind(kind.subject).model._default_manager.values_list("pk", flat=True))

    for facts in facts_about(kind.subject, keys).values():
        evaluate(facts, policy, TODAY, kinds=[kind])

    assert policy.asked - set(kind.settings) - FOR_THE_OTHER.get(code, set()) <= WORDS
