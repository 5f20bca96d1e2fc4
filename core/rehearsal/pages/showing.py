"""What a rehearsal found, as the tables of its page."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from config_per_tenant.policy import Policy
from core.rehearsal import words
from core.rehearsal.comparing import APPEARS, HANDED, LATER, NEARER, OVERDUE, VANISHES, total
from core.rehearsal.models import Rehearsal, RehearsedChange
from core.rehearsal.money import WEEKS_IN_YEAR
from hearth.identity.models import User
from hearth.ui.words import money as pounds

NO_TEAM, NEW = "none", "new:"  # in an address: no team, and one that does not exist yet, by its name
BRIEF = 120  # characters of a value that are shown whole
MOVES = ((NEARER, "Move nearer"), (LATER, "Move later"), (APPEARS, "New"), (VANISHES, "No longer due"))


def stats(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """The figures under the headline, each leading to its rows."""
    late = total(rehearsal.counts, OVERDUE)
    shown = [
        {
            "value": late,
            "label": "Become overdue",
            "state": "overdue" if late else "",
            "href": _changes(rehearsal, "view=overdue") if late else "",
        }
    ]
    for change, label in MOVES:
        count = total(rehearsal.counts, change)
        shown.append({"value": count, "label": label, "href": _changes(rehearsal, f"change={change}") if count else ""})
    soon = rehearsal.first_weeks or (0, 0)
    if soon[0] != soon[1]:
        shown.append({"value": soon[1], "label": "Due in the first 4 weeks", "note": f"{soon[0]} without it"})
    if handed := total(rehearsal.counts, HANDED):
        shown.append({"value": handed, "label": "Change hands", "href": _changes(rehearsal, f"change={HANDED}")})
    if hours := words.hours(rehearsal.workload):
        shown.append({"value": _more(hours[1] - hours[0]), "label": "Hours a week"})
    if rehearsal.money:
        yearly = _yearly(rehearsal.money["total"])
        more = "More a year" if yearly > 0 else "Less a year" if yearly < 0 else "The cost of a year"
        href = reverse("rehearsal:payments", args=[rehearsal.of_version_id])
        shown.append({"value": pounds(round(abs(yearly), -2)) if yearly else "The same", "label": more, "href": href})
    return shown


def settings(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """Each setting that changes, with what that means for work under way."""
    return [
        {
            "label": said["label"],
            "href": reverse("policy:setting", args=[said["slug"]]),
            "before": _short(said["was"]),
            "after": "; ".join(said["parts"]) if said["parts"] and len(said["becomes"]) > BRIEF else said["becomes"],
            "note": f"Work under way: {said['transition'][:1].lower()}{said['transition'][1:]}",
        }
        for said in rehearsal.settings
    ]


def kinds(rehearsal: Rehearsal, policy: Policy) -> list[dict[str, Any]]:
    return [
        {**row, "href": _changes(rehearsal, f"kind={row['kind']}"), "cells": _all_cells(row["counts"], rehearsal)}
        for row in words.by_kind(rehearsal, policy)
    ]


def teams(request: HttpRequest, rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """Each team: how its duties change, and its hours a week beside what its posts have to give."""
    counted = {(str(row["team_id"] or ""), row["team_name"]): row for row in _mine(request, rehearsal).by_team()}
    hours = {(str(team["id"] or ""), team["name"]): team for team in rehearsal.workload.get("teams", ())}
    direct = rehearsal.workload.get("direct_hours", (None, None))
    rows = []
    for key in {**counted, **hours}:
        row, (team_id, name) = counted.get(key, {}), key
        rows.append(
            {
                "name": name or "No team",
                "order": (not name, row.get("place") or 0, name),
                "href": _changes(rehearsal, urlencode({"team": team_asked(team_id, name)})) if row else "",
                "cells": _brief_cells(row, rehearsal),
                **_load(hours.get(key), direct),
            }
        )
    return sorted(rows, key=lambda row: row["order"])


def workers(request: HttpRequest, rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """Each worker: how their duties change, and their hours a week."""
    counted = {str(row["owner_id"] or ""): row for row in _mine(request, rehearsal).by_worker()}
    hours = {str(worker["id"] or ""): worker["hours"] for worker in rehearsal.workload.get("workers", ())}
    unnamed = [UUID(key) for key in hours if key and key not in counted]
    names = dict(User.objects.filter(pk__in=unnamed).values_list("pk", "name")) if unnamed else {}
    rows = []
    for key in {**counted, **hours}:
        row = counted.get(key, {})
        name = row.get("worker_name") or (names.get(UUID(key), "") if key else "Nobody allocated")
        rows.append(
            {
                "name": name,
                "href": _changes(rehearsal, f"worker={key or 'nobody'}") if row else "",
                "cells": _brief_cells(row, rehearsal),
                "hours": hours.get(key),
                "more": _more(hours[key][1] - hours[key][0]) if key in hours else "",
                "order": (key == "", -(row.get("overdue") or 0), name),
            }
        )
    return sorted(rows, key=lambda row: row["order"])


def money(rehearsal: Rehearsal) -> dict[str, Any] | None:
    """Cost a year, by tier and rate and in total: 52 weeks like the first whole one."""
    found = rehearsal.money
    if not found:
        return None
    return {
        "week": date.fromisoformat(found["week"]),
        "households": found["households"],
        "examples": found["examples"],
        "lines": [
            {
                "what": tier["what"],
                "before": tier["pence"][0] * WEEKS_IN_YEAR,
                "after": tier["pence"][1] * WEEKS_IN_YEAR,
                "more": _signed(_yearly(tier["pence"])),
            }
            for tier in found["tiers"]
        ],
        "before": found["total"][0] * WEEKS_IN_YEAR,
        "after": found["total"][1] * WEEKS_IN_YEAR,
        "more": _signed(_yearly(found["total"])),
        "href": reverse("rehearsal:payments", args=[rehearsal.of_version_id]),
    }


def cost_rows(rehearsal: Rehearsal) -> list[dict[str, str]]:
    """The same in brief, for beside a list: what each tier and rate costs more or less."""
    found = rehearsal.money
    rows = [{"key": tier["what"], "value": _signed(_yearly(tier["pence"]))} for tier in found.get("tiers", ())]
    return [*rows, {"key": "Together", "value": _signed(_yearly(found["total"]))}] if found else []


def team_asked(team_id: Any, name: str) -> str:
    """A team in an address: by its key, by its name while it does not exist yet, or none."""
    return str(team_id or (f"{NEW}{name}" if name else NO_TEAM))


def _mine(request: HttpRequest, rehearsal: Rehearsal) -> Any:
    return RehearsedChange.objects.visible_to(request.actor).filter(rehearsal=rehearsal)


def _changes(rehearsal: Rehearsal, query: str) -> str:
    return f"{reverse('rehearsal:changes', args=[rehearsal.of_version_id])}?{query}"


def _cells(counts: Any) -> list[tuple[str, int]]:
    return [
        ("Become overdue", counts.get("overdue", 0)),
        ("Nearer", counts.get("nearer", 0)),
        ("Later", counts.get("later", 0)),
        ("New", counts.get("appears", 0)),
        ("No longer due", counts.get("vanishes", 0)),
    ]


def _all_cells(counts: Any, rehearsal: Rehearsal) -> list[tuple[str, int]]:
    """The columns of the table by kind; what goes to others only where something does."""
    return [*_cells(counts), *_handed(counts, "To others", rehearsal)]


def _brief_cells(counts: Any, rehearsal: Rehearsal) -> list[tuple[str, int]]:
    """The columns of the tables by team and by worker."""
    return [*_cells(counts)[:3], *_handed(counts, "From others", rehearsal)]


def _handed(counts: Any, label: str, rehearsal: Rehearsal) -> list[tuple[str, int]]:
    return [(label, counts.get("handed", 0))] if total(rehearsal.counts, HANDED) else []


def _load(team: dict[str, Any] | None, direct: Any) -> dict[str, Any]:
    """Hours a week of one team, and in words how they compare with its posts."""
    if team is None:
        return {"hours": None, "more": "", "posts": "", "verdict": ""}
    before, after = team["hours"]
    fte = team["fte"][1]
    told = {"hours": (before, after), "more": _more(after - before)}
    if fte is None or direct[1] is None:
        return {**told, "posts": "Not stated", "verdict": "Its posts are not stated in full-time equivalents"}
    has = round(fte * direct[1], 1)
    left = round(has - after, 1)
    verdict = f"{left:g} hours to spare" if left >= 0 else f"{-left:g} hours more than its posts have"
    was = f" (was {team['fte'][0]:g})" if team["fte"][0] is not None and team["fte"][0] != fte else ""
    return {**told, "posts": f"{has:g} hours of {fte:g} FTE{was}", "verdict": verdict, "is_short": left < 0}


def _more(hours: float) -> str:
    rounded = round(hours, 1)
    return f"{rounded:+g}" if rounded else "No change"


def _yearly(pence: Any) -> int:
    return int(pence[1] - pence[0]) * WEEKS_IN_YEAR


def _signed(pence: int) -> str:
    if not pence:
        return "No change"
    return f"{'+' if pence > 0 else '-'}{pounds(abs(pence))}"


def _short(told: str) -> str:
    return told if len(told) <= BRIEF else f"{told[: BRIEF - 1].rstrip()}…"
