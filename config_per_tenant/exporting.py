"""A policy as plain data, whole: for the command line, the API and whoever reads it elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from config_per_tenant.policy import Entry, Policy
from config_per_tenant.schema.setting import GROUPS
from config_per_tenant.versions.models import PolicyVersion


def export_policy(policy: Policy, on: date) -> dict[str, Any]:
    """Every setting with key, label, value, unit, state, source and effective day. Dates are ISO, money is pence."""
    return {
        "on": on.isoformat(),
        "stamp": policy.stamp,
        "versions": [
            {
                "number": layer.number,
                "label": layer.label,
                "effective_from": layer.effective_from.isoformat(),
                "approved_by": layer.approved_by,
                "approved_on": layer.approved_on.isoformat() if layer.approved_on else None,
            }
            for layer in policy.layers
        ],
        "settings": [export_entry(entry) for entry in policy.entries()],
    }


def export_entry(entry: Entry) -> dict[str, Any]:
    setting = entry.setting
    return {
        "key": setting.key,
        "label": setting.label,
        "group": GROUPS[setting.group],
        "type": setting.kind.name,
        "value": entry.plain,
        "words": entry.in_words(),
        "unit": entry.unit or None,
        "clock": setting.clock or None,
        "starts": setting.starts or None,
        "stops": setting.stops or None,
        "state": entry.state,
        "is_default": entry.is_default,
        "default_reason": setting.default_reason if entry.is_default else None,
        "is_example": entry.has_examples,
        "forced_by": entry.forced_by.source if entry.forced_by else None,
        "bounds": [
            {"words": words, "source": provision.source, "check": provision.check}
            for words, provision in zip(entry.bound_words, entry.provisions, strict=True)
        ],
        "legal_source": setting.legal_source or None,
        "sources": [source.to_plain() for source in entry.sources],
        "notes": [note.to_plain() for note in entry.notes],
        "ambiguity": entry.ambiguity or None,
        "warnings": list(entry.warnings),
        "version": entry.version,
        "effective_from": entry.effective_from.isoformat() if entry.effective_from and not entry.is_default else None,
        "approved_by": entry.approved_by or None,
    }


def export_version(version: PolicyVersion, stage: str) -> dict[str, Any]:
    """A version with where it stands and what it states. Its values are read: prefetch them for many."""
    return {
        "number": version.number,
        "label": version.label,
        "title": version.title,
        "stage": stage,
        "reason": version.reason or None,
        "effective_from": version.effective_from.isoformat() if version.effective_from else None,
        "drafted_by": version.drafted_by_name,
        "submitted_by": version.submitted_by_name or None,
        "approved_by": version.approved_by_name or None,
        "withdrawn_because": version.withdrawn_reason or None,
        "settings": [value.key for value in version.values.all()],
    }
