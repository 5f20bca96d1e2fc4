"""The settings reference: each point on which councils differ and where it is held; each setting as it is declared,
with its bounds, default and transition; and what each council's published pack says of it.

Written to `platform/docs/settings.md` by `hearth policy reference`; a test holds the page to the declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from config_per_tenant.national.loading import FORCES
from config_per_tenant.packs import load_pack, published_packs
from config_per_tenant.policy import Entry, Policy, policy_from_pack
from config_per_tenant.schema import Setting, by_group
from config_per_tenant.schema.differing import differing_points
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.kinds import Choice, Kind, Many, Table
from config_per_tenant.schema.setting import CLOCKS, IMPORTANCE
from config_per_tenant.schema.values.durations import UNITS
from hearth.ui.words import longdate

AS_AT = date(2026, 11, 21)  # a fixed day, so that the page changes only with what it tells
LONGEST = 600


def settings_reference() -> str:
    """The whole page, as Markdown."""
    packs = [load_pack(slug, AS_AT) for slug in published_packs()]
    policies = {pack.name: policy_from_pack(pack, AS_AT) for pack in packs}
    return "\n".join(_lines(policies)) + "\n"


def _lines(policies: dict[str, Policy]) -> Iterator[str]:
    yield "# Settings reference"
    yield ""
    yield "Written by `hearth policy reference` from the declarations and the councils' packs; do not edit it by hand."
    yield f"Values of law and packs as they stand on {longdate(AS_AT)}."
    yield ""
    yield from _points()
    unset = Policy((), AS_AT, of="nobody's")
    for _, label, settings in by_group():
        yield ""
        yield f"## {label}"
        for setting in settings:
            yield ""
            yield from _setting(setting, unset.entry(setting.key), policies)


def _points() -> Iterator[str]:
    yield "## Where councils differ"
    yield ""
    yield "| point | on which councils differ | held by |"
    yield "|---|---|---|"
    for point in differing_points():
        held = ", ".join(f"`{key}`" for key in point.settings)
        yield f"| {point.number} | {_cell(point.label)} | {'; '.join(part for part in (held, point.held_as) if part)} |"


def _setting(setting: Setting, unset: Entry, policies: dict[str, Policy]) -> Iterator[str]:
    """`unset` is the setting as it stands for a council that has said nothing."""
    yield f"### {setting.label}"
    yield ""
    yield f"`{setting.key}`: {setting.help}"
    yield ""
    yield f"- Type: {'; '.join(_type(setting))}."
    for told in _choices_and_parts(setting.kind):
        yield f"- {told}."
    for provision, words in zip(unset.provisions, unset.bound_words, strict=True):
        since = longdate(provision.effective_from)
        yield f"- Bound: {words} ({provision.source}; {FORCES[provision.force]}, since {since})."
    if setting.legal_source:
        yield f"- Law or standard: {setting.legal_source}."
    yield f"- Platform default: {_default(unset)}. {setting.default_reason}"
    if setting.may_be_none:
        yield f"- When there is none: {setting.none_means}"
    yield f"- A change: {setting.change_in_words()}"
    yield f"- Importance: {IMPORTANCE[setting.importance]}."
    yield ""
    yield "| council | state | value | published in |"
    yield "|---|---|---|---|"
    for name, policy in policies.items():
        entry = policy.entry(setting.key)
        sources = "; ".join(source.in_words() for source in entry.sources)
        yield f"| {name} | {_state(entry)} | {_cell(entry.in_words())} | {_cell(sources)} |"


def _type(setting: Setting) -> Iterator[str]:
    """The type, its unit, and the clock with what starts and stops it."""
    yield setting.kind.name
    units = [UNITS[unit][1] for unit in getattr(setting.kind, "units", ()) if unit in UNITS]
    counted = getattr(setting.kind, "counted", ("", ""))[1] or getattr(setting.kind, "per", "")
    if units or counted:
        yield f"in {' or '.join(units) or counted}"
    if setting.clock:
        yield f"counted in {CLOCKS[setting.clock]}"
    if setting.starts in EVENTS:
        yield f"from {EVENTS[setting.starts]}"
    if setting.stops in EVENTS:
        yield f"to {EVENTS[setting.stops]}"


def _choices_and_parts(kind: Kind) -> Iterator[str]:
    """What can be chosen, by code, and the parts of a table's row: what a pack's author has to know."""
    if isinstance(kind, (Choice, Many)):
        yield f"Choices: {'; '.join(f'`{code}` {_cell(words)}' for code, words in kind.options.items())}"
    if isinstance(kind, Table):
        parts = [f"`{part.name}` {part.kind.name}{', needed' if part.needed else ''}" for part in kind.columns]
        yield f"Parts of {_a(kind.one)}: {'; '.join(parts)}"
        for part in kind.columns:
            for told in _choices_and_parts(part.kind):
                yield f"`{part.name}`: {told[0].lower()}{told[1:]}"


def _default(unset: Entry) -> str:
    return "none" if unset.value is None else _cell(unset.in_words())


def _state(entry: Entry) -> str:
    words = {"set": "set", "none": "explicitly none", "not_stated": "not stated: the platform's default"}[entry.state]
    words += ", example amounts" if entry.has_examples else ""
    return f"{words}, with an open question" if entry.ambiguity else words


def _cell(text: str) -> str:
    """Text that fits a table's cell."""
    plain = " ".join(text.split()).replace("|", "/")
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
