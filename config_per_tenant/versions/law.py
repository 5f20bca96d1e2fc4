"""Changes of law as one council meets them: what it states beyond them, and what it has said to them so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from config_per_tenant.law import Beyond, NationalChange, beyond_the_new, in_words, national_changes
from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.schema import Setting
from config_per_tenant.versions.models import LawChangeNoted
from hearth.dates import today


@dataclass(frozen=True)
class LawChange:
    """One change of law for the current council.

    `beyond` are the settings that its policy of the day (what is in force or scheduled by then) states beyond the new
    value: from that day they work as `becomes` says, whatever is stated. `noted` is what the council said last.
    """

    change: NationalChange
    was: str
    becomes: str
    beyond: tuple[Beyond, ...]
    noted: LawChangeNoted | None

    @property
    def national(self) -> str:
        return self.change.national

    @property
    def from_on(self) -> date:
        return self.change.from_on

    @property
    def label(self) -> str:
        return self.change.label

    @property
    def source(self) -> str:
        return self.change.source

    @property
    def force(self) -> str:
        """Code of what kind of provision it is: statute, nms or guidance."""
        return self.change.standing.force

    @property
    def settings(self) -> tuple[Setting, ...]:
        return self.change.settings

    @property
    def keeps_begun(self) -> bool:
        return self.change.keeps_begun

    def is_upcoming(self, on: date) -> bool:
        return self.from_on > on


def law_changes(after: date, *, policy_of: Callable[[date], Policy] = policy_on) -> list[LawChange]:
    """Each change of law from a day on, upcoming ones too, as it meets the council whose policy is asked for.

    A change that has begun is measured by the policy of today. One query, besides those of the policies.
    """
    changes = national_changes(after)
    noted = _said_to(changes)
    return [as_it_meets(change, policy_of, noted.get((change.national, change.fingerprint))) for change in changes]


def as_it_meets(
    change: NationalChange, policy_of: Callable[[date], Policy] = policy_on, noted: LawChangeNoted | None = None
) -> LawChange:
    """One change of law against the council's policy on its day, or today's when it has begun."""
    day = max(change.from_on, today())
    policy = policy_of(day)
    return LawChange(
        change,
        in_words(change.was, policy),
        in_words(change.becomes, policy),
        beyond_the_new(change, policy, day),
        noted,
    )


def _said_to(changes: Sequence[NationalChange]) -> dict[tuple[str, str], LawChangeNoted]:
    """By the value that was spoken of: an answer to one that has been replaced since answers no more."""
    days = {change.from_on for change in changes}
    rows = LawChangeNoted.objects.filter(from_on__in=days).select_related("draft").order_by("created_at", "id")
    return {(row.national, row.of_value): row for row in rows}
