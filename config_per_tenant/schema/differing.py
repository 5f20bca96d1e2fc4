"""The points on which the first councils' published documents differ, and where each is held: read from the list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class DifferingPoint:
    """One point: held by these settings, or as the council's own data in the place that `held_as` names."""

    number: int
    label: str
    settings: tuple[str, ...]
    held_as: str


@cache
def differing_points() -> tuple[DifferingPoint, ...]:
    written = files("config_per_tenant.schema").joinpath("differing.yaml").read_text(encoding="utf-8")
    return tuple(
        DifferingPoint(number, row["label"], tuple(row.get("settings", ())), row.get("held_as", ""))
        for number, row in sorted(yaml.safe_load(written).items())
    )
