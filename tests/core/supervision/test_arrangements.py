"""Visiting one household more or less often than most: only as policy describes, and recorded."""

from datetime import timedelta

import pytest

from config_per_tenant.versions.actions import adopt_opening_pack
from core.duties.models import Duty
from core.supervision.arrangements import agree_visit_arrangement, end_visit_arrangement
from core.supervision.models import VisitArrangement
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.browsing import signed_in
from tests.support.staff import SYSTEM, a_team_manager, a_user
from tests.support.visits import a_visit, an_approved_household

PACK = """
council: {slug: oakshire, name: Oakshire Council}
documents: {sop: {title: Statement of Purpose, publisher: Oakshire Council, period: "2026"}}
settings:
  supervision.visit_interval:
    {state: set, value: {most: 4 weeks}, sources: [{document: sop, section: "4"}]}
  supervision.visit_variations:
    state: set
    value:
      - {when: matched_long_term, words: Settled long-term matches, interval: {most: 12 weeks}}
      - {when: concerns, words: As often as the concern asks}
    sources: [{document: sop, section: "4"}]
"""


@pytest.fixture
def policy(day, tmp_path):
    pack = tmp_path / "oakshire.yaml"
    pack.write_text(PACK)
    adopt_opening_pack(pack, by=SYSTEM, effective_from=day - timedelta(days=700))


@pytest.fixture
def household(policy, dana, day):
    found = an_approved_household(worker=dana)
    a_visit(found, day, worker=dana)
    return found


def weeks_to_next_visit(day):
    return (Duty.objects.get(kind="supervision.visit").due_on - day).days // 7


def test_an_agreed_variation_moves_the_date_and_says_why(household, day):
    assert weeks_to_next_visit(day) == 4

    agree_visit_arrangement(household, reason="matched_long_term", note="Settled since 2024", by=SYSTEM)

    assert weeks_to_next_visit(day) == 12
    facts = Duty.objects.get(kind="supervision.visit").why.facts
    assert "Settled long-term matches" in facts[1].value
    assert "Settled long-term matches" in AuditEntry.objects.get(code="supervision.arrangement_agreed").sentence


def test_a_variation_without_an_interval_leaves_the_usual_one(household, day):
    agree_visit_arrangement(household, reason="concerns", note="See the minutes", by=SYSTEM)

    assert weeks_to_next_visit(day) == 4


def test_another_variation_follows_and_the_last_can_end(household, day):
    agree_visit_arrangement(household, reason="concerns", note="See the minutes", by=SYSTEM)
    second = agree_visit_arrangement(household, reason="matched_long_term", note="Settled", by=SYSTEM)

    end_visit_arrangement(second, by=SYSTEM)

    assert weeks_to_next_visit(day) == 4
    assert VisitArrangement.objects.filter(until_on=None).count() == 0
    with pytest.raises(StateConflict):
        end_visit_arrangement(second, by=SYSTEM)


def test_what_policy_does_not_describe_is_refused(household):
    with pytest.raises(RuleBroken):
        agree_visit_arrangement(household, reason="new_carer", note="New", by=SYSTEM)


@pytest.mark.parametrize("role", [Role.SUPERVISING_SOCIAL_WORKER, Role.FINANCE_OFFICER])
def test_a_worker_alone_does_not_agree_it(household, role):
    with pytest.raises(NotPermitted):
        agree_visit_arrangement(household, reason="concerns", note="See", by=a_user("Somebody", role).actor)


def test_a_manager_agrees_and_ends_it_by_its_pages(household, teams, day):
    manager = signed_in(a_team_manager(team=teams[0]))
    tab, form = f"/households/{household.pk}/visits/", f"/households/{household.pk}/visit-arrangements/new"
    told = {"from_on_day": day.day, "from_on_month": day.month, "from_on_year": day.year, "note": "Settled"}

    assert "Agree a variation" in manager.get(tab).content.decode()
    assert manager.post(form, told).status_code == 422
    assert manager.post(form, {**told, "reason": "matched_long_term"}).status_code == 302
    assert weeks_to_next_visit(day) == 12
    arrangement = VisitArrangement.objects.get()
    assert "Go back to the usual interval" in manager.get(tab).content.decode()
    assert manager.post(f"/visit-arrangements/{arrangement.pk}/end").status_code == 302
    assert weeks_to_next_visit(day) == 4
