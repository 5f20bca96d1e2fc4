"""Ordered lists and maps: recruitment stages, role labels, who decides what, visit variations."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from config_per_tenant.schema.decisions import DECISIONS, role_codes
from config_per_tenant.schema.events import NEUTRAL_STAGES
from config_per_tenant.schema.frozen import FrozenMap
from config_per_tenant.schema.reading import (
    Fault,
    Fields,
    Wrong,
    describe,
    items,
    one_of,
    text,
    twice,
    without_nothing,
    yes_or_no,
)
from config_per_tenant.schema.values.durations import DurationRange

# Whatever a council calls its steps, these cannot come in another order.
FIXED_ORDER = ("enquiry", "application", "panel", "decision", "agreement", "handover")

VARIATIONS = {
    "matched_long_term": "Long-term match",
    "level_of_support": "Level of support needed",
    "concerns": "Concerns about care",
    "new_carer": "New carer",
    "staying_put": "Staying put",
    "agreed_otherwise": "Agreed otherwise",
}


@dataclass(frozen=True)
class Stage:
    order: int
    name: str
    neutral: str | None
    optional: bool = False


@dataclass(frozen=True)
class StageList:
    """A council's steps in its own order and words; `neutral` maps a step to the stages that all councils share."""

    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        first: dict[str, int] = {}
        for stage in self.stages:
            if stage.neutral:
                first.setdefault(stage.neutral, stage.order)
        present = [neutral for neutral in FIXED_ORDER if neutral in first]
        faults = [
            Fault(
                f"“{NEUTRAL_STAGES[later]}” comes before “{NEUTRAL_STAGES[earlier]}”: it cannot, whatever the steps"
                " are called.",
                str(first[later] - 1),
            )
            for earlier, later in pairwise(present)
            if first[later] < first[earlier]
        ]
        faults += [
            Fault(f"Two steps are called “{again}”.") for again in twice(stage.name.lower() for stage in self.stages)
        ]
        if not self.stages:
            faults.append(Fault("Give at least one step."))
        if faults:
            raise Wrong(*faults)

    def neutral_order(self) -> tuple[str, ...]:
        """The neutral stages that this council has, in its order, each once."""
        return tuple(dict.fromkeys(stage.neutral for stage in self.stages if stage.neutral))

    def name_of(self, neutral: str) -> str:
        """The council's own word for a neutral stage; the neutral label when it has none."""
        return next((stage.name for stage in self.stages if stage.neutral == neutral), NEUTRAL_STAGES[neutral])

    def in_words(self) -> str:
        return ", then ".join(stage.name for stage in self.stages)

    def to_plain(self) -> list[dict[str, Any]]:
        return [
            without_nothing({"name": s.name, "neutral": s.neutral, "optional": True if s.optional else None})
            for s in self.stages
        ]

    @classmethod
    def from_plain(cls, plain: Any) -> StageList:
        read = items(_stage)(plain)
        return cls(tuple(Stage(order, *parts) for order, parts in enumerate(read, start=1)))


@dataclass(frozen=True)
class RoleLabels:
    """What this council calls each role; the codes are fixed."""

    labels: FrozenMap[str, str]

    def label(self, role_code: str) -> str:
        """The council's word, or the role's plain name when the council has none."""
        return self.labels.get(role_code) or role_code.replace("_", " ").capitalize()

    def in_words(self) -> str:
        return (
            "; ".join(f"{role_code.replace('_', ' ')}: {label}" for role_code, label in self.labels.items())
            or "No labels"
        )

    def to_plain(self) -> dict[str, str]:
        return dict(self.labels)

    @classmethod
    def from_plain(cls, plain: Any) -> RoleLabels:
        return cls(_pairs(plain, one_of(role_codes(), "role"), text))


