"""Policy in the form that templates show: values brief and whole, differences, versions with their state in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from config_per_tenant.differences import changed_parts
from config_per_tenant.pages.columns import Hidden
from config_per_tenant.pages.shape import several
from config_per_tenant.pages.shapes import shape_of
from config_per_tenant.policy import Entry, Policy, policy_on
from config_per_tenant.readiness import fixed_by
from config_per_tenant.schema import Setting
from config_per_tenant.schema.kinds import Structured, Table
from config_per_tenant.statement import NONE, SET
from config_per_tenant.versions.checking import as_if
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from config_per_tenant.versions.stages import STAGE_WORDS
from hearth.ui.words import longdate, plural, upper_first

MOST_COLUMNS = 4  # of a table beside other things; what has more parts is told row by row
LONGEST = 140  # characters of a value in a list; a longer one is counted instead
STAGE_COLOURS = {
    "draft": "grey",
    "submitted": "amber",
    "scheduled": "blue",
    "in_force": "green",
    "superseded": "grey",
    "withdrawn": "grey",
}


def brief(setting: Setting, value: Any, words: str) -> str:
    """A value for one cell: whole when it is short, otherwise how much of it there is."""
    if len(words) <= LONGEST or value is None or not isinstance(setting.kind, (Structured, Table)):
        return words
    shape = shape_of(setting)
    answers = shape.apart(setting.kind.plain(value))
    counted = [plural(len(answers.get(rows.name, ())), rows.one, several(rows.one)) for rows in shape.tables]
    if not counted:
        counted = [plural(sum(1 for answer in answers.values() if answer), "answer")]
    return ", ".join(counted)


def brief_entry(entry: Entry) -> str:
    return brief(entry.setting, entry.value, entry.in_words())


def address(setting: Setting) -> str:
    return reverse("policy:setting", args=[setting.slug])


def row_of(entry: Entry, *, drafted: str = "") -> dict[str, Any]:
    """What components/settings_row.html shows of one setting: the page of its own has the rest."""
    setting = entry.setting
    bound = "; ".join(
        f"{words}: {provision.source}" if len(words) <= LONGEST // 2 else provision.source
        for words, provision in zip(entry.bound_words, entry.provisions, strict=True)
    )
    cited = entry.sources[0] if entry.sources else None
    return {
        "key": setting.key,
        "label": setting.label,
        "state": SET if fixed_by(entry) and entry.is_default else entry.state,
        "value": brief_entry(entry),
        "default": brief_entry(entry) if entry.value is not None else "",
        "bound": bound,
        "source": ", ".join(part for part in (cited.title, cited.section) if part) if cited else "",
        "note": "Fixed by law" if fixed_by(entry) else "Example amounts" if entry.has_examples else "",
        "version": version_words(entry) if entry.layer and entry.layer.number > 1 else "",
        "href": address(setting),
        "link": "Open",
        "changed": drafted,
    }


def cited(entry: Entry) -> list[str]:
    """The sources in words, each document once with all its sections."""
    sections: dict[str, list[str]] = {}
    for source in entry.sources:
        document = replace(source, section="").in_words()
        sections.setdefault(document, []).append(source.section)
    return [", ".join(part for part in (document, "; ".join(found)) if part) for document, found in sections.items()]


def version_words(entry: Entry) -> str:
    if entry.is_default or entry.effective_from is None:
        return ""
    return f"{entry.version}, in force from {longdate(entry.effective_from)}"


def tables_of(entry: Entry) -> list[dict[str, Any]]:
    """The parts of a value as tables to read, without columns that are empty throughout. Empty for a plain value."""
    if entry.value is None or not isinstance(entry.setting.kind, (Structured, Table)):
        return []
    shape = shape_of(entry.setting)
    answers = shape.apart(entry.plain)
    tables: list[dict[str, Any]] = []
    single = [(column.label, column.said(answers.get(column.name), answers)) for column in shape.single]
    single = [(label, words) for label, words in single if words]
    if single and not shape.tables:
        tables.append({"caption": entry.setting.label, "headers": [], "pairs": single, "rows": []})
    for rows in shape.tables:
        found = [[column.said(row.get(column.name), answers) for column in rows.columns] for row in answers[rows.name]]
        first = next(i for i, column in enumerate(rows.columns) if column.name == rows.named_by)
        order = [first, *(i for i in range(len(rows.columns)) if i != first)]
        kept = [
            i
            for i in order
            if not isinstance(rows.columns[i], Hidden)
            and (i == first or any(line[i] for line in found))
            and not all(line[i] in ("No", "") for line in found)
            and not (rows.columns[i].name == "status" and all(line[i] == "Active" for line in found))
        ]
        headers: list[dict[str, Any]] = [
            {"label": rows.columns[i].short or rows.columns[i].label, "num": rows.columns[i].is_number} for i in kept
        ]
        lines: list[dict[str, Any]] = [
            {
                "name": line[kept[0]],
                "cells": [
                    {"label": header["label"], "num": header["num"], "words": line[i]}
                    for i, header in zip(kept[1:], headers[1:], strict=True)
                ],
            }
            for line in found
            if kept
        ]
        tables.append(
            {
                "caption": upper_first(several(rows.one)),
                "headers": headers,
                "pairs": [],
                "rows": lines,
                "cards": len(headers) > MOST_COLUMNS,
            }
        )
    return tables


def team_chart(entry: Entry) -> list[dict[str, Any]]:
    """A team structure as components/team_chart.html draws it, the service-wide posts in a team of their own."""
    from config_per_tenant.schema.values.structure import RESPONSIBILITIES, PostDeclared, TeamDeclared, TeamStructure

    structure = entry.value
    if not isinstance(structure, TeamStructure):
        return []

    def post(declared: PostDeclared) -> dict[str, Any]:
        return {
            "title": declared.title,
            "headcount": declared.headcount,
            "fte": declared.fte,
            "vacant": declared.vacancies,
            "funding": f"Funded by {declared.funding}" if declared.funding else "",
        }

    def team(declared: TeamDeclared) -> dict[str, Any]:
        return {
            "name": declared.name,
            "managed_by": declared.managed_by,
            "responsibilities": [RESPONSIBILITIES[code] for code in declared.responsibilities],
            "posts": [post(each) for each in declared.posts],
            "teams": [team(each) for each in structure.under(declared.code)],
        }

    teams = [team(each) for each in structure.under(None)]
    if not structure.service_wide_posts:
        return teams
    return [{"name": "Whole service", "posts": [post(p) for p in structure.service_wide_posts], "teams": teams}]


def history_of(setting: Setting, on: date) -> list[dict[str, Any]]:
    """What each approved version said about a setting, newest first, as entries of components/timeline.html."""
    values = list(
        PolicyValue.objects.filter(key=setting.key, in_version__approved_at__isnull=False)
        .select_related("in_version")
        .order_by("in_version__effective_from", "in_version__number")
    )
    has_parts = isinstance(setting.kind, (Structured, Table))
    entries: list[dict[str, Any]] = []
    before: PolicyValue | None = None
    replaced: dict[str, Any] | None = None
    for value in values:
        version = value.in_version
        parts = changed_parts(before.plain, value.plain, setting.kind) if before and has_parts else ()
        if version.state_on(on) == "in_force" and replaced is not None and version.effective_from:
            replaced["body"] = f"Until {longdate(version.effective_from - timedelta(days=1))}."
        people = [f"drafted by {version.drafted_by_name}"] if not version.is_opening else []
        people += [f"approved by {version.approved_by_name}"] if version.approved_by_name else []
        entries.append(
            {
                "title": brief(setting, _value(value), value.in_words()),
                "href": version.get_absolute_url(),
                "at": version.effective_from,
                "who": ", ".join([version.label, *people]),
                "body": _standing(version, on),
                "kind": "next" if version.state_on(on) == "scheduled" else "",
                "parts": _several(parts),
            }
        )
        if version.state_on(on) == "in_force":
            before, replaced = value, entries[-1]
    for entry in entries:
        entry["body"] = ". ".join(part.rstrip(".") for part in (entry["body"], entry.pop("parts")) if part) + "."
    return entries[::-1]


def _standing(version: PolicyVersion, on: date) -> str:
    return {
        "in_force": "In force now.",
        "scheduled": "Approved; waits for its day.",
        "withdrawn": f"Withdrawn before its day: {version.withdrawn_reason}",
    }.get(version.state_on(on), "")


def state_of(version: PolicyVersion, on: date) -> dict[str, str]:
    """Where a version stands by itself; whether later ones took its place is asked of `stages_of`."""
    return stage_tag(version.state_on(on))


def stage_tag(stage: str) -> dict[str, str]:
    """A stage of `versions.stages` in words and colour."""
    return {"text": STAGE_WORDS[stage], "colour": STAGE_COLOURS[stage]}


def comparison(version: PolicyVersion, on: date) -> tuple[Policy, Policy]:
    """The policy without and with a version, on its day: the day before a version's own day, or today for a draft."""
    day = version.effective_from or on
    if version.approved_at and not version.withdrawn_at:
        return policy_on(day - timedelta(days=1)), policy_on(day)
    return policy_on(max(day, on)), as_if(version, max(day, on))


def _several(parts: Iterable[str], most: int = 6) -> str:
    found = [upper_first(part) for part in parts]
    more = len(found) - most
    return ". ".join(found[:most]) + (f". And {plural(more, 'more change')}" if more > 0 else "")


def _value(value: PolicyValue) -> Any:
    return None if value.state == NONE else value.statement.read(value.setting)
