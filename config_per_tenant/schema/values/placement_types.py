"""The kinds of placement that a council offers, each with the limits that its documents give it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
from config_per_tenant.schema.values.money import STATUSES, code

LEGAL_BASES = {
    "arrested": "young people under arrest",
    "charged": "young people who have been charged",
    "arrested_or_charged": "young people under arrest or charged",
    "remanded": "young people remanded by a court",
}
HELD_BY_POLICE = ("arrested", "charged", "arrested_or_charged")
POLICE_SOURCE = "Police and Criminal Evidence Act 1984 s37, s38(6)"
UNDER_ADULT = 17

NEEDS = {
    "placement_agreement": "a placement agreement",
    "agreement_for_each_child": "a written agreement for each child",
    "family_finding": "family finding",
    "match_at_panel": "a match at panel",
    "case_by_case": "agreement case by case",
    "extra_support": "support and training besides",
}
FOR_A_LASTING_HOME = ("family_finding", "match_at_panel")

STAYS = {
    "with_family": "with family or friends",
    "activities": "activities",
    "part_of_day": "part of a day",
    "overnight": "overnight",
    "weekend": "a weekend",
    "school_holiday": "a school holiday",
    "set_period": "another set time",
    "recurring": "again and again",
}


@dataclass(frozen=True)
class PlacementType:
    """A kind of placement. Ages are in whole years, both ends inside. Not every kind is a placement by the council.

    `counted_with` is the code of the kind under which a council counts this one; `run_by` another body that approves
    and supports its carers; `agreed_by` a body that agrees each placement.
    """

    code: str
    name: str
    definition: str
    status: str = "active"
    age_min: int | None = None
    age_max: int | None = None
    max_duration: Duration | None = None
    max_nights: int | None = None
    legal_basis: str | None = None
    needs: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    agreed_by: str | None = None
    run_by: str | None = None
    counted_with: str | None = None
    constraints: str | None = None
    short_stay: bool = False
    council_placement: bool = True

    def takes_age(self, age: int) -> bool:
        return (self.age_min is None or age >= self.age_min) and (self.age_max is None or age <= self.age_max)

    def in_words(self) -> str:
        extra = ", ".join(part for part in self._parts() if part)
        return f"{self.name} ({extra})" if extra else self.name

    def _parts(self) -> Iterator[str]:
        yield STATUSES[self.status] if self.status != "active" else ""
        yield self._ages()
        yield f"at most {self.max_duration.in_words()}" if self.max_duration else ""
        if self.max_nights:
            yield f"at most {self.max_nights} {'night' if self.max_nights == 1 else 'nights'}"
        yield f"for {LEGAL_BASES[self.legal_basis]}" if self.legal_basis else ""
        yield f"needs {', '.join(NEEDS[need] for need in self.needs)}" if self.needs else ""
        yield ", ".join(STAYS[stay] for stay in self.stays)
        yield f"agreed by {self.agreed_by}" if self.agreed_by else ""
        yield f"run by {self.run_by}" if self.run_by else ""

    def _ages(self) -> str:
        if self.age_min is not None and self.age_max is not None:
            return f"ages {self.age_min} to {self.age_max}"
        if self.age_min is not None:
            return f"from age {self.age_min}"
        return f"up to age {self.age_max}" if self.age_max is not None else ""

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
                "max_nights": self.max_nights,
                "legal_basis": self.legal_basis,
                "needs": list(self.needs) or None,
                "stays": list(self.stays) or None,
                "agreed_by": self.agreed_by,
                "run_by": self.run_by,
                "counted_with": self.counted_with,
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
            max_nights=fields.take("max_nights", whole(1, 365)),
            legal_basis=fields.take("legal_basis", one_of(LEGAL_BASES, "legal basis")),
            needs=fields.take("needs", items(one_of(NEEDS, "need")), ()),
            stays=fields.take("stays", items(one_of(STAYS, "kind of stay")), ()),
            agreed_by=fields.take("agreed_by", text),
            run_by=fields.take("run_by", text),
            counted_with=fields.take("counted_with", code),
            constraints=fields.take("constraints", text),
            short_stay=fields.take("short_stay", yes_or_no, False),
            council_placement=fields.take("council_placement", yes_or_no, True),
        )
        fields.faults.extend(_contradictions(kind))
        fields.done()
        return kind


def _contradictions(kind: PlacementType) -> Iterator[Fault]:
    if kind.age_min is not None and kind.age_max is not None and kind.age_min > kind.age_max:
        yield Fault("The youngest age is above the oldest.", "age_min")
    if kind.max_duration and kind.max_nights:
        yield Fault("Give the longest stay either in nights or as a length of time, not both.", "max_nights")
    if kind.legal_basis in HELD_BY_POLICE and (kind.age_max is None or kind.age_max > UNDER_ADULT):
        words = f"A place for somebody held by the police is for under 18s: give {UNDER_ADULT} as the oldest age."
        yield Fault(words, "age_max", POLICE_SOURCE)
    if kind.stays and not kind.short_stay:
        yield Fault("Only a short stay has kinds of stay. Say that it is one, or leave them out.", "stays")
    if kind.short_stay and any(need in FOR_A_LASTING_HOME for need in kind.needs):
        yield Fault("A short stay is neither matched at panel nor looked for by family finding.", "needs")
    for part in ("needs", "stays"):
        if again := twice(getattr(kind, part)):
            yield Fault(f"“{again[0]}” is chosen twice.", part)


@dataclass(frozen=True)
class PlacementCatalogue:
    types: tuple[PlacementType, ...]

    def __post_init__(self) -> None:
        again = twice(kind.code for kind in self.types)
        if again:
            raise Wrong(*(Fault(f"Two placement types have the code “{each}”.") for each in again))
        if faults := list(self._counted_wrongly()):
            raise Wrong(*faults)

    def _counted_wrongly(self) -> Iterator[Fault]:
        known = {kind.code: kind for kind in self.types}
        for index, kind in enumerate(self.types):
            under = kind.counted_with
            if under is None:
                continue
            if under not in known:
                yield Fault(f"No placement type has the code “{under}”.", f"{index}.counted_with")
            elif under == kind.code or known[under].counted_with:
                words = f"“{kind.name}” cannot be counted with “{known[under].name}”: that is not counted by itself."
                yield Fault(words, f"{index}.counted_with")

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
