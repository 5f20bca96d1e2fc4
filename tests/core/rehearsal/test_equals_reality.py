"""A rehearsal tells what then happens: a draft put in force gives exactly the duties and the pay that it rehearsed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions.actions import apply_due
from core.duties.catalogue import known
from core.duties.derive import rebuild
from core.duties.models import Duty
from core.payments.previewing import previews
from core.rehearsal.models import RehearsedChange, RehearsedPay
from core.rehearsal.money import first_whole_week
from core.staffing.structure import recorded
from hearth.dates import on_day
from hearth.ui.words import longdate
from tests.core.rehearsal.conftest import TAKES_EFFECT
from tests.support.rehearsals import a_draft, put_in_force, rehearsed
from tests.support.staff import SYSTEM

DRAFTS: dict[str, dict[str, Any]] = {
    "visits more often": {"supervision.visit_interval": {"least": "2 weeks", "most": "4 weeks"}},
    "visits less often": {"supervision.visit_interval": {"least": "6 weeks", "most": "10 weeks"}},
    "visits in working days": {"supervision.visit_interval": {"most": "15 working days"}},
    "a longer warning": {"supervision.visit_warning_days": 20},
    "two unannounced visits": {
        "supervision.unannounced_visits": {"count": 2, "period": "1 year", "counted_per": "household"}
    },
    "reviews every ten months": {"review.interval": "10 months"},
    "the first review sooner": {"review.first_within": "9 months"},
    "the standards sooner": {"training.tsd_mainstream": "8 months", "training.tsd_connected_person": "10 months"},
    "enquiries answered later": {"recruitment.reply_to_enquiry": {"within": "4 working days"}},
    "all of them at once": {
        "supervision.visit_interval": {"least": "3 weeks", "most": "5 weeks"},
        "supervision.visit_warning_days": 3,
        "review.interval": "11 months",
        "training.tsd_mainstream": "10 months",
        "recruitment.initial_visit": {"within": "3 working days"},
    },
}


def kept() -> dict[tuple[Any, ...], dict[str, Any]]:
    """Every duty as it is kept, by what tells it apart; who approved a policy is not known of a draft."""
    return {
        (duty.subject_kind, duty.subject_id, duty.kind, duty.key): {
            "due_on": duty.due_on,
            "starts_on": duty.starts_on,
            "warn_from": duty.warn_from,
            "note": duty.note,
            "owner": duty.owner_id,
            "team": duty.team_id,
        }
        for duty in Duty.objects.all()
    }


def traces() -> dict[tuple[Any, ...], Any]:
    return {
        (duty.subject_kind, duty.subject_id, duty.kind, duty.key): unsigned(duty.trace) for duty in Duty.objects.all()
    }


def unsigned(trace: dict[str, Any]) -> dict[str, Any]:
    """A trace without the approver, whom a draft does not have yet, and without what was before: the rehearsal's rows
    hold that in full."""
    plain = json.loads(json.dumps(trace))
    plain.pop("before")
    return {**plain, "settings": [{**use, "approved_by": "", "approved_on": ""} for use in plain["settings"]]}


def with_changes(before: dict[tuple[Any, ...], dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The duties that there would be by the rehearsal: those of before, with its changes applied."""
    after = dict(before)
    for row in RehearsedChange.objects.all():
        identity = (row.subject_kind, row.subject_id, row.kind, row.key)
        assert (after.get(identity) or {}).get("due_on") == row.due_before
        if row.due_after is None:
            del after[identity]
        else:
            after[identity] = {
                "due_on": row.due_after,
                "starts_on": row.starts_on,
                "warn_from": row.warn_from,
                "note": row.note,
                "owner": row.owner_id,
                "team": row.team_id,
            }
    return after


def in_first_weeks(duties: dict[tuple[Any, ...], dict[str, Any]], values: dict[str, Any]) -> int:
    """How many that the settings can move fall due in the first four weeks."""
    moved = {code for code, kind in known().items() if set(kind.settings) & set(values)}
    last = TAKES_EFFECT + timedelta(weeks=4)
    return sum(kind in moved and TAKES_EFFECT <= duty["due_on"] < last for (_, _, kind, _), duty in duties.items())


