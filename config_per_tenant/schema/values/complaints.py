"""Complaints: the stages that one goes through, the steps in each, who answers, and the clocks that run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from config_per_tenant.schema.decisions import role_codes, role_words
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.reading import (
    Fault,
    Fields,
    Wrong,
    items,
    one_of,
    text,
    twice,
    whole,
    without_nothing,
    yes_or_no,
)
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.schema.values.money import code

# What any council's stage is underneath its own name, in the order in which a complaint can reach it.
KINDS = {
    "local": "Answered by the service",
    "investigation": "Investigated by somebody independent",
    "review": "Heard by a review panel",
}
# The events of a complaint, by the kind of stage that brings them about.
HAPPENS_IN = {
    "complaint.received": "local",
    "complaint.acknowledged": "local",
    "complaint.answered": "local",
    "investigation.asked": "investigation",
    "investigation.reported": "investigation",
    "investigation.answered": "investigation",
    "review_panel.asked": "review",
    "review_panel.met": "review",
    "review_panel.answered": "review",
}
OUTSIDERS = {
    "complaints_manager": "the complaints manager",
    "independent_person": "an independent person",
    "adjudicating_officer": "an adjudicating officer",
    "independent_panel": "a panel of independent people",
}
_ORDER = list(KINDS)


def answerers() -> dict[str, str]:
    """Who may answer a step: the roles of the council's own staff, and those outside the service."""
    return {**{role: role_words(role).lower() for role in role_codes()}, **OUTSIDERS}


@dataclass(frozen=True)
class ComplaintStep:
    """One thing that is done. `by` is a code of `answerers()`; `by_title` the printed title when none of them fits.

    `within` runs from the event `starts`; both are None where no time is given.
    """

    name: str
    by: str | None = None
    by_title: str | None = None
    within: Duration | None = None
    starts: str | None = None
    optional: bool = False

    @property
    def is_unresolved(self) -> bool:
        """Whether a decider is printed for whom no role stands."""
        return self.by is None and self.by_title is not None

    def in_words(self) -> str:
        who = self.by_title or (answerers()[self.by] if self.by else "")
        clock = _clock_words(self.within, self.starts)
        parts = [f"by {who}" if who else "", clock, "not in every complaint" if self.optional else ""]
        told = ", ".join(part for part in parts if part)
        return f"{self.name} ({told})" if told else self.name

    def to_plain(self) -> dict[str, Any]:
        return without_nothing(
            {
                "name": self.name,
                "by": self.by,
                "by_title": self.by_title,
                "within": self.within.to_plain() if self.within else None,
                "starts": self.starts,
                "optional": self.optional or None,
            }
        )

    @classmethod
    def from_plain(cls, plain: Any) -> ComplaintStep:
        fields = Fields(plain, allowed=cls.__dataclass_fields__, what="A step")
        step = cls(
            name=fields.take("name", text, needed=True),
            by=fields.take("by", one_of(answerers(), "role or person who answers")),
            by_title=fields.take("by_title", text),
            within=fields.take("within", Duration.from_plain),
            starts=fields.take("starts", one_of(HAPPENS_IN, "event of a complaint")),
            optional=fields.take("optional", yes_or_no, False),
        )
        if step.by and step.by_title:
            fields.faults.append(Fault("Give a role, or a title as printed, not both.", "by_title"))
        fields.faults += _half_a_clock(fields, step.within, step.starts)
        fields.done()
        return step


@dataclass(frozen=True)
class ComplaintStage:
    """One stage under its local name. Its own clock runs around all its steps, beside whatever clocks these have.

    `ask_within` is how long a person has, after this stage is answered, to ask for the next one. `members` is how many
    hear it, where a panel does.
    """

    code: str
    name: str
    kind: str
    within: Duration | None = None
    starts: str | None = None
    ask_within: Duration | None = None
    members: int | None = None
    steps: tuple[ComplaintStep, ...] = ()

    def in_words(self) -> str:
        parts = [
            _clock_words(self.within, self.starts),
            f"{self.members} members" if self.members else "",
            *(step.in_words() for step in self.steps),
            f"the next stage can be asked for within {self.ask_within.in_words()}" if self.ask_within else "",
        ]
        told = "; ".join(part for part in parts if part)
        return f"{self.name}: {told}" if told else self.name

    def to_plain(self) -> dict[str, Any]:
        return without_nothing(
            {
                "code": self.code,
                "name": self.name,
                "kind": self.kind,
                "within": self.within.to_plain() if self.within else None,
                "starts": self.starts,
                "ask_within": self.ask_within.to_plain() if self.ask_within else None,
                "members": self.members,
                "steps": [step.to_plain() for step in self.steps],
            }
        )

    @classmethod
    def from_plain(cls, plain: Any) -> ComplaintStage:
        fields = Fields(plain, allowed=cls.__dataclass_fields__, what="A stage")
        stage = cls(
            code=fields.take("code", code, needed=True),
            name=fields.take("name", text, needed=True),
            kind=fields.take("kind", one_of(KINDS, "kind of stage"), needed=True),
            within=fields.take("within", Duration.from_plain),
            starts=fields.take("starts", one_of(HAPPENS_IN, "event of a complaint")),
            ask_within=fields.take("ask_within", Duration.from_plain),
            members=fields.take("members", whole(1, 12)),
            steps=fields.take("steps", items(ComplaintStep.from_plain), ()),
        )
        fields.faults += _half_a_clock(fields, stage.within, stage.starts)
        fields.done()
        return stage


