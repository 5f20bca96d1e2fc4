"""What a rule is told and what it answers. Plain data: no Django, no clock, no query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hearth.trace import Trace


@dataclass(frozen=True)
class SubjectFacts:
    """All facts about one subject, by part: `facts.supervision` is what supervision's loader said, or None."""

    subject_kind: str
    subject_id: UUID
    parts: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, part: str) -> Any:
        if part.startswith("__"):
            raise AttributeError(part)
        return self.parts.get(part)

    def __getitem__(self, part: str) -> Any:
        return self.parts.get(part)


@dataclass(frozen=True)
class Finding:
    """One thing that must happen.

    `key` tells apart several duties of one kind on one subject ("" when there can be only one; otherwise the id of the
    record that it concerns). It is late from the day after `due_on`. `starts_on` is the day the clock started.
    `warn_days` before the due day it counts as due soon. `note` is a word or two for lists ("unannounced", "DBS").
    `worker_id` names whose it is when a fact says so (the worker of a planned visit); otherwise the allocation does.
    `responsibility` is the kind of work, for the team's list, when the facts decide it ("connected_supervision").
    """

    due_on: date
    trace: Trace
    key: str = ""
    starts_on: date | None = None
    warn_days: int = 7
    note: str = ""
    worker_id: UUID | None = None
    responsibility: str = ""
    kind: str = ""  # set by the engine: the code of the duty whose rule found this

    @property
    def warn_from(self) -> date:
        return self.due_on - timedelta(days=self.warn_days)
