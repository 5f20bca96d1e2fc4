"""The kinds of placement that a council offers."""

from config_per_tenant.schema.kinds import Structured
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.placement_types import PlacementCatalogue

_KINDS = (
    ("short_term", "Short term", "A temporary home while plans for the child are made."),
    ("long_term", "Long term", "A home to adulthood, matched to the child."),
    ("connected_person", "Connected person", "A child lives with family, a friend or someone who knows them."),
)

SETTINGS = (
    Setting(
        key="placements.catalogue",
        label="Placement types",
        help="The kinds of placement that we offer, plan or have closed, with the ages and limits of each.",
        kind=Structured(name="list of placement types", of=PlacementCatalogue),
        group="placements",
        default=[
            *({"code": code, "name": name, "definition": words} for code, name, words in _KINDS),
            {
                "code": "short_break",
                "name": "Short break",
                "definition": "A planned stay that gives a child or carer a break.",
                "short_stay": True,
            },
        ],
        default_reason="The kinds that every council has.",
        importance="core",
        transition=Transition("acts"),
        asked=("respite", "emergency", "parent and child", "staying put", "kinds of fostering"),
    ),
)
