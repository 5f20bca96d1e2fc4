"""What other councils publish for a setting, from the packs that come with the platform."""

from __future__ import annotations

from typing import Any

from config_per_tenant.packs import published_pack, published_packs
from config_per_tenant.pages.showing import LONGEST
from config_per_tenant.policy import Entry
from config_per_tenant.schema import Setting
from config_per_tenant.statement import NONE, NOT_STATED, SET, STATES, Statement


def elsewhere(declared: Setting, ours: Entry, our_slug: str) -> list[dict[str, Any]]:
    """Each other council's published value of a setting, in words, with its state and source."""
    rows = []
    for slug in published_packs():
        if slug == our_slug:
            continue
        pack = published_pack(slug)
        statement = pack.statements.get(declared.key, Statement(NOT_STATED))
        rows.append(
            {
                "slug": slug,
                "council": pack.name,
                "words": _words(declared, statement),
                "state": STATES[statement.state],
                "is_stated": statement.state != NOT_STATED,
                "differs": (statement.state, statement.plain) != (ours.state, ours.plain),
                "source": statement.sources[0].in_words() if statement.sources else "",
                "example": statement.example,
            }
        )
    return rows


def _words(declared: Setting, statement: Statement) -> str:
    if statement.state == SET:
        words = declared.kind.words(statement.read(declared))
        return words if len(words) <= 2 * LONGEST else f"{words[: 2 * LONGEST].rstrip()}…"
    return (declared.none_means or "None") if statement.state == NONE else "Not stated"
