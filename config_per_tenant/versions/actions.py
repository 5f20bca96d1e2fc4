"""The acts on a council's policy: drafting, submitting, approving, withdrawing, and taking effect on the day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from config_per_tenant.differences import changed_parts
from config_per_tenant.packs import Pack, load_pack
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.statement import NONE, NOT_STATED, SET, Note, Source, Statement
from config_per_tenant.versions import in_force
from config_per_tenant.versions.checking import faults_of_change, faults_of_draft
from config_per_tenant.versions.effects import PolicyTookEffect, set_going
from config_per_tenant.versions.models import PolicyEdit, PolicyValue, PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StaleEdit, StateConflict
from tenants.isolation.locks import lock_until_commit

_LONGEST = 300  # characters of a value in a sentence of the audit
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
        number=_next_number(),
        title=" ".join(title.split())[:120],
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
    version = _hold_draft(version)
    setting = _setting(key)
    mine = version.values.filter(key=key).first()
    if seen is not None and seen != (mine.version if mine else 0):
        words = f"Somebody else changed “{setting.label}” in this draft while you were working on it."
        raise StaleEdit(words, theirs=mine)
    statement = _statement(version, mine, key, state, value, sources, notes, ambiguity, example)
    day = max(version.effective_from or today(), today())
    for fault in faults_of_change(version.statements, key, statement, day):
        raise RuleBroken("policy.value_refused", fault.words, field=fault.path or "value", source=fault.source)
    statement = statement.canonical(setting)
    standing = policy_on(day).entry(key)
    if mine is None and (standing.state, standing.plain, standing.example) == (
        statement.state,
        statement.plain if statement.state == SET else standing.plain,
        statement.example,
    ):
        raise RuleBroken("policy.no_change", "This is what is in force already. Change something.", field="value")
    before = mine.statement.to_plain() if mine else None
    was = mine.in_words() if mine else standing.in_words()
    parts = changed_parts(mine.statement.plain if mine else standing.plain, statement.plain)
    mine = mine or PolicyValue(in_version=version, key=key)
    mine.state_it(statement)
    mine.save()
    _log(version, key, before, statement.to_plain(), by)
    told = {"key": key, "setting": setting.label, "value": statement.to_plain()}
    becomes = mine.in_words()
    if parts and max(len(was), len(becomes)) > _LONGEST:
        audit.record("policy.parts_changed", version, by=by, parts=_brief("; ".join(parts)), **told)
    else:
        audit.record("policy.value_changed", version, by=by, before=_brief(was), after=_brief(becomes), **told)
    return mine


@transaction.atomic
def discard_change(version: PolicyVersion, key: str, *, by: Actor) -> None:
    """Take one setting out of a draft, so that it stays as it is in force.

    Raises: NotPermitted; StateConflict when the version is no draft or does not change the setting.
    """
    require(by, "policy.change", version)
    version = _hold_draft(version)
    setting = _setting(key)
    mine = version.values.filter(key=key).first()
    if mine is None:
        raise StateConflict("policy.not_in_draft", f"This draft does not change “{setting.label}”.")
    _log(version, key, mine.statement.to_plain(), None, by)
    mine.delete()
    audit.record("policy.change_discarded", version, by=by, key=key, setting=setting.label)


@transaction.atomic
def submit(version: PolicyVersion, *, effective_from: date, reason: str, by: Actor) -> PolicyVersion:
    """Ask for approval of a draft, to take effect on a day that is not past and that no other version has.

    Raises: NotPermitted; StateConflict when it is no draft or changes nothing; RuleBroken for the day, for no reason,
    or for a value that law does not allow on that day.
    """
    require(by, "policy.submit", version)
    version = _hold_draft(version)
    if not version.values.exists():
        raise StateConflict("policy.empty", "This draft changes nothing yet.")
    if not reason.strip():
        raise RuleBroken("policy.no_reason", "Enter why the policy changes.", field="reason")
    _check_day(version, effective_from)
    _check_values(version, effective_from)
    version.effective_from = effective_from
    version.reason = reason.strip()
    version.submitted_at = timezone.now()
    version.submitted_by_id, version.submitted_by_name = by.id, by.name
    version.save()
    audit.record("policy.submitted", version, by=by, on=effective_from, reason=version.reason)
    return version


@transaction.atomic
def send_back(version: PolicyVersion, *, reason: str, by: Actor) -> PolicyVersion:
    """Return a submitted version to draft, by its authors or by who would have approved it.

    Raises: NotPermitted; StateConflict unless it is submitted; RuleBroken for no reason.
    """
    require(by, "policy.send_back", version)
    version = _hold(version, "submitted")
    if not reason.strip():
        raise RuleBroken("policy.no_reason", "Enter what should change before it is approved.", field="reason")
    version.submitted_at, version.submitted_by_id, version.submitted_by_name = None, None, ""
    version.save()
    audit.record("policy.sent_back", version, by=by, reason=reason.strip())
    return version


@transaction.atomic
def approve(version: PolicyVersion, *, by: Actor) -> PolicyVersion:
    """Approve a submitted version, which from then on cannot be altered; it takes effect at once when its day is today.

    Whoever drafted, changed or submitted it cannot approve it: a second person answers for it.
    Raises: NotPermitted; StateConflict unless it is submitted; RuleBroken for a first person, a day that has passed or
    is taken, or a value that law does not allow.
    """
    require(by, "policy.approve", version)
    _one_at_a_time()
    version = _hold(version, "submitted")
    if by.id is None or version.had_a_hand_in(by):
        raise RuleBroken(
            "policy.same_person",
            "You drafted, changed or submitted this version, so somebody else has to approve it.",
        )
    if version.effective_from is None:
        raise StateConflict("policy.no_day", "This version has no day to take effect on.")
    _check_day(version, version.effective_from)
    _check_values(version, version.effective_from)
    with _changing_what_stands():
        version.approved_at = timezone.now()
        version.approved_by_id, version.approved_by_name = by.id, by.name
        version.save()
        audit.record("policy.approved", version, by=by, on=version.effective_from)
        if version.effective_from <= today():
            _take_effect(version, by)
    return version


@transaction.atomic
def withdraw(version: PolicyVersion, *, reason: str, by: Actor) -> PolicyVersion:
    """Give up a draft, or an approved version before its day. It stays to be read.

    Raises: NotPermitted; StateConflict once it has taken effect or is withdrawn; RuleBroken for no reason.
    """
    require(by, "policy.withdraw", version)
    version = PolicyVersion.objects.hold(version)
    if version.withdrawn_at:
        raise StateConflict("policy.withdrawn", f"{version.label} is withdrawn already.")
    if version.applied_at or version.state == "in_force":
        raise StateConflict(
            "policy.in_force", f"{version.label} has taken effect. Make a new version to change what it says."
        )
    if not reason.strip():
        raise RuleBroken("policy.no_reason", "Enter why it is withdrawn.", field="reason")
    with _changing_what_stands():
        version.withdrawn_at = timezone.now()
        version.withdrawn_by_id, version.withdrawn_by_name = by.id, by.name
        version.withdrawn_reason = reason.strip()
        version.save()
        audit.record("policy.withdrawn", version, by=by, reason=version.withdrawn_reason)
    return version


@transaction.atomic
def adopt_opening_pack(pack: Pack | str | Path, *, by: Actor, effective_from: date) -> PolicyVersion:
    """Open a council's policy from its pack, as version 1. The day may be past: it is when these rules began to hold.

    Raises: NotPermitted; PackRefused with every fault; StateConflict when the council has a policy.
    """
    require(by, "policy.open_council")
    read = load_pack(pack, max(effective_from, today()))
    _one_at_a_time()
    if PolicyVersion.objects.exists():
        raise StateConflict("policy.opened", "This council has its policy; change it by a new version.")
    now = timezone.now()
    version = PolicyVersion.objects.create(
        number=1,
        is_opening=True,
        title="Opening policy from the council's published documents",
        reason="The council's published documents.",
        drafted_at=now,
        drafted_by_id=by.id,
        drafted_by_name=by.name,
        submitted_at=now,
        submitted_by_id=by.id,
        submitted_by_name=by.name,
        effective_from=effective_from,
    )
    values = []
    for key, statement in read.statements.items():
        value = PolicyValue(in_version=version, key=key)
        value.state_it(statement)
        values.append(value)
    PolicyValue.objects.bulk_create(values)
    with _changing_what_stands():
        version.approved_at = now
        version.approved_by_id, version.approved_by_name = by.id, by.name
        version.save()
        audit.record("policy.council_opened", version, by=by, on=effective_from, pack=read.slug)
        if effective_from <= today():
            _take_effect(version, by)
    return version


@transaction.atomic
def apply_due(*, on: date, by: Actor) -> list[PolicyVersion]:
    """Let versions whose day has come take effect, in the order of their days. Again: does nothing."""
    require(by, "policy.apply")
    due = list(PolicyVersion.objects.to_apply(on).select_for_update().order_by("effective_from"))
    with _changing_what_stands():
        for version in due:
            _take_effect(version, by)
            audit.record("policy.took_effect", version, by=by, on=version.effective_from)
    return due


def _take_effect(version: PolicyVersion, by: Actor) -> None:
    assert version.effective_from is not None
    version.applied_at = timezone.now()
    version.save(update_fields=["applied_at"])
    in_force.forget()
    keys = frozenset(version.values.values_list("key", flat=True))
    set_going(
        PolicyTookEffect(version.pk, version.number, keys, version.effective_from, by, is_opening=version.is_opening)
    )


@contextmanager
def _changing_what_stands() -> Iterator[None]:
    in_force.forget()
    try:
        yield
    finally:
        in_force.forget()


def not_in_state(version: PolicyVersion, state: str) -> str:
    """Why an act that needs a "draft" or a "submitted" version cannot be done with this one; empty when it can."""
    if version.state == state:
        return ""
    asked = {"draft": "is no longer a draft", "submitted": "is not waiting for approval"}[state]
    return f"{version.label} {asked}. It is {_STATE_WORDS[version.state]}."


def _hold(version: PolicyVersion, state: str) -> PolicyVersion:
    held: PolicyVersion = PolicyVersion.objects.hold(version)
    if refusal := not_in_state(held, state):
        raise StateConflict("policy.wrong_state", refusal)
    return held


def _hold_draft(version: PolicyVersion) -> PolicyVersion:
    return _hold(version, "draft")


_STATE_WORDS = {
    "draft": "a draft",
    "submitted": "waiting for approval",
    "scheduled": "approved and waits for its day",
    "in_force": "in force",
    "withdrawn": "withdrawn",
}


def _setting(key: str) -> Any:
    if key not in SETTINGS:
        raise RuleBroken("policy.unknown_setting", f"There is no setting “{key}”.", field="key")
    return SETTINGS[key]


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


def _check_day(version: PolicyVersion, day: date) -> None:
    if day < today():
        raise RuleBroken(
            "policy.day_past",
            "The day it takes effect must be today or later: what was in force on a past day stays so.",
            field="effective_from",
        )
    taken = PolicyVersion.objects.standing().filter(effective_from=day).exclude(pk=version.pk).first()
    if taken:
        raise RuleBroken(
            "policy.day_taken",
            f"{taken.label} takes effect on that day. Choose another day, so that it is clear which comes first.",
            field="effective_from",
        )


def _check_values(version: PolicyVersion, day: date) -> None:
    for found in faults_of_draft(version, day):
        raise RuleBroken(
            "policy.value_refused",
            f"{found.label}: {found.fault.words}",
            field=found.key,
            source=found.fault.source,
        )


def _next_number() -> int:
    _one_at_a_time()
    return (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _one_at_a_time() -> None:
    """Hold, until the transaction ends, what gives out this council's version numbers and effective days."""
    lock_until_commit("policy.versions")


def _log(version: PolicyVersion, key: str, before: Any, after: Any, by: Actor) -> None:
    PolicyEdit.objects.create(in_version=version, key=key, before=before, after=after, by_id=by.id, by_name=by.name)


def _brief(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
