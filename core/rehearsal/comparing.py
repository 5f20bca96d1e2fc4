"""Two lists of findings put side by side. Pure: no Django, no clock, no query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.duties.findings import Finding

APPEARS, VANISHES, NEARER, LATER = "appears", "vanishes", "nearer", "later"
HANDED, DIFFERS = "handed", "differs"
OVERDUE, RELIEVED = "overdue", "relieved"

FIRST_WEEKS = timedelta(weeks=4)
Whose = tuple[UUID | None, UUID | None]  # worker and team
WhoseIs = Callable[[Finding], Whose | None]


@dataclass(frozen=True)
class Moved:
    """One duty of one subject that is not the same under both policies."""

    before: Finding | None
    after: Finding | None
    on: date
    by_before: Whose | None = None
    by_after: Whose | None = None

    @property
    def finding(self) -> Finding:
        """As it becomes; as it was, where it vanishes."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def change(self) -> str:
        if self.before is None:
            return APPEARS
        if self.after is None:
            return VANISHES
        if self.after.due_on == self.before.due_on:
            return DIFFERS if self.by_before == self.by_after else HANDED
        return NEARER if self.after.due_on < self.before.due_on else LATER

    @property
    def becomes_overdue(self) -> bool:
        return _late(self.after, self.on) and not _late(self.before, self.on)

    @property
    def stops_being_overdue(self) -> bool:
        return _late(self.before, self.on) and not _late(self.after, self.on)


def moved(
    before: Iterable[Finding],
    after: Iterable[Finding],
    on: date,
    *,
    whose: tuple[WhoseIs, WhoseIs] | None = None,
) -> Iterator[Moved]:
    """What appears, vanishes or changes between two evaluations of one subject on a day.

    A duty is the same when its day, its start, its warning, its note and whose work it is are; that its trace names
    another version of the policy makes no difference. `whose` tells the worker and team of a finding, before and after,
    where they may differ; otherwise nobody is asked, and both are None.
    """
    was_whose, is_whose = whose or (_nobody, _nobody)
    earlier = {(finding.kind, finding.key): finding for finding in before}
    for finding in after:
        was = earlier.pop((finding.kind, finding.key), None)
        by_before, by_after = was_whose(was) if was else None, is_whose(finding)
        if was is None or by_before != by_after or _told(was) != _told(finding):
            yield Moved(was, finding, on, by_before, by_after)
    for was in earlier.values():
        yield Moved(was, None, on, was_whose(was), None)


def counted(changes: Iterable[Moved], into: dict[str, dict[str, int]]) -> None:
    """Add to `into`, by kind of duty, how many there are of each change."""
    for change in changes:
        counts = Counter(into.get(change.finding.kind, {}))
        counts[change.change] += 1
        counts[OVERDUE] += change.becomes_overdue
        counts[RELIEVED] += change.stops_being_overdue
        into[change.finding.kind] = dict(+counts)


def due_soon(findings: Iterable[Finding], on: date) -> int:
    """How many fall due in the first weeks, from the day itself."""
    return sum(on <= finding.due_on < on + FIRST_WEEKS for finding in findings)


def total(counts: Mapping[str, Mapping[str, int]], change: str) -> int:
    """How many of one change, over all kinds of duty."""
    return sum(each.get(change, 0) for each in counts.values())


def _nobody(finding: Finding) -> Whose | None:
    return None


def _told(finding: Finding) -> tuple[object, ...]:
    return (
        finding.due_on,
        finding.starts_on,
        finding.warn_from,
        finding.note,
        finding.worker_id,
        finding.responsibility,
    )


def _late(finding: Finding | None, on: date) -> bool:
    return finding is not None and finding.due_on < on
