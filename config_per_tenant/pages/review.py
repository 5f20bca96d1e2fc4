"""What a version changes, set out to be read and answered for: was and becomes in words, group by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from config_per_tenant.differences import Difference, changed_parts
from config_per_tenant.pages.showing import address, brief_entry, comparison
from config_per_tenant.policy import Entry
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.kinds import Structured, Table
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.setting import GROUPS
from config_per_tenant.statement import NOT_STATED, SET, Statement
from config_per_tenant.versions.checking import DraftFault, faults_of_draft
from config_per_tenant.versions.models import PolicyVersion
from hearth.ui.words import plural, upper_first

MOST_PARTS = 8  # parts of a table told one by one; more are counted

Change = dict[str, Any]


def review_of(version: PolicyVersion, on: date, *, may_change: bool = False) -> list[dict[str, Any]]:
    """The changes of a version by group, with bounds, what happens to work under way, warnings, faults and remarks."""
    before, after = comparison(version, on)
    is_open = version.state_on(on) in ("draft", "submitted")
    faults = _by_key(faults_of_draft(version, max(version.effective_from or on, on))) if is_open else {}
    remarks: dict[str, list[Any]] = {}
    for comment in version.comments.all():
        remarks.setdefault(comment.key, []).append(comment)
    edits = {edit.key: edit for edit in reversed(version.log.all())}
    changes = []
    for value in version.values.all():
        row = change_row(before.entry(value.key), after.entry(value.key))
        row["faults"] = faults.pop(value.key, [])
        row["remarks"] = remarks.get(value.key, [])
        row["edit"] = edits.get(value.key)
        if may_change:
            row["change_url"] = f"{reverse('policy:change', args=[value.setting.slug])}?draft={version.pk}"
            row["discard_url"] = reverse("policy:discard", args=[version.pk, value.setting.slug])
        changes.append((value.setting, row))
    return grouped(changes)


def faults_beyond(version: PolicyVersion, on: date) -> list[DraftFault]:
    """What an open version is at odds with outside the settings that it states: nothing that a change of it shows."""
    stated = set(version.statements)
    return [each for each in faults_of_draft(version, max(version.effective_from or on, on)) if each.key not in stated]


def differences_shown(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """The differences of two policies in the same form."""
    return grouped([(each.setting, change_row(each.before, each.after)) for each in differences])


def grouped(changes: Iterable[tuple[Setting, Change]]) -> list[dict[str, Any]]:
    """Changes under their groups, groups in the order of the settings' home."""
    found: dict[str, list[Change]] = {}
    for declared, row in changes:
        found.setdefault(declared.group, []).append(row)
    return [{"label": label, "rows": found[code]} for code, label in GROUPS.items() if code in found]


def change_row(was: Entry, becomes: Entry) -> Change:
    """One setting before and after, and all that a reader needs to judge it."""
    declared = becomes.setting
    has_parts = isinstance(declared.kind, (Structured, Table))
    parts = [upper_first(part) for part in changed_parts(was.plain, becomes.plain, declared.kind)] if has_parts else []
    before, after = _said(was), _said(becomes)
    if parts and before == after:
        after = f"{after}, {plural(len(parts), 'change')}"
    if before == after and was.ambiguity and not becomes.ambiguity:
        after = f"{after}: confirmed, the open question is settled"
    return {
        "key": declared.key,
        "label": declared.label,
        "slug": declared.slug,
        "href": address(declared),
        "before": before,
        "after": after,
        "parts": parts[:MOST_PARTS],
        "more_parts": max(0, len(parts) - MOST_PARTS),
        "bounds": [
            f"{words} ({provision.source})" if len(words) < 80 else provision.source
            for words, provision in zip(becomes.bound_words, becomes.provisions, strict=True)
        ],
        "transition": declared.change_in_words(),
        "warnings": [*becomes.warnings, *([f"Open question: {becomes.ambiguity}"] if becomes.ambiguity else [])],
        "sources": [source.in_words() for source in becomes.sources],
        "faults": [],
        "remarks": [],
    }


def edit_words(edit: Any) -> str:
    """One line of a draft's log: from what to what, as far as it can still be read."""
    declared = SETTINGS.get(edit.key)
    if declared is None:
        return ""
    was, became = _stated(declared, edit.before), _stated(declared, edit.after)
    if became and was:
        return f"Was {was}, became {became}."
    return f"Became {became}." if became else ""


def _stated(declared: Setting, plain: Mapping[str, Any] | None) -> str:
    if plain is None:
        return ""
    try:
        statement = Statement.from_plain(plain)
        words = declared.kind.words(statement.read(declared)) if statement.state == SET else ""
    except Wrong:
        return ""
    if not words:
        words = "not stated" if statement.state == NOT_STATED else "explicitly none"
    return f"“{words}”" if len(words) < 100 else ""


def _said(entry: Entry) -> str:
    words = brief_entry(entry)
    return f"{words} (platform default)" if entry.state == NOT_STATED else words


def _by_key(faults: Iterable[DraftFault]) -> dict[str, list[DraftFault]]:
    found: dict[str, list[DraftFault]] = {}
    for fault in faults:
        found.setdefault(fault.key, []).append(fault)
    return found
