"""What a change of policy does to work under way: which version governs a clock, and by when its work is then due.

A rule that counts from an event asks for the setting's clock, never for its bare value:

    clock = clock_of(policy, "recruitment.reply_to_enquiry", known.on)
    due = clock.due(lambda target, since: target.due_within.after(since))

Each setting declares its transition (`schema/setting.py`): "new" keeps the version in whose time the clock started;
"open" takes the version in force; "grace" takes it too, but a change brings no date nearer than the days of grace after
it. Law is not asked: a bound in force on the day holds for every clock, unless the provision itself lets work that had
begun finish under the one before (`NationalValue.keeps_begun`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from config_per_tenant.schema.values.durations import Duration
from hearth.trace import SettingUse
from hearth.ui.words import longdate

if TYPE_CHECKING:
    from config_per_tenant.policy import Layer, Policy

Started = date | Callable[[Any], date | None]  # the day, or the day under a value that names its own starting event


@dataclass(frozen=True)
class Due:
    """The last day on which the work is not late. `steps` say in words what a change of policy did to it, if it did."""

    by: date
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clock:
    """One setting as it governs one clock. `started_on` is None while nothing has started it.

    `policy` is the council's policy as this clock sees it; `changes` are the later versions that state the setting, in
    order, each of which may re-time a clock whose transition is "grace".
    """

    key: str
    policy: Policy
    started_on: date | None
    base: Policy
    changes: tuple[Layer, ...] = ()
    kept_from: Layer | None = None  # the version in force that this clock does not follow
    taken_over: Layer | None = None  # the version whose event came before its day, while the one before still waited

    @property
    def value(self) -> Any:
        return self.policy[self.key]

    def use(self) -> SettingUse:
        """The value as it goes into a trace."""
        return self.policy.use(self.key)

    def due(self, reckon: Callable[[Any, date], date]) -> Due:
        """By when: `reckon` gives the day under one value of the setting, for a clock that started on a day.

        Raises ValueError while nothing has started the clock.
        """
        if self.started_on is None:
            raise ValueError(f"No clock of {self.key} has started")
        by = reckon(self.value, self.started_on)
        if self.kept_from is not None:
            return Due(by, (self._kept_in_words(self.kept_from),))
        if self.taken_over is not None:
            day = longdate(self.taken_over.effective_from)
            return Due(by, (f"{self.taken_over.label} took this over: its clock starts on its first day, {day}.",))
        grace = self.policy.entry(self.key).setting.transition.grace
        if not self.changes or grace is None:
            return Due(by)
        due = Due(reckon(self.base[self.key], self.started_on))
        for layer in self.changes:
            due = _graced(due.by, reckon(self.policy.until(layer)[self.key], self.started_on), layer, grace)
        return due

    def _kept_in_words(self, change: Layer) -> str:
        return (
            f"{change.label} changed this from {longdate(change.effective_from)}; the clock had started by then and"
            " keeps the rule of its day."
        )


def clock_of(policy: Policy, key: str, started: Started) -> Clock:
    """The clock of this setting for work that started on a day (or when its own starting event happened)."""
    if (begun := _start(started, policy[key])) is not None:
        policy = _by_the_law_of(policy, key, begun)
    # What stood before the first version that states it counts as well: the opening policy's value, or the default.
    stating = [*policy.layers[:1], *(layer for layer in policy.layers[1:] if key in layer.statements)]
    transition = policy.entry(key).setting.transition.kind
    if transition == "new" and len(stating) > 1:
        return _as_begun(policy, key, started, stating)
    day = _start(started, policy[key])
    later = [layer for layer in stating[1:] if day is not None and layer.effective_from > day]
    if transition != "grace" or not later:
        return Clock(key, policy, day, policy)
    return Clock(key, policy, day, policy.before(later[0]), tuple(later))


def _by_the_law_of(policy: Policy, key: str, begun: date) -> Policy:
    """The same versions under the law of the day on which the work began, where a later provision lets it finish so."""
    keeps = any(
        provision.keeps_begun and provision.effective_from > begun for provision in policy.entry(key).provisions
    )
    return policy.under_the_law_of(begun) if keeps else policy


def _as_begun(policy: Policy, key: str, started: Started, stating: list[Layer]) -> Clock:
    """The first version in whose own time its own clock started; the first of all for a clock from before them.

    What starts the clock may itself differ from version to version, so each is asked only about its own time: work that
    one began is not begun again by the event of another, and an event of the one means nothing in the time of the next.
    Work that was still waiting for the event of one when the next came, which counts from an event of before, starts on
    the day of the next: nothing falls between two versions.
    """
    for index, layer in enumerate(stating):
        seen = policy.until(layer)
        follower = stating[index + 1] if layer is not stating[-1] else None
        day = _start(started, seen[key])
        if day is None or (index and day < layer.effective_from) or (follower and day >= follower.effective_from):
            continue
        return Clock(key, seen, day, seen, kept_from=follower)
    current, day = stating[-1], _start(started, policy[key])
    waited = policy.before(current)[key] is not None
    if waited and day is not None and day < current.effective_from:
        return Clock(key, policy, current.effective_from, policy, taken_over=current)
    return Clock(key, policy, None, policy)


def _start(started: Started, value: Any) -> date | None:
    if not callable(started):
        return started
    return None if value is None else started(value)


def _graced(before: date, due: date, change: Layer, grace: Duration) -> Due:
    """A due day after a change of policy: no nearer than the days of grace, unless it was as near already.

    `before` is the due day under the policy that stood until the change. More time counts at once.
    """
    earliest = grace.after(change.effective_from)
    if due >= earliest:
        return Due(due)
    by = max(due, min(before, earliest))
    if by == due:
        return Due(by)
    opening = f"{change.label} changed this from {longdate(change.effective_from)}"
    if by != before:
        return Due(by, (f"{opening}: it brings no date nearer than {grace.in_words()} after that, so {longdate(by)}.",))
    if by < change.effective_from:
        return Due(by, (f"{opening}, when this was already late: it was due by {longdate(by)}, and keeps that day.",))
    return Due(by, (f"{opening}: until then it was due by {longdate(by)}, and it keeps that day.",))
