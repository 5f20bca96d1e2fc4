"""The next review of an approval under a council's policy, whatever the policy was when its clock started."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from config_per_tenant.transition import Clock, Due, clock_of
from core.reviews import rules

FIRST, INTERVAL = "review.first_within", "review.interval"
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
