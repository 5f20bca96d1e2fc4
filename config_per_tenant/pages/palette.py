"""Settings in the command palette: what is typed there is a question in plain words too."""

from __future__ import annotations

from collections.abc import Iterable

from config_per_tenant.pages.showing import address, brief_entry
from config_per_tenant.policy import policy_on
from config_per_tenant.schema.finding import search
from hearth.access import Actor
from hearth.dates import today
from hearth.ui.palette import MOST_OF_A_GROUP, Result

LONGEST = 60  # characters of a value beside a result
SHORTEST = 3  # letters typed before settings are looked for


def settings_found(actor: Actor, text: str) -> Iterable[Result]:
    """The settings that answer what was typed, with what they say today."""
    if len(text) < SHORTEST or not (found := search(text)):
        return []
    policy = policy_on(today())
    return [
        Result(each.setting.label, address(each.setting), _short(brief_entry(policy.entry(each.setting.key))))
        for each in found[:MOST_OF_A_GROUP]
    ]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