@pytest.mark.parametrize("values", DRAFTS.values(), ids=DRAFTS)
def test_the_duties_that_result_are_exactly_the_rehearsed_ones(service, values):
    draft = a_draft(values)
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)
    rebuild(on=TAKES_EFFECT)
    before, expected = kept(), with_changes(kept())

    put_in_force(draft, on=TAKES_EFFECT)
    with on_day(TAKES_EFFECT):
        apply_due(on=TAKES_EFFECT, by=SYSTEM)
        rebuild()

        assert kept() == expected
        only_new_work = all(SETTINGS[key].transition.kind == "new" for key in values)
        assert (expected == before) is only_new_work, "work under way moves, unless the settings leave it alone"
        told = {
            (row.subject_kind, row.subject_id, row.kind, row.key): unsigned(row.after.to_json())
            for row in RehearsedChange.objects.exclude(due_after=None)
        }
        assert {identity: trace for identity, trace in traces().items() if identity in told} == told
        said = {(duty.subject_id, duty.kind, duty.key): duty.why.before for duty in Duty.objects.all()}
        for row in RehearsedChange.objects.filter(due_before__isnull=False, due_after__isnull=False):
            was = said[row.subject_id, row.kind, row.key]
            assert was.value == longdate(row.due_before), "the date that stood before is the one rehearsed as such"
        assert rehearsal.first_weeks == [in_first_weeks(before, values), in_first_weeks(kept(), values)]
        late = {identity for identity, duty in kept().items() if duty["due_on"] < TAKES_EFFECT}
        was_late = {identity for identity, duty in before.items() if duty["due_on"] < TAKES_EFFECT}
        assert sum(counts.get("overdue", 0) for counts in rehearsal.counts.values()) == len(late - was_late)


def a_dearer_tier() -> dict[str, Any]:
    plain = policy_on(TAKES_EFFECT).entry("fees.tiers").plain
    for tier in plain["tiers"]:
        tier["weekly_pence"] += 1_234
    return {"fees.tiers": plain}


def a_dearer_allowance() -> dict[str, Any]:
    plain = policy_on(TAKES_EFFECT).entry("allowances.table").plain
    return {
        "allowances.table": {
            **plain,
            "weekly_pence": {band: more + 700 for band, more in plain["weekly_pence"].items()},
        }
    }


MONEY = {"tiers": a_dearer_tier, "allowances": a_dearer_allowance}


@pytest.mark.parametrize("values_of", MONEY.values(), ids=MONEY)
def test_the_amounts_that_result_are_exactly_the_rehearsed_ones(service, values_of):
    week = first_whole_week(TAKES_EFFECT)
    keys = [home.pk for home in service.homes]
    draft = a_draft(values_of())
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)
    before = previews(keys, week, actor=SYSTEM)

    put_in_force(draft, on=TAKES_EFFECT)
    after = previews(keys, week, actor=SYSTEM)

    changed = {row.household_id: (row.before_pence, row.after_pence) for row in RehearsedPay.objects.all()}
    for key in keys:
        paid = (before[key].total_pence, after[key].total_pence)
        assert changed.get(key, (paid[0], paid[0])) == paid
    assert changed
    assert rehearsal.money["total"] == [
        sum(preview.total_pence for preview in found.values()) for found in (before, after)
    ]
    assert rehearsal.counts == {}, "a change to fees moves no duty"


def redrawn(service: Any) -> dict[str, Any]:
    """The kinship team's workers go to a team that is new, the support team takes on connected persons, and a post
    leaves."""
    support, kinship = structure_as_recorded()["teams"]
    new = {
        "code": "family_network",
        "name": "Family Network Team",
        "responsibilities": ["connected_assessment", "recruitment"],
        "posts": [kinship["posts"][0]],
    }
    kinship = {**kinship, "posts": kinship["posts"][1:], "responsibilities": []}
    support = {**support, "responsibilities": ["mainstream_supervision", "connected_supervision"]}
    return {"teams.structure": {"teams": [new, support, kinship]}}


def structure_as_recorded() -> dict[str, Any]:
    return recorded().to_plain()


def whose() -> dict[tuple[Any, ...], tuple[Any, str]]:
    return {
        (duty.subject_kind, duty.subject_id, duty.kind, duty.key): (duty.owner_id, duty.team.name if duty.team else "")
        for duty in Duty.objects.select_related("team")
    }


def test_a_redrawn_structure_hands_on_exactly_the_rehearsed_duties(service):
    draft = a_draft(redrawn(service))
    rehearsal = rehearsed(draft, on=TAKES_EFFECT)
    rebuild(on=TAKES_EFFECT)
    expected = before = whose()
    for row in RehearsedChange.objects.all():
        identity = (row.subject_kind, row.subject_id, row.kind, row.key)
        assert row.due_before == row.due_after
        expected = {**expected, identity: (row.owner_id, row.team_name)}

    put_in_force(draft, on=TAKES_EFFECT)
    with on_day(TAKES_EFFECT):
        apply_due(on=TAKES_EFFECT, by=SYSTEM)
        rebuild()

        assert whose() == expected != before
    hours = {team["name"]: team for team in rehearsal.workload["teams"]}
    assert hours["Family Network Team"]["hours"][0] == 0 < hours["Family Network Team"]["hours"][1]
    assert hours["Kinship Team"]["hours"][1] == 0
    assert "Family Network Team" in {team for _, team in expected.values()}
