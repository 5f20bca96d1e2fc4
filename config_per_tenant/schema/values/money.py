"""What a council pays: fee tiers with their conditions, weekly rates by the child's age. Money is whole pence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config_per_tenant.schema.facts import FACTS, OPERATORS
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
from config_per_tenant.schema.values.conditions import Condition, implies, never_true

PAID_PER = {"child": "child", "household": "household", "carer": "carer"}
STATUSES = {"active": "active", "planned": "planned", "under_review": "under review", "closed": "closed"}
ADULT_FROM_AGE = 18
CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_POUNDS = re.compile(r"^£?\s*(\d{1,3}(?:,?\d{3})*)(?:\.(\d{2}))?$")

__all__ = ["CODE", "FACTS", "OPERATORS", "PAID_PER", "STATUSES", "Band", "Condition", "RateTable", "Tier", "TierTable"]


@dataclass(frozen=True)
class Tier:
    """One step of a fee scheme. `weekly_pence` is None only when `maps_to` names the tier whose amount is paid."""

    code: str
    label: str
    weekly_pence: int | None
    per: str
    pays_when_empty: bool
    conditions: tuple[Condition, ...] = ()
    example: bool = False
    status: str = "active"
    maps_to: str | None = None

    def in_words(self, labels: Mapping[str, str] | None = None) -> str:
        """The tier as a sentence. `labels` names the tiers that another may be paid as, by their codes."""
        paid_as = (labels or {}).get(self.maps_to or "", self.maps_to)
        amount = f"as “{paid_as}”" if self.weekly_pence is None else f"{pounds(self.weekly_pence)} a week"
        parts = [f"{self.label}: {amount} for each {PAID_PER[self.per]}"]
        if self.conditions:
            parts.append("when " + " and ".join(condition.in_words() for condition in self.conditions))
        if self.pays_when_empty:
            parts.append("also while no child is placed")
        if self.status != "active":
            parts.append(STATUSES[self.status])
        if self.example:
            parts.append("example amount")
        return ", ".join(parts)

    def to_plain(self) -> dict[str, Any]:
        return without_nothing(
            {
                "code": self.code,
                "label": self.label,
                "weekly_pence": self.weekly_pence,
                "per": self.per,
                "pays_when_empty": self.pays_when_empty,
                "conditions": [condition.to_plain() for condition in self.conditions],
                "example": self.example,
                "status": self.status,
                "maps_to": self.maps_to,
            }
        )

    @classmethod
    def from_plain(cls, plain: Any) -> Tier:
        fields = Fields(
            plain,
            allowed=(
                "code",
                "label",
                "weekly_pence",
                "weekly",
                "per",
                "pays_when_empty",
                "conditions",
                "example",
                "status",
                "maps_to",
            ),
            what="A tier",
        )
        pence = fields.take("weekly_pence", whole(0, 1_000_000))
        if pence is None:
            pence = fields.take("weekly", pence_of)
        maps_to = fields.take("maps_to", code)
        if pence is None and maps_to is None and not fields.faults:
            fields.faults.append(Fault("Give the weekly amount, or the tier whose amount is paid.", "weekly_pence"))
        tier = cls(
            code=fields.take("code", code, needed=True),
            label=fields.take("label", text, needed=True),
            weekly_pence=pence,
            per=fields.take("per", one_of(PAID_PER, "one that we pay by"), needed=True),
            pays_when_empty=fields.take("pays_when_empty", yes_or_no, False),
            conditions=fields.take("conditions", items(Condition.from_plain), ()),
            example=fields.take("example", yes_or_no, False),
            status=fields.take("status", one_of(STATUSES, "status"), "active"),
            maps_to=maps_to,
        )
        fields.done()
        return tier


@dataclass(frozen=True)
class TierTable:
    """Fee tiers, lowest first. A household is on the last tier whose conditions all hold."""

    basis: str
    tiers: tuple[Tier, ...]

    def __post_init__(self) -> None:
        faults = [Fault(f"Two tiers have the code “{again}”.", "tiers") for again in twice(t.code for t in self.tiers)]
        faults += self._unreachable()
        if faults:
            raise Wrong(*faults)

    def tier(self, tier_code: str) -> Tier:
        """The tier with this code. Raises KeyError."""
        return {tier.code: tier for tier in self.tiers}[tier_code]

    @property
    def has_example_amounts(self) -> bool:
        return any(tier.example for tier in self.tiers)

    def in_words(self) -> str:
        if not self.tiers:
            return "No tiers"
        return "; ".join(tier.in_words() for tier in self.tiers)

    def to_plain(self) -> dict[str, Any]:
        return {"basis": self.basis, "tiers": [tier.to_plain() for tier in self.tiers]}

    @classmethod
    def from_plain(cls, plain: Any) -> TierTable:
        fields = Fields(plain, allowed=("basis", "tiers"), what="A tier table")
        basis = fields.take("basis", text, needed=True)
        tiers = fields.take("tiers", items(Tier.from_plain), needed=True)
        fields.done()
        return cls(basis, tiers)

    def _unreachable(self) -> list[Fault]:
        """Tiers that nobody can be on: their conditions contradict, or whoever meets them is on a later tier."""
        faults = []
        for index, tier in enumerate(self.tiers):
            path = f"tiers.{index}.conditions"
            if never_true(tier.conditions):
                faults.append(Fault(f"Nobody can reach “{tier.label}”: its conditions contradict each other.", path))
                continue
            for later in self.tiers[index + 1 :]:
                if later.status in ("active", tier.status) and implies(tier.conditions, later.conditions):
                    faults.append(
                        Fault(f"Nobody can reach “{tier.label}”: whoever meets it is on “{later.label}”.", path)
                    )
                    break
        return faults


@dataclass(frozen=True)
class Band:
    """Ages in whole years, both ends inside the band."""

    id: str
    label: str
    from_age: int
    to_age: int

    def to_plain(self) -> dict[str, Any]:
        return {"id": self.id, "label": self.label, "from_age": self.from_age, "to_age": self.to_age}

    @classmethod
    def from_plain(cls, plain: Any) -> Band:
        fields = Fields(plain, allowed=("id", "label", "from_age", "to_age"), what="An age band")
        band = cls(
            id=fields.take("id", code, needed=True),
            label=fields.take("label", text, needed=True),
            from_age=fields.take("from_age", whole(0, 25), needed=True),
            to_age=fields.take("to_age", whole(0, 25), needed=True),
        )
        fields.done()
        return band


@dataclass(frozen=True)
class RateTable:
    """Weekly pence by the child's age. Every age from birth to 17 has exactly one band."""

    bands: tuple[Band, ...]
    weekly_pence: FrozenMap[str, int]  # by band id
    example: bool = False

    def __post_init__(self) -> None:
        faults = []
        ids = [band.id for band in self.bands]
        faults += [Fault(f"Two bands have the id “{again}”.", "bands") for again in twice(ids)]
        for age in range(ADULT_FROM_AGE):
            holding = [band.label for band in self.bands if band.from_age <= age <= band.to_age]
            if not holding:
                faults.append(Fault(f"Age {age} is in no band.", "bands"))
            elif len(holding) > 1:
                faults.append(Fault(f"Age {age} is in two bands: {' and '.join(holding)}.", "bands"))
        given = list(self.weekly_pence)
        faults += [Fault("Give the weekly rate of this band.", f"weekly_pence.{i}") for i in ids if i not in given]
        faults += [Fault("This is no band of the table.", f"weekly_pence.{i}") for i in given if i not in ids]
        if faults:
            raise Wrong(*faults)

    def __getitem__(self, band_id: str) -> int:
        return self.weekly_pence[band_id]

    def band_of(self, age: int) -> Band | None:
        """The band of a child of this age in whole years; None when the table has none (18 and over)."""
        return next((band for band in self.bands if band.from_age <= age <= band.to_age), None)

    def pence_at(self, age: int) -> int | None:
        band = self.band_of(age)
        return None if band is None else self[band.id]

    def in_words(self) -> str:
        words = "; ".join(f"{band.label} {pounds(self[band.id])}" for band in self.bands)
        return f"{words} a week" + (" (example amounts)" if self.example else "")

    def to_plain(self) -> dict[str, Any]:
        return {
            "bands": [band.to_plain() for band in self.bands],
            "weekly_pence": {band.id: self[band.id] for band in self.bands},
            "example": self.example,
        }

    @classmethod
    def from_plain(cls, plain: Any) -> RateTable:
        fields = Fields(plain, allowed=("bands", "weekly_pence", "weekly", "example"), what="A rate table")
        bands = fields.take("bands", items(Band.from_plain), needed=True)
        rates = fields.take("weekly_pence", _by_band(whole(0, 1_000_000)))
        if rates is None:
            rates = fields.take("weekly", _by_band(pence_of))
        if rates is None and not fields.faults:
            fields.faults.append(Fault("Give the weekly rate of each band.", "weekly_pence"))
        example = fields.take("example", yes_or_no, False)
        fields.done()
        return cls(bands, rates or FrozenMap(), example)


