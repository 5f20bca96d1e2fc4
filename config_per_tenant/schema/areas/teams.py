"""The service's teams and posts. Each approved change is applied on its day."""

from config_per_tenant.schema.kinds import Structured
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.structure import TeamStructure

SETTINGS = (
    Setting(
        key="teams.structure",
        label="Teams and posts",
        help="The teams of the service, who manages each, the kinds of work it does, and its posts.",
        kind=Structured(name="team structure", of=TeamStructure, units="posts"),
        group="teams",
        default={
            "teams": [
                {
                    "code": "fostering",
                    "name": "Fostering Team",
                    "responsibilities": [
                        "recruitment",
                        "mainstream_assessment",
                        "connected_assessment",
                        "mainstream_supervision",
                        "connected_supervision",
                        "specialist_supervision",
                        "placements",
                        "reviews",
                        "training",
                    ],
                    "posts": [],
                }
            ]
        },
        default_reason="One team for all work, until the council describes its own.",
        importance="core",
        transition=Transition("open"),
        asked=("structure chart", "vacancies", "FTE", "who works where", "managers"),
        borrowable=False,
    ),
)
