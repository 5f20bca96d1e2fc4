"""The value types of settings, in one place to import from.

Each is frozen and has `in_words()`, `to_plain()` and `from_plain()`. Text, yes or no, whole numbers and choices are
plain Python `str`, `bool`, `int` and `str` (the code chosen).
"""

from config_per_tenant.schema.events import EVENTS, NEUTRAL_STAGES
from config_per_tenant.schema.facts import FACTS, OPERATORS
from config_per_tenant.schema.values.brand import Brand
from config_per_tenant.schema.values.conditions import Condition
from config_per_tenant.schema.values.durations import CountPerPeriod, Duration, DurationRange, Target
from config_per_tenant.schema.values.lists import (
    DecisionMakers,
    RoleLabels,
    Stage,
    StageList,
    VisitVariation,
    VisitVariations,
)
from config_per_tenant.schema.values.money import Band, RateTable, RingFenced, RingFencedPart, Tier, TierTable, pounds
from config_per_tenant.schema.values.placement_types import PlacementCatalogue, PlacementType
from config_per_tenant.schema.values.structure import RESPONSIBILITIES, PostDeclared, TeamDeclared, TeamStructure

__all__ = [
    "EVENTS",
    "FACTS",
    "NEUTRAL_STAGES",
    "OPERATORS",
    "RESPONSIBILITIES",
    "Band",
    "Brand",
    "Condition",
    "CountPerPeriod",
    "DecisionMakers",
    "Duration",
    "DurationRange",
    "PlacementCatalogue",
    "PlacementType",
    "PostDeclared",
    "RateTable",
    "RingFenced",
    "RingFencedPart",
    "RoleLabels",
    "Stage",
    "StageList",
    "Target",
    "TeamDeclared",
    "TeamStructure",
    "Tier",
    "TierTable",
    "VisitVariation",
    "VisitVariations",
    "pounds",
]