@dataclass(frozen=True)
class ComplaintStages:
    """The stages in their order. Refused where they contradict each other or themselves."""

    stages: tuple[ComplaintStage, ...]

    def __post_init__(self) -> None:
        if faults := list(_contradictions(self.stages)):
            raise Wrong(*faults)

    def __iter__(self) -> Iterator[ComplaintStage]:
        return iter(self.stages)

    def __len__(self) -> int:
        return len(self.stages)

    def in_words(self) -> str:
        return ". ".join(f"Stage {number}, {stage.in_words()}" for number, stage in enumerate(self.stages, start=1))

    def to_plain(self) -> list[dict[str, Any]]:
        return [stage.to_plain() for stage in self.stages]

    @classmethod
    def from_plain(cls, plain: Any) -> ComplaintStages:
        return cls(items(ComplaintStage.from_plain)(plain))


def _contradictions(stages: tuple[ComplaintStage, ...]) -> Iterator[Fault]:
    if not stages:
        yield Fault("Give at least one stage.")
    for again in twice(stage.name.lower() for stage in stages):
        numbers = [number for number, stage in enumerate(stages) if stage.name.lower() == again]
        yield Fault(f"Two stages are called “{stages[numbers[0]].name}”.", f"{numbers[1]}.name")
    for again in twice(stage.code for stage in stages):
        yield Fault(f"Two stages have the code “{again}”.")
    held = {stage.kind for stage in stages}
    reached = 0
    for number, stage in enumerate(stages):
        place = _ORDER.index(stage.kind)
        if place < reached:
            words = f"“{stage.name}” comes after a stage that can only follow it: {KINDS[_ORDER[reached]].lower()}."
            yield Fault(words, f"{number}.kind")
        reached = max(reached, place)
        if stage.ask_within and number == len(stages) - 1:
            yield Fault("This is the last stage: there is no next one to ask for.", f"{number}.ask_within")
        yield from (fault.under(number) for fault in _faults_of(stage, held))


def _faults_of(stage: ComplaintStage, held: set[str]) -> Iterator[Fault]:
    clocks = [("starts", stage.starts), *((f"steps.{i}.starts", step.starts) for i, step in enumerate(stage.steps))]
    for path, event in clocks:
        if event is None:
            continue
        kind = HAPPENS_IN[event]
        if _ORDER.index(kind) > _ORDER.index(stage.kind):
            yield Fault(f"The clock starts at {EVENTS[event]}, which comes only in a later stage.", path)
        elif kind not in held:
            yield Fault(f"The clock starts at {EVENTS[event]}, and no stage here brings that about.", path)
    for index, step in enumerate(stage.steps):
        whole_stage = stage.within if step.starts == stage.starts else None
        if whole_stage and step.within and not step.within.never_longer_than(whole_stage):
            words = f"This step may take longer than its whole stage, which ends within {whole_stage.in_words()}."
            yield Fault(words, f"steps.{index}.within")
    for again in twice(step.name.lower() for step in stage.steps):
        index = [step.name.lower() for step in stage.steps].index(again)
        yield Fault(f"Two steps of this stage are called “{stage.steps[index].name}”.", f"steps.{index}.name")


def _half_a_clock(fields: Fields, within: Duration | None, starts: str | None) -> list[Fault]:
    if any(fault.path in ("within", "starts") for fault in fields.faults):
        return []  # one of them is there, and cannot be read
    if within and not starts:
        return [Fault("Give the event that starts this clock.", "starts")]
    if starts and not within:
        return [Fault("Give how long it runs, or no start.", "within")]
    return []


def _clock_words(within: Duration | None, starts: str | None) -> str:
    return f"within {within.in_words()} from {EVENTS[starts]}" if within and starts else ""