@dataclass(frozen=True)
class RingFenced:
    """Parts of the allowance that are for one purpose only."""

    parts: tuple[RingFencedPart, ...]

    def in_words(self) -> str:
        return "; ".join(part.in_words() for part in self.parts) or "No part"

    def to_plain(self) -> list[dict[str, Any]]:
        return [part.to_plain() for part in self.parts]

    @classmethod
    def from_plain(cls, plain: Any) -> RingFenced:
        return cls(items(RingFencedPart.from_plain)(plain))


@dataclass(frozen=True)
class RingFencedPart:
    name: str
    purpose: str
    weekly_pence: int | None = None

    def in_words(self) -> str:
        amount = f", {pounds(self.weekly_pence)} a week" if self.weekly_pence is not None else ""
        return f"{self.name}: {self.purpose}{amount}"

    def to_plain(self) -> dict[str, Any]:
        return without_nothing({"name": self.name, "purpose": self.purpose, "weekly_pence": self.weekly_pence})

    @classmethod
    def from_plain(cls, plain: Any) -> RingFencedPart:
        fields = Fields(plain, allowed=("name", "purpose", "weekly_pence"), what="A ring-fenced part")
        part = cls(
            fields.take("name", text, needed=True),
            fields.take("purpose", text, needed=True),
            fields.take("weekly_pence", whole(0, 1_000_000)),
        )
        fields.done()
        return part


