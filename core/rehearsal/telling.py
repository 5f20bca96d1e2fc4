"""A rehearsal as plain data: for the terminal and the API. Counts and sums only: no record is named."""

from __future__ import annotations

from typing import Any

from config_per_tenant.policy import Policy
from core.rehearsal import words
from core.rehearsal.models import Rehearsal, RehearsedChange, RehearsedPay
from core.rehearsal.money import WEEKS_IN_YEAR
from core.rehearsal.staleness import why_stale


def told(rehearsal: Rehearsal, policy: Policy) -> dict[str, Any]:
    """What a finished rehearsal found, in a fixed number of queries."""
    return {
        "headline": words.headline(rehearsal, policy),
        "stale": why_stale(rehearsal),
        "settings": [
            {name: said[name] for name in ("key", "label", "was", "becomes", "parts", "transition")}
            for said in rehearsal.settings
        ],
        "due_in_first_4_weeks": dict(zip(("before", "after"), rehearsal.first_weeks or (0, 0), strict=True)),
        "kinds": [
            {"kind": row["kind"], "label": row["label"], **_counts(row["counts"])}
            for row in words.by_kind(rehearsal, policy)
        ],
        "teams": [
            {"team_id": _key(row["team_id"]), "team_name": row["team_name"], **_counts(row)}
            for row in _changes(rehearsal).by_team()
        ],
        "workers": [
            {"worker_id": _key(row["owner_id"]), "worker_name": row["worker_name"], **_counts(row)}
            for row in _changes(rehearsal).by_worker()
        ],
        "hours_a_week": [
            {
                "team_id": team["id"],
                "team_name": team["name"] or None,
                "before": team["hours"][0],
                "after": team["hours"][1],
                "fte_before": team["fte"][0],
                "fte_after": team["fte"][1],
            }
            for team in rehearsal.workload.get("teams", ())
        ],
        "cost": _cost(rehearsal),
    }


def _changes(rehearsal: Rehearsal) -> Any:
    return RehearsedChange.objects.filter(rehearsal=rehearsal)


def _cost(rehearsal: Rehearsal) -> dict[str, Any] | None:
    if not rehearsal.money:
        return None
    before, after = rehearsal.money["total"]
    return {
        "week_from_on": rehearsal.money["week"],
        "households": rehearsal.money["households"],
        "households_changed": RehearsedPay.objects.filter(rehearsal=rehearsal).count(),
        "has_examples": rehearsal.money["examples"],
        "before_pence_a_year": before * WEEKS_IN_YEAR,
        "after_pence_a_year": after * WEEKS_IN_YEAR,
        "tiers": [
            {
                "what": tier["what"],
                "before_pence_a_year": tier["pence"][0] * WEEKS_IN_YEAR,
                "after_pence_a_year": tier["pence"][1] * WEEKS_IN_YEAR,
            }
            for tier in rehearsal.money["tiers"]
        ],
    }


def _counts(counts: Any) -> dict[str, int]:
    return {
        "become_overdue": counts.get("overdue", 0),
        "no_longer_overdue": counts.get("relieved", 0),
        "nearer": counts.get("nearer", 0),
        "later": counts.get("later", 0),
        "new": counts.get("appears", 0),
        "no_longer_due": counts.get("vanishes", 0),
        "handed_over": counts.get("handed", 0),
        "otherwise_different": counts.get("differs", 0),
    }


def _key(key: Any) -> str | None:
    return str(key) if key else None
