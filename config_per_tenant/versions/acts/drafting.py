"""Drafting: open a draft, say in it what a setting becomes, take a change out again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from config_per_tenant.differences import changed_parts
from config_per_tenant.law import stated_in
from config_per_tenant.policy import policy_on
from config_per_tenant.statement import NONE, NOT_STATED, SET, Note, Source, Statement
from config_per_tenant.versions.checking import DraftFault, ValuesRefused, faults_of_change
from config_per_tenant.versions.edit_log import LONGEST, brief, log_edit
from config_per_tenant.versions.holding import hold_draft, known_setting, next_number
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StaleEdit, StateConflict

LONGEST_TITLE = 120
_KEEP: Any = object()  # "as the draft or the policy in force has it"


@transaction.atomic
def open_draft(*, title: str, by: Actor) -> PolicyVersion:
    """Begin a version. Several drafts may be open at once: each holds only its own changes.

    Raises: NotPermitted; RuleBroken without a title.
    """
    require(by, "policy.open_draft")
    if not title.strip():
        raise RuleBroken("policy.no_title", "Enter what this change is about.", field="title")
    version = PolicyVersion.objects.create(
        number=next_number(),
        title=" ".join(title.split())[:LONGEST_TITLE],
        drafted_at=timezone.now(),
        drafted_by_id=by.id,
        drafted_by_name=by.name,
    )
    audit.record("policy.draft_opened", version, by=by)
    return version


@transaction.atomic
def change_value(
    version: PolicyVersion,
    key: str,
    *,
    state: str,
    value: Any = None,
    sources: tuple[Source, ...] = _KEEP,
    notes: tuple[Note, ...] = _KEEP,
    ambiguity: str = _KEEP,
    example: bool = False,
    seen: int | None = None,
    by: Actor,
) -> PolicyValue:
    """Say in a draft what one setting becomes; the log keeps who, when, from what and to what.

    `value` is plain data. `seen` is the number of the draft's value as the author saw it (0: not in the draft yet):
    when somebody changed it since, the act is refused with both at hand. Bounds are those of the draft's day, today
    when it has none.

    Raises: NotPermitted; StateConflict when the version is no draft; StaleEdit; RuleBroken, naming the provision.
    """
    require(by, "policy.change", version)
    version = hold_draft(version)
    setting = known_setting(key)
    mine = version.values.filter(key=key).first()
    if seen is not None and seen != (mine.version if mine else 0):
        words = f"Somebody else changed “{setting.label}” in this draft while you were working on it."
        raise StaleEdit(words, theirs=mine)
    statement = _statement(version, mine, key, state, value, sources, notes, ambiguity, example)
    day = max(version.effective_from or today(), today())
    if faults := faults_of_change(version.statements, key, statement, day):
        raise ValuesRefused([DraftFault(key, fault) for fault in faults], field=faults[0].path or "value")
    statement = statement.canonical(setting)
    policy = policy_on(day)
    standing, said = policy.entry(key), stated_in(policy, key)
    settles = bool(said.ambiguity) and not statement.ambiguity  # to confirm a value in doubt is a change too
    same = (said.state, said.plain, said.example) == (statement.state, statement.plain, statement.example)
    if mine is None and same and not settles:
        raise RuleBroken("policy.no_change", "This is what is in force already. Change something.", field="value")
    before = mine.statement.to_plain() if mine else None
    was = mine.in_words() if mine else standing.in_words()
    parts = changed_parts(mine.statement.plain if mine else standing.plain, statement.plain, setting.kind)
    mine = mine or PolicyValue(in_version=version, key=key)
    mine.state_it(statement)
    mine.save()
    log_edit(version, key, before, statement.to_plain(), by)
    told: dict[str, Any] = {"key": key, "setting": setting.label, "value": statement.to_plain()}
    becomes = mine.in_words()
    if parts and max(len(was), len(becomes)) > LONGEST:
        audit.record("policy.parts_changed", version, by=by, parts=brief("; ".join(parts)), **told)
    else:
        audit.record("policy.value_changed", version, by=by, before=brief(was), after=brief(becomes), **told)
    return mine


@transaction.atomic
def discard_change(version: PolicyVersion, key: str, *, by: Actor) -> None:
    """Take one setting out of a draft, so that it stays as it is in force.

    Raises: NotPermitted; StateConflict when the version is no draft or does not change the setting.
    """
    require(by, "policy.change", version)
    version = hold_draft(version)
    setting = known_setting(key)
    mine = version.values.filter(key=key).first()
    if mine is None:
        raise StateConflict("policy.not_in_draft", f"This draft does not change “{setting.label}”.")
    log_edit(version, key, mine.statement.to_plain(), None, by)
    mine.delete()
    audit.record("policy.change_discarded", version, by=by, key=key, setting=setting.label)


def _statement(
    version: PolicyVersion,
    mine: PolicyValue | None,
    key: str,
    state: str,
    value: Any,
    sources: Any,
    notes: Any,
    ambiguity: Any,
    example: bool,
) -> Statement:
    """What is asked for, with what was not mentioned taken from the draft.

    Sources and notes of the policy in force are not taken over: a value that the council changes here no longer rests
    on the document that printed the old one.
    """
    if state not in (SET, NONE, NOT_STATED):
        raise RuleBroken("policy.unknown_state", "Choose whether the setting has a value.", field="state")
    standing = mine.statement if mine else Statement(NOT_STATED)
    return Statement(
        state,
        value if state == SET else None,
        standing.sources if sources is _KEEP else tuple(sources),
        standing.notes if notes is _KEEP else tuple(notes),
        standing.ambiguity if ambiguity is _KEEP else ambiguity,
        example,
    )
