"""Ordered lists and maps: recruitment stages, placement types, role labels, who decides what, visit variations."""

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
    whole,
    without_nothing,
    yes_or_no,
)
from config_per_tenant.schema.values.durations import Duration, DurationRange
from config_per_tenant.schema.values.money import STATUSES, code

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
class PlacementType:
    """A kind of placement. Ages are in whole years, both ends inside. Not every kind is a placement by the council."""

    code: str
    name: str
    definition: str
    status: str = "active"
    age_min: int | None = None
    age_max: int | None = None
    max_duration: Duration | None = None
    constraints: str | None = None
    short_stay: bool = False
    council_placement: bool = True

    def takes_age(self, age: int) -> bool:
        return (self.age_min is None or age >= self.age_min) and (self.age_max is None or age <= self.age_max)

    def in_words(self) -> str:
        ages = (
            f"ages {self.age_min} to {self.age_max}"
            if self.age_min is not None and self.age_max is not None
            else f"from age {self.age_min}"
            if self.age_min is not None
            else f"up to age {self.age_max}"
            if self.age_max is not None
            else ""
        )
        parts = [
            STATUSES[self.status] if self.status != "active" else "",
            ages,
            f"at most {self.max_duration.in_words()}" if self.max_duration else "",
        ]
        extra = ", ".join(part for part in parts if part)
        return f"{self.name} ({extra})" if extra else self.name

    def to_plain(self) -> dict[str, Any]:
        return without_nothing(
            {
                "code": self.code,
                "name": self.name,
                "definition": self.definition,
                "status": self.status,
                "age_min": self.age_min,
                "age_max": self.age_max,
                "max_duration": self.max_duration.to_plain() if self.max_duration else None,
                "constraints": self.constraints,
                "short_stay": self.short_stay,
                "council_placement": self.council_placement,
            }
        )

    @classmethod
    def from_plain(cls, plain: Any) -> PlacementType:
        fields = Fields(plain, allowed=cls.__dataclass_fields__, what="A placement type")
        kind = cls(
            code=fields.take("code", code, needed=True),
            name=fields.take("name", text, needed=True),
            definition=fields.take("definition", text, needed=True),
            status=fields.take("status", one_of(STATUSES, "status"), "active"),
            age_min=fields.take("age_min", whole(0, 25)),
            age_max=fields.take("age_max", whole(0, 25)),
            max_duration=fields.take("max_duration", Duration.from_plain),
            constraints=fields.take("constraints", text),
            short_stay=fields.take("short_stay", yes_or_no, False),
            council_placement=fields.take("council_placement", yes_or_no, True),
        )
        if kind.age_min is not None and kind.age_max is not None and kind.age_min > kind.age_max:
            fields.faults.append(Fault("The youngest age is above the oldest.", "age_min"))
        fields.done()
        return kind


@dataclass(frozen=True)
class PlacementCatalogue:
    types: tuple[PlacementType, ...]

    def __post_init__(self) -> None:
        again = twice(kind.code for kind in self.types)
        if again:
            raise Wrong(*(Fault(f"Two placement types have the code “{each}”.") for each in again))

    def type(self, type_code: str) -> PlacementType:
        """The placement type with this code. Raises KeyError."""
        return {kind.code: kind for kind in self.types}[type_code]

    def offered(self) -> tuple[PlacementType, ...]:
        """What children may be placed in today: the council's own placements that are not planned or closed."""
        return tuple(t for t in self.types if t.council_placement and t.status in ("active", "under_review"))

    def in_words(self) -> str:
        return "; ".join(kind.in_words() for kind in self.types) or "No placement types"

    def to_plain(self) -> list[dict[str, Any]]:
        return [kind.to_plain() for kind in self.types]

    @classmethod
    def from_plain(cls, plain: Any) -> PlacementCatalogue:
        return cls(items(PlacementType.from_plain)(plain))


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
