"""The service's teams and posts. Each approved change is applied on its day."""

from config_per_tenant.schema.kinds import Structured, Whole
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
    Setting(
        key="teams.caseload_per_fte",
        label="Households for one full-time supervising social worker",
        help="How many households a full-time supervising social worker carries. What each team could carry follows"
        " from it and from its posts.",
        kind=Whole(least=1, most=60, counted=("household", "households")),
        group="teams",
        default=15,
        default_reason="No law or standard gives a number. 15 is one to plan with until the council gives its own.",
        legal_source="SI 2011/581 r19",
        importance="useful",
        transition=Transition("acts"),
        asked=("caseload", "capacity", "how many carers does a worker have", "workload"),
    ),
)
