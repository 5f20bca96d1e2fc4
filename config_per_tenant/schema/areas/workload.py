"""How long recurrent work takes, and how many hours a full-time worker has for it: what a rehearsal reckons with."""

from config_per_tenant.schema.kinds import Whole
from config_per_tenant.schema.setting import Setting, Transition

HOURS = ("hour", "hours")

SETTINGS = (
    Setting(
        key="workload.hours_per_visit",
        label="Hours for a supervision visit",
        help=(
            "How many hours one supervision visit takes a worker: preparing, travelling there and back, the visit "
            "itself, and writing it up. A rehearsal works out from it what a change of the interval asks of each team."
        ),
        kind=Whole(least=1, most=24, counted=HOURS),
        group="teams",
        default=4,
        default_reason="A visit of an hour and a half, an hour on the road, and the rest for preparing and recording.",
        importance="useful",
        transition=Transition("open"),
        asked=("workload", "capacity", "travel", "recording time"),
    ),
    Setting(
        key="workload.hours_per_review",
        label="Hours for a review of approval",
        help=(
            "How many hours one review of an approval takes the household's worker: gathering views, the report, the "
            "meeting or panel, and what follows."
        ),
        kind=Whole(least=1, most=80, counted=HOURS),
        group="teams",
        default=14,
        default_reason="About two working days, until the council says its own.",
        importance="useful",
        transition=Transition("open"),
        asked=("workload", "capacity", "annual review time"),
    ),
    Setting(
        key="workload.direct_hours_per_fte",
        label="Hours a week for direct work, of a full-time worker",
        help=(
            "Of the week of a full-time supervising social worker, how many hours there are for visits and reviews. "
            "The rest goes to phone calls, duty, meetings, supervision, training and leave."
        ),
        kind=Whole(least=1, most=40, counted=HOURS),
        group="teams",
        default=18,
        default_reason="About half of a 37-hour week, until the council says its own.",
        importance="useful",
        transition=Transition("open"),
        asked=("workload", "capacity", "FTE", "caseload", "full-time equivalent"),
    ),
)
