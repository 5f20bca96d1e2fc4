"""The settings reference: every setting as it is declared, and what each council's published pack says of it.

Written to `platform/docs/settings.md` by `hearth policy reference`; a test holds the page to the declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from config_per_tenant.packs import load_pack, published_packs
from config_per_tenant.policy import Entry, Policy, policy_from_pack
from config_per_tenant.schema import Setting, by_group
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.setting import CLOCKS

AS_AT = date(2026, 11, 21)  # a fixed day, so that the page changes only with what it tells
LONGEST = 240


def settings_reference() -> str:
    """The whole page, as Markdown."""
    packs = {slug: load_pack(slug, AS_AT) for slug in published_packs()}
    policies = {slug: (pack.name, policy_from_pack(pack, AS_AT)) for slug, pack in packs.items()}
    return "\n".join(_lines(policies)) + "\n"


def _lines(policies: dict[str, tuple[str, Policy]]) -> Iterator[str]:
    yield "# Settings reference"
    yield ""
    yield "Written by `hearth policy reference` from the declarations and the councils' packs; do not edit it by hand."
    yield f"Values of law and packs as they stand on {AS_AT.day} {AS_AT:%B %Y}."
    for _, label, settings in by_group():
        yield ""
        yield f"## {label}"
        for setting in settings:
            yield ""
            yield from _setting(setting, policies)


def _setting(setting: Setting, policies: dict[str, tuple[str, Policy]]) -> Iterator[str]:
    yield f"### {setting.label}"
    yield ""
    yield f"`{setting.key}`: {setting.help}"
    yield ""
    entries = {name: policy.entry(setting.key) for name, policy in policies.values()}
    first = next(iter(entries.values()))
    told = [f"type: {setting.kind.name}"]
    if setting.clock:
        told.append(f"counted in {CLOCKS[setting.clock]}")
    if setting.starts in EVENTS:
        told.append(f"from {EVENTS[setting.starts]}")
    if setting.stops in EVENTS:
        told.append(f"to {EVENTS[setting.stops]}")
    yield "; ".join(told) + "."
    for words in first.bound_words:
        yield f"Bound: {words}."
    if setting.legal_source:
        yield f"Law or standard: {setting.legal_source}."
    yield ""
    yield "| council | state | value | published in |"
    yield "|---|---|---|---|"
    for name, entry in entries.items():
        sources = "; ".join(source.in_words() for source in entry.sources)
        yield f"| {name} | {_state(entry)} | {_cell(entry.in_words())} | {_cell(sources)} |"


def _state(entry: Entry) -> str:
    words = {"set": "set", "none": "explicitly none", "not_stated": "not stated: the platform's default"}[entry.state]
    return f"{words}, example amounts" if entry.has_examples else words


def _cell(text: str) -> str:
    """Text that fits a table's cell."""
    plain = " ".join(text.split()).replace("|", "/")
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"