def pounds(pence: int) -> str:
    """£1,234.50; no pence when all are whole."""
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def pence_of(plain: Any) -> int:
    """Read "£150", "1,234.50" or a whole number of pounds. Raises Wrong."""
    written = _POUNDS.match(str(plain).strip()) if isinstance(plain, (str, int)) else None
    if written is None or isinstance(plain, bool):
        raise Wrong(f"Write an amount in pounds, such as “£150” or “£150.50”, not {describe(plain)}.")
    return int(written[1].replace(",", "")) * 100 + int(written[2] or 0)


def code(plain: Any) -> str:
    if not isinstance(plain, str) or not CODE.match(plain):
        raise Wrong(f"Use small letters, figures and underscores for a code, not {describe(plain)}.")
    return plain


def _by_band(read: Any) -> Any:
    def read_all(plain: Any) -> FrozenMap[str, int]:
        if not isinstance(plain, dict):
            raise Wrong(f"Give a rate for each band by its id, not {describe(plain)}.")
        rates: list[tuple[str, int]] = []
        faults: list[Fault] = []
        for band_id, amount in plain.items():
            try:
                rates.append((str(band_id), read(amount)))
            except Wrong as wrong:
                faults.extend(fault.under(str(band_id)) for fault in wrong.faults)
        if faults:
            raise Wrong(*faults)
        return FrozenMap(rates)

    return read_all
