"""The shapes of values with parts: fee tiers, rates, teams and posts, lists, brand."""

from __future__ import annotations

from typing import Any

from config_per_tenant.pages.columns import (
    Amount,
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
from config_per_tenant.pages.complaints import COMPLAINT_STAGES
from config_per_tenant.pages.shape import Answers, Plain, Rows, Shape, capitalised
from config_per_tenant.schema.decisions import DECISIONS, role_codes, role_words
from config_per_tenant.schema.events import NEUTRAL_STAGES
from config_per_tenant.schema.reading import without_nothing
from config_per_tenant.schema.values.brand import Brand
from config_per_tenant.schema.values.complaints import ComplaintStages
from config_per_tenant.schema.values.durations import DurationRange
from config_per_tenant.schema.values.lists import (
    VARIATIONS,
    DecisionMakers,
    RoleLabels,
    StageList,
    VisitVariations,
)
from config_per_tenant.schema.values.money import PAID_PER, STATUSES, RateTable, RingFenced, TierTable
from config_per_tenant.schema.values.placement_types import LEGAL_BASES, NEEDS, STAYS, PlacementCatalogue
from config_per_tenant.schema.values.structure import RESPONSIBILITIES, TeamStructure


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
                OneOf("per", "Paid for each", needed=True, options=lambda known: capitalised(PAID_PER), first="child"),
                Tick("pays_when_empty", "Paid while no child is placed too", short="Paid without a child"),
                Conditions(
                    "conditions",
                    "Conditions",
                    "A whole number, yes or no, or a word such as “mainstream”. Commas between several.",
                ),
                OneOf("status", "Status", needed=True, options=lambda known: capitalised(STATUSES), first="active"),
                Words("maps_to", "Pays as the tier", "The code of a fee tier, for a scheme without its own amount."),
                Tick("example", "This is an example amount, printed nowhere", short="Example"),
            ),
            named_by="label",
            code_from="label",
            told=("weekly_pence", "status"),
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
                Figure("to_age", "To age, that age included", needed=True, most=25, short="To age"),
                Amount("weekly_pence", "Amount a week", needed=True),
            ),
            named_by="label",
            code_from="label",
            told=("weekly_pence",),
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
                OneOf("parent", "Lies under", options=_teams, none="The service itself", says_none=True),
                Words("managed_by", "Managed by", "The post that manages it.", longest=120),
                SomeOf("responsibilities", "Work it does", options=lambda known: capitalised(RESPONSIBILITIES)),
            ),
            code_from="name",
            told=("managed_by",),
        ),
        Rows(
            "posts",
            "post",
            (
                Words("title", "Title", needed=True, longest=120),
                OneOf("team", "Team", options=_teams, none="The whole service", says_none=True),
                OneOf("role", "Role in Hearth", options=_roles, none="None of these", short="Role"),
                Figure("headcount", "Posts", "Established posts, filled or not."),
                Fraction("fte", "Full-time equivalents", "Such as 5.4.", short="FTE"),
                Figure("filled", "People in post"),
                Figure("vacancies", "Vacant posts"),
                Words("funding", "Funded by", "When not by the service itself.", longest=120),
                OneOf("works_for", "Works for another team", options=_teams, none="No", short="Works for"),
                YesOrNo("included_in_count", "Counted in the team's numbers"),
                Words("note", "Note", longest=300),
            ),
            named_by="title",
            told=("team", "headcount", "fte", "vacancies"),
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
                OneOf("status", "Status", needed=True, options=lambda known: capitalised(STATUSES), first="active"),
                Figure("age_min", "From age", most=25),
                Figure("age_max", "To age, that age included", most=25, short="To age"),
                Time("max_duration", "At most"),
                Figure("max_nights", "At most, in nights", "Instead of a length of time.", least=1, most=365),
                OneOf(
                    "legal_basis", "Legal basis", options=lambda known: capitalised(LEGAL_BASES), none="None of these"
                ),
                SomeOf("needs", "What it needs", options=lambda known: capitalised(NEEDS)),
                SomeOf("stays", "Kinds of short stay", options=lambda known: capitalised(STAYS)),
                Words("agreed_by", "Who agrees each placement", "A panel or body of its own.", longest=120),
                Words("run_by", "Run by another body", "Who approves and supports its carers.", longest=120),
                Words("counted_with", "Counted with", "The code of the type under which it is counted.", longest=60),
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

STRUCTURED: dict[Any, Shape] = {
    TierTable: _TIERS,
    RateTable: _RATES,
    RingFenced: _RING_FENCED,
    TeamStructure: _STRUCTURE,
    StageList: _STAGES,
    PlacementCatalogue: _CATALOGUE,
    VisitVariations: _VARIATIONS,
    RoleLabels: _LABELS,
    DecisionMakers: _MAKERS,
    ComplaintStages: COMPLAINT_STAGES,
    Brand: _BRAND,
}
