"""How each type of value is asked for: some single answers, some tables with a row for each part.

`apart` takes a plain value into answers and rows; `together` makes the plain value of them again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from config_per_tenant.pages.columns import (
    Amount,
    Column,
    Conditions,
    Decider,
    Figure,
    Fraction,
    Hidden,
    Known,
    OneOf,
    SomeOf,
    Tick,
    Time,
    Words,
    YesOrNo,
)
from config_per_tenant.schema import Setting
from config_per_tenant.schema.decisions import DECISIONS, role_codes, role_words
from config_per_tenant.schema.events import EVENTS, NEUTRAL_STAGES
from config_per_tenant.schema.kinds import Choice, Count, Length, LengthRange, ServiceTarget, Text, Whole, YesNo
from config_per_tenant.schema.reading import without_nothing
from config_per_tenant.schema.values.brand import Brand
from config_per_tenant.schema.values.durations import COUNTED_PER, DurationRange
from config_per_tenant.schema.values.lists import (
    VARIATIONS,
    DecisionMakers,
    PlacementCatalogue,
    RoleLabels,
    StageList,
    VisitVariations,
)
from config_per_tenant.schema.values.money import PAID_PER, STATUSES, RateTable, RingFenced, TierTable
from config_per_tenant.schema.values.structure import RESPONSIBILITIES, TeamStructure

Plain = Any
Answers = dict[str, Any]  # single answers by name, rows as a list by the table's name


@dataclass(frozen=True)
class Rows:
    """A table of parts. `one` names a part in words, `named_by` the column whose answer names a row."""

    name: str
    one: str
    columns: tuple[Column, ...]
    named_by: str = "name"
    code_from: str = ""  # the hidden code that a new row gets from its name


@dataclass(frozen=True)
class Shape:
    single: tuple[Column, ...] = ()
    tables: tuple[Rows, ...] = ()
    apart: Callable[[Plain], Answers] = field(default=lambda plain: dict(plain))
    together: Callable[[Answers], Plain] = field(default=lambda answers: without_nothing(answers))
    place: Callable[[str, Answers], str] = field(default=lambda path, answers: path)  # where on the form a fault lies


def shape_of(setting: Setting) -> Shape:
    """The shape in which a setting is asked for. Raises KeyError for a type that no form serves."""
    kind = setting.kind
    match kind:
        case Text():
            return _single(Words("value", setting.label, needed=True, longest=kind.longest))
        case YesNo():
            return _single(YesOrNo("value", setting.label, needed=True))
        case Whole():
            return _single(Figure("value", setting.label, needed=True, least=kind.least, most=kind.most))
        case Choice():
            options = list(kind.options.items())
            return _single(OneOf("value", setting.label, needed=True, options=lambda known: options))
        case Length():
            return _single(Time("value", setting.label, needed=True, units=kind.units))
        case LengthRange():
            return _range(kind.units)
        case Count():
            return _COUNT
        case ServiceTarget():
            return _target(kind)
    return _STRUCTURED[kind.of]  # type: ignore[attr-defined]  # what is left is Structured


def _single(column: Column) -> Shape:
    return Shape(
        single=(column,),
        apart=lambda plain: {"value": plain},
        together=lambda answers: answers.get("value"),
        place=lambda path, answers: "value",
    )


def _range(units: tuple[str, ...]) -> Shape:
    return Shape(
        single=(
            Time("least", "Shortest", "Leave empty when there is no shortest.", units=units),
            Time("most", "Longest", "Overdue once this has passed.", needed=True, units=units),
            Time("usual", "Usual", "Due at this length. Leave empty to use the longest.", units=units),
        ),
        place=lambda path, answers: path or "most",
    )


_COUNT = Shape(
    single=(
        Figure("count", "How many", needed=True, most=366),
        Time("period", "In each", "Such as 1 year.", needed=True, units=("weeks", "months", "years")),
        OneOf("counted_per", "Counted for each", needed=True, options=lambda known: _sorted(COUNTED_PER)),
    ),
    place=lambda path, answers: path or "count",
)


def _target(kind: ServiceTarget) -> Shape:
    events = [(code, words[0].upper() + words[1:]) for code, words in EVENTS.items()]

    def apart(plain: Plain) -> Answers:
        within = plain["within"]
        parts = {"most": within} if isinstance(within, str) else within
        return {**parts, "starts": plain["starts"], "stops": plain["stops"]}

    def together(answers: Answers) -> Plain:
        parts = without_nothing({name: answers.get(name) for name in ("least", "most", "usual")})
        within: Any = parts["most"] if set(parts) == {"most"} else parts
        return without_nothing({"within": within, "starts": answers.get("starts"), "stops": answers.get("stops")})

    return Shape(
        single=(
            Time("most", "Within", "The longest it may take.", needed=True),
            Time("least", "At the earliest", "Only for a target printed as a range."),
            Time("usual", "Usually", "Leave empty to use the longest."),
            OneOf("starts", "The clock starts at", needed=True, options=lambda known: events, first=kind.starts),
            OneOf("stops", "The clock stops at", needed=True, options=lambda known: events, first=kind.stops),
        ),
        apart=apart,
        together=together,
        place=lambda path, answers: path.removeprefix("within.").replace("within", "most") or "most",
    )


def _sorted(options: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, label[0].upper() + label[1:]) for code, label in options.items()]


def _roles(known: Known) -> list[tuple[str, str]]:
    return [(code, role_words(code)) for code in role_codes()]


# --- Fee tiers and rates

_TIERS = Shape(
    single=(Words("basis", "What the fee is for", needed=True, longest=300),),
    tables=(
        Rows(
            "tiers",
            "tier",
            (
                Hidden("code", "Code"),
                Words("label", "Name", needed=True, longest=80),
                Amount("weekly_pence", "Amount a week", "Leave empty when it pays as one of the fee tiers."),
                OneOf("per", "Paid for each", needed=True, options=lambda known: _sorted(PAID_PER), first="child"),
                Tick("pays_when_empty", "Paid while no child is placed too"),
                Conditions(
                    "conditions",
                    "Conditions",
                    "A whole number, yes or no, or a word such as “mainstream”. Commas between several.",
                ),
                OneOf("status", "Status", needed=True, options=lambda known: _sorted(STATUSES), first="active"),
                Words("maps_to", "Pays as the tier", "The code of a fee tier, for a scheme without its own amount."),
                Tick("example", "This is an example amount, printed nowhere"),
            ),
            named_by="label",
            code_from="label",
        ),
    ),
)


def _rates_apart(plain: Plain) -> Answers:
    rows = [{**band, "weekly_pence": plain["weekly_pence"][band["id"]]} for band in plain["bands"]]
    return {"example": plain.get("example", False), "rows": rows}


def _rates_together(answers: Answers) -> Plain:
    bands = [{name: row.get(name) for name in ("id", "label", "from_age", "to_age")} for row in answers["rows"]]
    rates = {row["id"]: row["weekly_pence"] for row in answers["rows"] if row.get("weekly_pence") is not None}
    return {"bands": [without_nothing(band) for band in bands], "weekly_pence": rates, "example": answers["example"]}


def _rates_place(path: str, answers: Answers) -> str:
    first, _, rest = path.partition(".")
    if first == "weekly_pence":
        index = next((i for i, row in enumerate(answers["rows"]) if row.get("id") == rest), 0)
        return f"rows.{index}.weekly_pence"
    return f"rows.{rest}" if first == "bands" else path


_RATES = Shape(
    single=(Tick("example", "These are example amounts, printed nowhere"),),
    tables=(
        Rows(
            "rows",
            "age band",
            (
                Hidden("id", "Code"),
                Words("label", "Name", needed=True, longest=60),
                Figure("from_age", "From age", needed=True, most=25),
                Figure("to_age", "To age, that age included", needed=True, most=25),
                Amount("weekly_pence", "Amount a week", needed=True),
            ),
            named_by="label",
            code_from="label",
        ),
    ),
    apart=_rates_apart,
    together=_rates_together,
    place=_rates_place,
)

_RING_FENCED = Shape(
    tables=(
        Rows(
            "rows",
            "part",
            (
                Words("name", "Name", needed=True, longest=80),
                Words("purpose", "What it is for", needed=True),
                Amount("weekly_pence", "Amount a week"),
            ),
        ),
    ),
    apart=lambda plain: {"rows": plain},
    together=lambda answers: [without_nothing(row) for row in answers["rows"]],
    place=lambda path, answers: f"rows.{path}",
)

# --- Teams and posts


def _teams(known: Known) -> list[tuple[str, str]]:
    return [(row["code"], row["name"]) for row in known.get("teams", ()) if row.get("code") and row.get("name")]


def _structure_apart(plain: Plain) -> Answers:
    posts = [{**post, "team": team["code"]} for team in plain["teams"] for post in team.get("posts", ())]
    wide = [{**post, "team": ""} for post in plain.get("service_wide_posts", ())]
    return {"teams": plain["teams"], "posts": [*posts, *wide]}


def _structure_together(answers: Answers) -> Plain:
    def of(team: str | None) -> list[Plain]:
        return [
            without_nothing({name: value for name, value in post.items() if name != "team"})
            for post in answers["posts"]
            if (post.get("team") or None) == team
        ]

    names = ("code", "name", "parent", "managed_by", "responsibilities")
    teams = [
        {**without_nothing({name: team.get(name) for name in names}), "posts": of(team["code"])}
        for team in answers["teams"]
    ]
    return {"teams": teams, "service_wide_posts": of(None)}


def _structure_place(path: str, answers: Answers) -> str:
    """Posts lie inside their team in the value, and in one table on the form."""
    parts = path.split(".")
    if parts[0] == "service_wide_posts" and len(parts) > 1:
        team, number, rest = None, parts[1], parts[2:]
    elif len(parts) > 3 and parts[2] == "posts":
        team, number, rest = answers["teams"][int(parts[1])]["code"], parts[3], parts[4:]
    else:
        return path
    of_team = [i for i, post in enumerate(answers["posts"]) if (post.get("team") or None) == team]
    return ".".join(["posts", str(of_team[int(number)]), *rest])


_STRUCTURE = Shape(
    tables=(
        Rows(
            "teams",
            "team",
            (
                Hidden("code", "Code"),
                Words("name", "Name", needed=True, longest=120),
                OneOf("parent", "Lies under", options=_teams, none="The service itself"),
                Words("managed_by", "Managed by", "The post that manages it.", longest=120),
                SomeOf("responsibilities", "Work it does", options=lambda known: _sorted(RESPONSIBILITIES)),
            ),
            code_from="name",
        ),
        Rows(
            "posts",
            "post",
            (
                Words("title", "Title", needed=True, longest=120),
                OneOf("team", "Team", options=_teams, none="The whole service"),
                OneOf("role", "Role in Hearth", options=_roles, none="None of these"),
                Figure("headcount", "Posts", "Established posts, filled or not."),
                Fraction("fte", "Full-time equivalents", "Such as 5.4."),
                Figure("filled", "People in post"),
                Figure("vacancies", "Vacant posts"),
                Words("funding", "Funded by", "When not by the service itself.", longest=120),
                OneOf("works_for", "Works for another team", options=_teams, none="No"),
                YesOrNo("included_in_count", "Counted in the team's numbers"),
                Words("note", "Note", longest=300),
            ),
            named_by="title",
        ),
    ),
    apart=_structure_apart,
    together=_structure_together,
    place=_structure_place,
)

# --- Lists

_STAGES = Shape(
    tables=(
        Rows(
            "rows",
            "step",
            (
                Words("name", "Name", needed=True, longest=120),
                OneOf(
                    "neutral",
                    "Shared name",
                    options=lambda known: list(NEUTRAL_STAGES.items()),
                    none="None: a step of our own",
                ),
                Tick("optional", "Not everybody takes this step"),
            ),
        ),
    ),
    apart=lambda plain: {"rows": plain},
    together=lambda answers: [
        without_nothing({**row, "optional": True if row["optional"] else None}) for row in answers["rows"]
    ],
    place=lambda path, answers: f"rows.{path}",
)
_CATALOGUE = Shape(
    tables=(
        Rows(
            "rows",
            "placement type",
            (
                Hidden("code", "Code"),
                Words("name", "Name", needed=True, longest=80),
                Words("definition", "What it is", needed=True, long=True),
                OneOf("status", "Status", needed=True, options=lambda known: _sorted(STATUSES), first="active"),
                Figure("age_min", "From age", most=25),
                Figure("age_max", "To age, that age included", most=25),
                Time("max_duration", "At most"),
                Words("constraints", "Limits", longest=300),
                Tick("short_stay", "A short stay"),
                Tick("council_placement", "A placement by the council", first=True),
            ),
            code_from="name",
        ),
    ),
    apart=lambda plain: {"rows": plain},
    together=lambda answers: [without_nothing(row) for row in answers["rows"]],
    place=lambda path, answers: f"rows.{path}",
)
_VARIATIONS = Shape(
    tables=(
        Rows(
            "rows",
            "circumstance",
            (
                OneOf("when", "When", needed=True, options=lambda known: list(VARIATIONS.items())),
                Words("words", "What differs", needed=True),
                Words("interval", "Interval", "Such as “4 to 6 weeks”. Leave empty when it is decided case by case."),
            ),
            named_by="words",
        ),
    ),
    apart=lambda plain: {"rows": [{**row, "interval": _interval(row.get("interval"))} for row in plain]},
    together=lambda answers: [without_nothing(row) for row in answers["rows"]],
    place=lambda path, answers: f"rows.{path}",
)


def _interval(plain: Plain) -> str | None:
    return DurationRange.from_plain(plain).in_words() if plain else None


_LABELS = Shape(
    single=tuple(Words(code, role_words(code), longest=80) for code in role_codes()),
)
_MAKERS = Shape(
    single=tuple(Decider(code, label, options=_roles, none="Not stated") for code, label in DECISIONS.items()),
)
_BRAND = Shape(
    single=(
        Words("name", "Name of the council", needed=True, longest=80),
        Words("short_name", "Short name", needed=True, longest=30),
        Words("service_name", "Name of the service", needed=True, longest=80),
        Words("colour", "Colour", "A hash and six figures or letters, such as #1d5c63.", needed=True, longest=7),
    ),
)

_STRUCTURED: dict[Any, Shape] = {
    TierTable: _TIERS,
    RateTable: _RATES,
    RingFenced: _RING_FENCED,
    TeamStructure: _STRUCTURE,
    StageList: _STAGES,
    PlacementCatalogue: _CATALOGUE,
    VisitVariations: _VARIATIONS,
    RoleLabels: _LABELS,
    DecisionMakers: _MAKERS,
    Brand: _BRAND,
}


def code_for(name: str, taken: set[str]) -> str:
    """A code made from a name, not one of those taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:34] or "part"
    stem = stem if stem[0].isalpha() else f"n_{stem}"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code
