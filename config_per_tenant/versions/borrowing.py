"""What other councils publish, beside what this council has: for each setting ours, theirs, and what differs.

Only published packs are read, never another council's own policy: that is nobody's here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config_per_tenant.differences import changed_parts
from config_per_tenant.packs import Pack, published_pack, published_packs
from config_per_tenant.policy import Entry, policy_on
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.bounds import beyond
from config_per_tenant.statement import NONE, NOT_STATED, SET, Statement


@dataclass(frozen=True)
class Lender:
    """A council whose policy is published."""

    slug: str
    name: str


@dataclass(frozen=True)
class Offer:
    """One setting as another council has published it, against ours. `why_not` says why it cannot be borrowed."""

    setting: Setting
    ours: Entry
    theirs: Statement
    theirs_words: str
    differs: bool
    parts: tuple[str, ...]
    why_not: str

    @property
    def ours_words(self) -> str:
        return self.ours.in_words()

    @property
    def can_borrow(self) -> bool:
        return not self.why_not

    @property
    def sources(self) -> list[str]:
        return [source.in_words() for source in self.theirs.sources]


def lenders() -> list[Lender]:
    """The councils whose packs come with the platform, by name."""
    packs = [published_pack(slug) for slug in published_packs()]
    return sorted((Lender(pack.slug, pack.name) for pack in packs), key=lambda lender: lender.name)


def offers(council: str, on: date, *, group: str = "") -> list[Offer]:
    """Each setting of a published pack beside ours on a day, those of one group or all, in declared order.

    Raises KeyError for a council that has no published pack.
    """
    pack = pack_of(council)
    return [_offer(setting, pack, on) for setting in SETTINGS.values() if group in ("", setting.group)]


def pack_of(council: str) -> Pack:
    """Raises KeyError for a council that has no published pack."""
    try:
        return published_pack(council)
    except FileNotFoundError as missing:
        raise KeyError(council) from missing


def why_not_borrowed(setting: Setting, pack: Pack) -> str:
    """Why a setting cannot be taken over from a pack, law aside; empty when it can."""
    if not setting.borrowable:
        return "This is each council's own."
    if pack.statements.get(setting.key, Statement(NOT_STATED)).state == NOT_STATED:
        return f"{pack.name} does not state it."
    return ""


def _offer(setting: Setting, pack: Pack, on: date) -> Offer:
    policy = policy_on(on)
    ours = policy.entry(setting.key)
    theirs = pack.statements.get(setting.key, Statement(NOT_STATED))
    value = theirs.read(setting) if theirs.state == SET else None
    why_not = why_not_borrowed(setting, pack)
    if not why_not and theirs.state == SET:
        for fault in beyond(setting, value, on, policy.__getitem__)[:1]:
            why_not = f"{fault.words} ({fault.source})"
    words = (setting.none_means or "None") if theirs.state == NONE else "Not stated"
    return Offer(
        setting=setting,
        ours=ours,
        theirs=theirs,
        theirs_words=words if value is None else setting.kind.words(value),
        differs=(ours.state, ours.plain if ours.state == SET else None) != (theirs.state, theirs.plain),
        parts=changed_parts(ours.plain, theirs.plain, setting.kind) if theirs.state == SET else (),
        why_not=why_not,
    )
