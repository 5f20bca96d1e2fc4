"""One entry, as facts with words."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hearth.audit.models import AuditEntry, AuditEntryQuerySet, AuditLink
from hearth.ui.words import longdate

TOGETHER = 10
AROUND = timedelta(minutes=15)  # within which a request ends


def facts_of(entry: AuditEntry, link: AuditLink | None) -> list[dict[str, Any]]:
    """Who, as what, about whom, when it happened, why; the request, and the place in the chain."""
    kind = "Colleague" if entry.is_staffs else entry.kind_words
    rows = [
        ("Who", entry.actor_name, kind),
        ("As", entry.roles_words or "No role", ""),
        ("About", entry.subject_name or "No one record", f"{len(entry.seen)} shown" if entry.seen else ""),
        ("Happened on", longdate(entry.on) if entry.on else "Not said", ""),
        ("Reason", entry.reason or "None given", ""),
        ("Code", entry.code, ""),
        ("Request", entry.request_id or "None", ""),
        (
            "Place in the chain",
            str(link.position) if link else "Not linked yet",
            bytes(link.hash).hex() if link else "",
        ),
    ]
    return [{"key": key, "value": value, "note": note} for key, value, note in rows]


def values_of(entry: AuditEntry) -> list[dict[str, Any]]:
    """What the entry keeps of values, old and new side by side where it has both."""
    details = {key: value for key, value in entry.details.items() if key != "reason"}
    before, after = details.get("before"), details.get("after")
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        del details["before"], details["after"]
        for key in sorted({*before, *after}):
            details[key] = f"{_said(before.get(key))} became {_said(after.get(key))}"
    return [{"key": key.replace("_", " ").capitalize(), "value": _said(value)} for key, value in details.items()]


def same_request(visible: AuditEntryQuerySet, entry: AuditEntry) -> list[AuditEntry]:
    """What else the same request or job left behind. The moments near it keep the search to their month."""
    if not entry.request_id:
        return []
    near = visible.filter(created_at__gte=entry.created_at - AROUND, created_at__lte=entry.created_at + AROUND)
    return list(near.filter(request_id=entry.request_id).exclude(pk=entry.pk)[:TOGETHER])


def _said(value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, Mapping):
        return ", ".join(f"{str(key).replace('_', ' ')}: {_said(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_said(item) for item in value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
