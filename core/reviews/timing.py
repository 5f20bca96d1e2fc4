"""The next review of an approval under a council's policy, whatever the policy was when its clock started."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from config_per_tenant.transition import Clock, Due, clock_of
from core.reviews import rules
from hearth.trace import Fact, Trace
from hearth.ui.words import longdate

FIRST, INTERVAL = "review.first_within", "review.interval"
OTHERS_DECIDED_BY = "review.others_decided_by"
FIRST_TO_PANEL, LATER_TO_PANEL = "review.first_to_panel", "review.later_to_panel"


@dataclass(frozen=True)
class NextReview:
    """When it is due, and the clocks of policy that say so. `panel` is that of how often the panel hears one."""

    due: rules.ReviewDue
    length: Clock
    panel: Clock
    steps: tuple[str, ...]

    def advice_on_panel(self, went_to_panel: bool) -> str:
        """Words when a review was decided without the panel though policy would have it heard; empty otherwise."""
        return rules.advice_on_panel(self.due, went_to_panel, later_to_panel=self.panel.value)

    def why(self, policy: Any, approved_on: date, reviews: tuple[rules.Decided, ...]) -> Trace:
        """What its date, and whether the panel hears it, rest on."""
        name, due = policy["review.name"].lower(), self.due
        facts = [Fact("Approved", longdate(approved_on))]
        if reviews:
            facts.append(Fact("Last review decided", longdate(due.clock_started_on)))
            heard = [review.decided_on for review in reviews if review.went_to_panel]
            facts.append(Fact("Panel last heard one", longdate(max(heard)) if heard else "Never"))
        panel = "The panel hears it before it is decided." if due.must_go_to_panel else "It need not go to the panel."
        settings = [self.length.use(), policy.use(FIRST_TO_PANEL) if due.is_first else self.panel.use()]
        if not due.is_first and not due.must_go_to_panel:
            settings.append(policy.use(OTHERS_DECIDED_BY))
        counted = "of approval" if due.is_first else "of the last one"
        return Trace(
            rule=f"The {'first' if due.is_first else 'next'} {name} is decided within a set time {counted}. {panel}",
            facts=tuple(facts),
            settings=tuple(settings),
            sources=(rules.WITHIN, rules.FIRST_TO_PANEL) if due.is_first else (rules.WITHIN,),
            steps=(
                f"{longdate(due.clock_started_on)} and {self.length.value.in_words()} is {longdate(due.by)}.",
                *self.steps,
            ),
        )


def coming_review(policy: Any, approved_on: date, reviews: tuple[rules.Decided, ...]) -> NextReview:
    """`reviews` are those of this approval, in any order. Source: SI 2011/581 r28(2), r28(5); council policy."""
    last = max((review.decided_on for review in reviews), default=approved_on)
    heard = max((review.decided_on for review in reviews if review.went_to_panel), default=approved_on)
    length = clock_of(policy, INTERVAL if reviews else FIRST, last)
    panel = clock_of(policy, LATER_TO_PANEL, heard)
    re_timed: Due = length.due(lambda within, since: within.after(since))
    due = rules.next_review_due(
        approved_on,
        reviews,
        first_within=length.value,
        interval=length.value,
        first_to_panel=policy[FIRST_TO_PANEL],
        later_to_panel=panel.value,
    )
    return NextReview(replace(due, by=re_timed.by), length, panel, re_timed.steps)
