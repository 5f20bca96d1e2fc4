"""What a council says to a change of law: it notes it, or opens a draft that follows it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from config_per_tenant.law import NationalChange, national_change
from config_per_tenant.schema.setting import Setting
from config_per_tenant.statement import SET, Note, Statement
from config_per_tenant.versions.acts.drafting import open_draft
from config_per_tenant.versions.applying import put_in
from config_per_tenant.versions.edit_log import brief
from config_per_tenant.versions.holding import one_at_a_time
from config_per_tenant.versions.law import as_it_meets
from config_per_tenant.versions.models import LawChangeNoted, PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.ui.words import longdate


@transaction.atomic
def note_law_change(national: str, from_on: date, *, note: str = "", by: Actor) -> LawChangeNoted:
    """Say that the council knows of a change of law. Where its policy lies beyond it, the duty to follow it stays.

    Raises: NotPermitted; RuleBroken for a national value that does not change on that day.
    """
    require(by, "policy.note_law_change")
    change = _change(national, from_on)
    noted: LawChangeNoted = LawChangeNoted.objects.create(
        national=national,
        from_on=from_on,
        of_value=change.fingerprint,
        outcome=LawChangeNoted.NOTED,
        note=note.strip(),
        by_id=by.id,
        by_name=by.name,
    )
    said = f": {brief(noted.note)}" if noted.note else "."
    audit.record(
        "policy.law_noted",
        None,
        by=by,
        on=from_on,
        national=national,
        law=change.label,
        source=change.source,
        note=said,
    )
    return noted


@transaction.atomic
def draft_for_law_change(national: str, from_on: date, *, by: Actor) -> PolicyVersion:
    """Open a draft that brings what the council states beyond a change of law back to it, for the day it begins.

    The draft's day is that day, or the last free one before it; today when the change has begun. It takes the way of
    every draft; that it was opened is the council's answer to the change.
    Raises: NotPermitted; RuleBroken for a national value that does not change on that day; StateConflict when nothing
    lies beyond it, or an open draft follows it already.
    """
    require(by, "policy.open_draft")
    change = _change(national, from_on)
    one_at_a_time()
    following = LawChangeNoted.objects.filter(
        national=national, from_on=from_on, draft__in=PolicyVersion.objects.open_drafts()
    ).first()
    if following and following.draft:
        raise StateConflict("policy.law_followed", f"{following.draft.label} follows this change already.")
    met = as_it_meets(change)
    if not met.beyond:
        raise StateConflict(
            "policy.within_law", "Your policy is within this change already. Note it, and nothing more is needed."
        )
    draft = open_draft(title=f"{change.label}, from {longdate(from_on)}", by=by)
    draft.effective_from = _last_free_day(max(from_on, today()))
    draft.reason = f"{change.label}: {met.becomes} ({change.source}), from {longdate(from_on)}."
    draft.save()
    why = Note(f"Follows {change.source}, as it stands from {longdate(from_on)}.")
    forced = {each.setting.key: _stating(each.setting, each.forced, why) for each in met.beyond}
    applied = put_in(draft, forced, by=by)
    for found in applied.refused:
        words = f"{found.label}: {found.fault.words}"
        raise RuleBroken("policy.value_refused", words, field=found.key, source=found.fault.source)
    LawChangeNoted.objects.create(
        national=national,
        from_on=from_on,
        of_value=change.fingerprint,
        outcome=LawChangeNoted.ACCEPTED,
        draft=draft,
        by_id=by.id,
        by_name=by.name,
    )
    audit.record(
        "policy.law_followed",
        draft,
        by=by,
        on=from_on,
        national=national,
        law=change.label,
        source=change.source,
        settings=brief(applied.labels),
    )
    return draft


def _change(national: str, from_on: date) -> NationalChange:
    change = national_change(national, from_on)
    if change is None:
        words = f"No national value “{national}” changes on {longdate(from_on)}."
        raise RuleBroken("policy.unknown_law_change", words, field="national")
    return change


def _stating(setting: Setting, value: object, why: Note) -> Statement:
    return Statement(SET, setting.kind.plain(value), notes=(why,))


def _last_free_day(day: date) -> date:
    """The day itself, or the nearest before it that no version has; the day when there is none from today on."""
    taken = set(
        PolicyVersion.objects.standing().filter(effective_from__gte=today()).values_list("effective_from", flat=True)
    )
    free = day
    while free in taken and free > today():
        free -= timedelta(days=1)
    return day if free in taken else free