@dataclass(frozen=True)
class DecisionMakers:
    """Which role makes which kind of decision. `unresolved` holds a printed decider who is no role that we can name."""

    makers: FrozenMap[str, str]
    unresolved: FrozenMap[str, str] = field(default_factory=FrozenMap)  # decision to the printed title

    def role_for(self, decision: str) -> str | None:
        """The code of the role that makes this kind of decision; None when the council has not said, or not clearly."""
        return self.makers.get(decision)

    def in_words(self) -> str:
        rows = [f"{DECISIONS[decision]}: {role.replace('_', ' ')}" for decision, role in self.makers.items()]
        rows += [f"{DECISIONS[decision]}: unresolved ({title})" for decision, title in self.unresolved.items()]
        return "; ".join(rows) or "No decisions"

    def to_plain(self) -> dict[str, Any]:
        return {**self.makers, **{decision: {"unresolved": title} for decision, title in self.unresolved.items()}}

    @classmethod
    def from_plain(cls, plain: Any) -> DecisionMakers:
        """Read a role code for each decision, or `{unresolved: printed title}`. Raises Wrong."""
        pairs = _pairs(plain, one_of(DECISIONS, "decision"), _decider)
        return cls(
            FrozenMap({decision: by for decision, (by, known) in pairs.items() if known}),
            FrozenMap({decision: by for decision, (by, known) in pairs.items() if not known}),
        )


@dataclass(frozen=True)
class VisitVariation:
    """When the visit interval may differ, and to what; `interval` is None when the council prints none."""

    when: str
    words: str
    interval: DurationRange | None = None

    def in_words(self) -> str:
        interval = f" ({self.interval.in_words()})" if self.interval else ""
        return f"{VARIATIONS[self.when]}: {self.words}{interval}"

    @classmethod
    def from_plain(cls, plain: Any) -> VisitVariation:
        fields = Fields(plain, allowed=("when", "words", "interval"), what="A variation")
        variation = cls(
            fields.take("when", one_of(VARIATIONS, "reason for a variation"), needed=True),
            fields.take("words", text, needed=True),
            fields.take("interval", DurationRange.from_plain),
        )
        fields.done()
        return variation


@dataclass(frozen=True)
class VisitVariations:
    variations: tuple[VisitVariation, ...]

    def __iter__(self) -> Any:
        return iter(self.variations)

    def in_words(self) -> str:
        return "; ".join(variation.in_words() for variation in self.variations) or "No variations"

    def to_plain(self) -> list[dict[str, Any]]:
        return [
            without_nothing(
                {"when": v.when, "words": v.words, "interval": v.interval.to_plain() if v.interval else None}
            )
            for v in self.variations
        ]

    @classmethod
    def from_plain(cls, plain: Any) -> VisitVariations:
        return cls(items(VisitVariation.from_plain)(plain))


def _stage(plain: Any) -> tuple[str, str | None, bool]:
    fields = Fields(plain, allowed=("name", "neutral", "optional"), what="A step")
    parts = (
        fields.take("name", text, needed=True),
        fields.take("neutral", one_of(NEUTRAL_STAGES, "stage that councils share")),
        fields.take("optional", yes_or_no, False),
    )
    fields.done()
    return parts


def _decider(plain: Any) -> tuple[str, bool]:
    """Who decides, and whether that is one of our roles."""
    if not isinstance(plain, dict):
        return one_of(role_codes(), "role")(plain), True
    fields = Fields(plain, allowed=("unresolved",), what="An unresolved decider")
    title = fields.take("unresolved", text, needed=True)
    fields.done()
    return title, False


def _pairs(plain: Any, read_code: Any, read_value: Any) -> FrozenMap[str, Any]:
    if not isinstance(plain, dict):
        raise Wrong(f"Give codes with their values, not {describe(plain)}.")
    pairs: list[tuple[str, Any]] = []
    faults: list[Fault] = []
    for each, value in plain.items():
        try:
            pairs.append((read_code(each), read_value(value)))
        except Wrong as wrong:
            faults.extend(fault.under(str(each)) for fault in wrong.faults)
    if faults:
        raise Wrong(*faults)
    return FrozenMap(pairs)
