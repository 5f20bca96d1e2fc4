"""What to fill a demonstration tenant with, read from `config_per_tenant/demo/`."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

import config_per_tenant

FOLDER = Path(config_per_tenant.__file__).parent / "demo"
PACKS = FOLDER.parent / "councils"


@dataclass(frozen=True)
class PlannedTenant:
    slug: str
    type: str
    name: str


@dataclass(frozen=True)
class Place:
    town: str
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """One council's demonstration. Shares are weights; `late_percent` of the work is late today."""

    slug: str
    seed: int
    households: int
    kinds: dict[str, int]
    names: dict[str, int]
    places: tuple[Place, ...]
    skill_levels: dict[int, int]
    schemes: dict[str, int] = field(default_factory=dict)
    late_percent: int = 10
    enquiries_a_month: int = 10

    def scaled(self, percent: int) -> "Plan":
        """The same council, smaller for a test or larger for a measurement."""
        return replace(
            self,
            households=max(self.households * percent // 100, 1),
            enquiries_a_month=max(self.enquiries_a_month * percent // 100, 1),
        )


def region() -> tuple[list[PlannedTenant], str]:
    """The tenants of the demonstration, and the slug of the hub that its councils belong to."""
    plain = read(FOLDER / "region.yaml")
    return [PlannedTenant(**tenant) for tenant in plain["tenants"]], plain["hub"]


def plan_of(slug: str) -> Plan:
    """Raises FileNotFoundError for a council without a plan."""
    plain = read(FOLDER / f"{slug}.yaml")
    places = tuple(Place(place["town"], tuple(place["districts"])) for place in plain.pop("places"))
    return Plan(slug=slug, places=places, **plain)


def read(path: Path) -> dict[str, Any]:
    """One YAML file of the demonstration."""
    with path.open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))
