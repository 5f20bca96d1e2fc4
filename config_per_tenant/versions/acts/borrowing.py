"""Taking over what another council has published into a draft, with where it comes from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from config_per_tenant.law import stated_in
from config_per_tenant.packs import Pack
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.setting import GROUPS
from config_per_tenant.statement import Note, Statement
from config_per_tenant.versions.applying import Applied, day_of, put_in
from config_per_tenant.versions.borrowing import pack_of, why_not_borrowed
from config_per_tenant.versions.edit_log import brief
from config_per_tenant.versions.holding import hold_draft, known_setting
from config_per_tenant.versions.models import PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken
from hearth.ui.words import longdate


@transaction.atomic
def borrow(version: PolicyVersion, council: str, *, keys: Collection[str] = (), group: str = "", by: Actor) -> Applied:
    """Take settings from a council's published pack into a draft: those named, or all of a group that can be.

    The value comes with the other council's sources, and a note of whom it was borrowed from and when; examples stay
    examples. Of a group, what that council does not state, or is each council's own, is passed over. What law or the
    rest of our policy does not allow is left out and named (`refused`).
    Raises: NotPermitted; StateConflict when the version is no draft; RuleBroken for a council without a published pack,
    a setting that there is not or that cannot be borrowed, and when nothing at all is left to borrow.
    """
    require(by, "policy.change", version)
    version = hold_draft(version)
    try:
        pack = pack_of(council)
    except KeyError:
        words = f"No council “{council}” has published its policy here."
        raise RuleBroken("policy.no_such_pack", words, field="council") from None
    wanted = _wanted(pack, keys, group)
    policy, drafted = policy_on(day_of(version)), version.statements
    ours = {setting.key: drafted.get(setting.key) or stated_in(policy, setting.key) for setting in wanted}
    new = [setting for setting in wanted if not _says_the_same(ours[setting.key], pack.statements[setting.key])]
    applied = put_in(version, {setting.key: _borrowed(pack, setting) for setting in new}, by=by)
    if not applied.changed and applied.refused:
        found = applied.refused[0]
        words = f"{found.label}: {found.fault.words}"
        raise RuleBroken("policy.value_refused", words, field=found.key, source=found.fault.source)
    if not applied.changed:
        words = f"{pack.name} publishes nothing here that you do not say already."
        raise RuleBroken("policy.nothing_to_borrow", words, field="council")
    audit.record(
        "policy.borrowed",
        version,
        by=by,
        council=pack.name,
        pack=pack.slug,
        keys=applied.keys,
        settings=brief(applied.labels),
    )
    return replace(applied, unchanged=tuple(setting for setting in wanted if setting not in new))


def _wanted(pack: Pack, keys: Collection[str], group: str) -> list[Setting]:
    if keys:
        named = [known_setting(key) for key in keys]
        for setting in named:
            if why_not := why_not_borrowed(setting, pack):
                raise RuleBroken("policy.not_borrowed", f"“{setting.label}”: {why_not}", field="keys")
        return named
    if group not in GROUPS:
        raise RuleBroken("policy.nothing_chosen", "Choose the settings to borrow, or a group of them.", field="keys")
    return [each for each in SETTINGS.values() if each.group == group and not why_not_borrowed(each, pack)]


def _says_the_same(ours: Statement, theirs: Statement) -> bool:
    return (ours.state, ours.plain) == (theirs.state, theirs.plain)


def _borrowed(pack: Pack, setting: Setting) -> Statement:
    theirs = pack.statements[setting.key]
    note = Note(f"Borrowed from {pack.name} on {longdate(today())}, as published.")
    return replace(theirs, notes=(note, *theirs.notes))
