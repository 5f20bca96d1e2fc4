"""The kinds of placement that a council offers."""

from config_per_tenant.schema.kinds import Choice, Structured, Whole
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.placement_types import PlacementCatalogue

NEARNESS = {
    "local": "close to home, no distance given",
    "council_area": "in the council's area",
    "distance": "within a distance of home",
}

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
    Setting(
        key="placements.youngest_age",
        label="Youngest age that we serve",
        help="The age in whole years from which children are placed with our carers.",
        kind=Whole(least=0, most=17, counted=("year", "years")),
        group="placements",
        default=None,
        default_reason="A council serves children of every age unless it says otherwise.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="There is no youngest age: babies too.",
        asked=("age range", "babies", "how old"),
    ),
    Setting(
        key="placements.oldest_age",
        label="Oldest age that we serve",
        help="The age in whole years up to which children are placed with our carers. Staying put goes beyond it.",
        kind=Whole(least=0, most=25, counted=("year", "years")),
        group="placements",
        default=None,
        default_reason="A council serves children of every age unless it says otherwise.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="There is no oldest age while a young person is in care.",
        asked=("age range", "teenagers", "how old"),
    ),
    Setting(
        key="placements.nearness",
        label="How near to home we place children",
        help="What the council aims at when it looks for a home. It is an aim, with the child's safety before it.",
        kind=Choice(options=NEARNESS),
        group="placements",
        default=None,
        default_reason="The law asks for a home near the child's own where that can be; how near is the council's aim.",
        legal_source="Children Act 1989 s22C(8), (9)",
        importance="useful",
        transition=Transition("acts"),
        asked=("distance", "local placement", "in county", "out of area", "how far"),
    ),
    Setting(
        key="placements.most_miles",
        label="The distance from home that we aim to keep to",
        help="In miles, when the council names a distance.",
        kind=Whole(least=1, most=200, counted=("mile", "miles")),
        group="placements",
        default=None,
        default_reason="No distance unless the council names one.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="We name no distance.",
        asked=("miles", "how far from home", "distance"),
    ),
)
