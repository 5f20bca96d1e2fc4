"""How a value would look in use, shown before it is saved: words with their parts filled in, a brand on a header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config_per_tenant.schema import Setting
from config_per_tenant.schema.kinds import Table, Wording
from config_per_tenant.schema.values.brand import Brand
from config_per_tenant.schema.values.wording import Words
from hearth.ui.theme import INK, PAPER, contrast, tokens

# Invented examples for the parts that many wordings share; what is not here is told by what it stands for.
EXAMPLES = {
    "name": "Ada Okafor",
    "carer": "Ada Okafor",
    "carers": "Ada Okafor and Sam Reed",
    "applicant": "Jean Pellow",
    "worker": "Dana Reed",
    "social_worker": "Dana Reed",
    "manager": "Morgan Bell",
    "date": "23 November 2026",
    "decision_date": "23 November 2026",
    "deadline": "21 December 2026",
    "phone": "01632 960 001",
    "email": "fostering@example.org",
    "amount": "£250",
}


def has_preview(setting: Setting) -> bool:
    kind = setting.kind
    return (
        isinstance(kind, Wording)
        or getattr(kind, "of", None) is Brand
        or (isinstance(kind, Table) and any(isinstance(part.kind, Wording) for part in kind.columns))
    )


def preview_of(setting: Setting, value: Any, brand: Any = None) -> dict[str, Any]:
    """What components show of a value: `letters` of paragraphs, or a `brand`. Empty for a value without a preview."""
    kind = setting.kind
    if isinstance(value, Brand):
        return {"brand": brand_sample(value)}
    if isinstance(kind, Wording) and isinstance(value, Words):
        return {"letters": [{"title": "", "paragraphs": value.paragraphs(examples_of(kind, brand))}]}
    if isinstance(kind, Table) and value is not None:
        worded = [part for part in kind.columns if isinstance(part.kind, Wording)]
        letters = [
            {
                "title": kind.columns[0].kind.words(row[kind.columns[0].name]) if row[kind.columns[0].name] else "",
                "paragraphs": row[part.name].paragraphs(examples_of(part.kind, brand)),
            }
            for row in value
            for part in worded
            if isinstance(row[part.name], Words) and isinstance(part.kind, Wording)
        ]
        return {"letters": letters} if letters else {}
    return {}


def parts_of(setting: Setting, brand: Any = None) -> list[dict[str, str]]:
    """The parts that may be filled in, what each stands for, and an example."""
    kind = setting.kind
    kinds = [kind] if isinstance(kind, Wording) else [p.kind for p in kind.columns] if isinstance(kind, Table) else []
    found: dict[str, dict[str, str]] = {}
    for each in kinds:
        if isinstance(each, Wording):
            examples = examples_of(each, brand)
            for name, stands_for in each.fields.items():
                found[name] = {"name": f"{{{name}}}", "stands_for": stands_for, "example": examples[name]}
    return list(found.values())


def examples_of(kind: Wording, brand: Any = None) -> Mapping[str, str]:
    """An example for each part of a wording: the council's own names where they are known, else an invented one."""
    ours = {"council": getattr(brand, "name", ""), "service": getattr(brand, "service_name", "")}
    return {name: ours.get(name) or EXAMPLES.get(name) or f"[{stands_for}]" for name, stands_for in kind.fields.items()}


def brand_sample(brand: Brand) -> dict[str, Any]:
    """The header, the current item and a marker in a brand's colours, and how well each pair can be read."""
    colours = tokens(brand.colour)
    pairs = [
        ("Words on the header", colours["on-brand"], colours["brand"]),
        ("The current item on its tint", colours["brand-strong"], colours["brand-tint"]),
        ("Markers on white", colours["brand-strong"], PAPER),
    ]
    return {
        "brand": brand,
        "colours": {name.replace("-", "_"): colour for name, colour in colours.items()},
        "ink": INK,
        "pairs": [{"what": what, "ratio": f"{contrast(one, other):.1f} to 1"} for what, one, other in pairs],
    }
