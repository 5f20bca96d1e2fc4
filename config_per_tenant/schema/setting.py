"""What a setting is. Each is declared once, in `areas/`; loader, pages, API, documentation and rehearsal read that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from config_per_tenant.schema.in_use import IN_USE
from config_per_tenant.schema.kinds import Kind, ServiceTarget
from config_per_tenant.schema.values.durations import Duration

GROUPS = {
    "supervision": "Visits and supervision",
    "reviews": "Reviews of approval",
    "training": "Training and development",
    "money": "Fees and allowances",
    "recruitment": "Recruitment",
    "assessment": "Assessment",
    "eligibility": "Who can foster",
    "checks": "Checks and references",
    "panel": "Panel, decisions and appeals",
    "placements": "Placements",
    "children": "Children's visits and reviews",
    "arrangements": "Other arrangements",
    "support": "Support for carers",
    "concerns": "Complaints and allegations",
    "teams": "Teams and posts",
    "roles": "Roles and decisions",
    "reporting": "Reports and quality",
    "partners": "Hubs and outside bodies",
    "records": "Records and data protection",
    "brand": "How the service presents itself",
}
CLOCKS = {"calendar": "calendar days, weeks, months", "working": "working days"}
IMPORTANCE = {"law": "needed by law or standard", "core": "needed for daily work", "useful": "useful to have"}
NOT_IN_USE = "It is kept and shown. No date or amount is worked out from it yet."
TRANSITIONS = {
    "new": "Clocks that start on or after the day. Work under way keeps the old rule.",
    "open": "Open work too: its dates are worked out afresh from the day.",
    "grace": "Open work too, but no date comes nearer than the days of grace after the change.",
    "acts": "What is decided, started or recorded on or after the day. What was done before stands.",
    "nights": "Amounts of the nights on or after the day, for placements and approvals that began earlier too.",
}


@dataclass(frozen=True)
class Bound:
    """A limit that law or a standard sets: a council may be stricter, never laxer.

    `kind`: "max" (no longer or more), "min" (no fewer or less), "exact" (fixed). `national` is the key of the dated
    national value that holds the figure and its provision.
    """

    kind: str
    national: str


@dataclass(frozen=True)
class Transition:
    """What a change does to work under way; `grace` belongs to the kind "grace" alone."""

    kind: str
    grace: Duration | None = None

    def in_words(self) -> str:
        words = TRANSITIONS[self.kind]
        return f"{words} Days of grace: {self.grace.in_words()}." if self.grace else words


@dataclass(frozen=True)
class Setting:
    """One thing that a council may decide.

    `default` is plain data for the platform's own default, used and labelled as such while the council has not said;
    `default_national` names the national value that stands in its place, for the day and the council's region.
    `clock`, `starts` and `stops` say how a length of time is counted and between which events. `asked` are other words
    in which people look for it. `borrowable` is False for what is a council's own, such as its teams, contacts and
    brand: no other council takes it over.
    """

    key: str
    label: str
    help: str
    kind: Kind
    group: str
    default: Any
    default_reason: str
    bounds: tuple[Bound, ...] = ()
    default_national: str = ""
    legal_source: str = ""
    clock: str = ""
    starts: str = ""
    stops: str = ""
    importance: str = "core"
    transition: Transition = Transition("open")
    may_be_none: bool = False
    none_means: str = ""
    asked: tuple[str, ...] = ()
    borrowable: bool = True

    def __post_init__(self) -> None:
        if isinstance(self.kind, ServiceTarget):
            object.__setattr__(self, "starts", self.starts or self.kind.starts)
            object.__setattr__(self, "stops", self.stops or self.kind.stops)

    @property
    def area(self) -> str:
        return self.key.split(".", 1)[0]

    @property
    def is_fixed(self) -> bool:
        """Whether law fixes the value, so that a council has nothing to decide."""
        return any(bound.kind == "exact" for bound in self.bounds)

    @property
    def is_in_use(self) -> bool:
        """Whether a date, an amount, a page or an act rests on it today."""
        return self.key in IN_USE

    def change_in_words(self) -> str:
        """What a change of it does to work under way; that it does nothing yet, where nothing reads it."""
        return self.transition.in_words() if self.is_in_use else NOT_IN_USE

    @property
    def slug(self) -> str:
        """The setting in an address: letters and hyphens."""
        return self.key.replace(".", "--").replace("_", "-")

    def default_value(self) -> Any:
        return None if self.default is None else self.kind.read(self.default)
