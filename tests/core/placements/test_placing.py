"""Placing a child: within the terms, within the usual limit, one home at a time."""

from datetime import date

import pytest

from core.approvals.actions import record_resignation
from core.duties.models import Duty
from core.placements import actions, rules
from core.placements.models import Placement
from core.placements.whys import why_it_may_last
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StaleEdit, StateConflict
from tests.support.homes import a_household, an_approved_household, approval_of
from tests.support.law import law
from tests.support.recruits import a_child, a_placement, rules_of
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(council):
    with on_day(TODAY):
        rules_of("luton")
        yield


@law("SI 2010/959 r22")
def test_a_child_is_placed_within_the_terms_of_approval():
    household = an_approved_household(places=1)

    placement = a_placement(household, started_on=TODAY)

    assert placement.covers(TODAY)
    assert placement.outside_terms_until_on is None
    entry = AuditEntry.objects.get(code="placements.child_placed")
    assert entry.sentence.endswith("from 20 November 2026 (Short-term).")


@law("SI 2010/959 r22")
def test_a_household_that_is_not_approved_takes_no_child():
    with pytest.raises(StateConflict) as refused:
        a_placement(a_household(), started_on=TODAY)
    assert refused.value.field == "household"


@law("SI 2010/959 r23")
def test_a_placement_outside_the_terms_is_an_emergency_and_lasts_six_working_days():
    household = an_approved_household(places=1)
    a_placement(household, started_on=TODAY)

    with pytest.raises(RuleBroken) as refused:
        a_placement(household, started_on=TODAY)
    assert "approved for 1 and has 1 placed" in refused.value.message

    emergency = a_placement(household, started_on=TODAY, emergency=True)
    assert emergency.outside_terms_until_on == date(2026, 11, 30)
    why = why_it_may_last(emergency)
    assert why is not None
    assert why.steps == ("20 November 2026 and 6 working days is 30 November 2026.",)


@law("Children Act 1989 Sch 7 para 2")
@pytest.mark.parametrize(
    ("placed", "all_siblings", "allowed"), [(2, False, True), (3, False, False), (3, True, True), (5, True, True)]
)
def test_more_than_three_foster_children_only_when_all_are_siblings(placed, all_siblings, allowed):
    if allowed:
        rules.check_usual_limit(placed=placed, limit=3, all_siblings=all_siblings)
    else:
        with pytest.raises(RuleBroken):
            rules.check_usual_limit(placed=placed, limit=3, all_siblings=all_siblings)


@law("Children Act 1989 Sch 7 para 2")
def test_a_placement_recorded_late_is_within_the_limit_on_every_night_since():
    household = an_approved_household(places=4, over_limit="siblings")
    for _ in range(3):
        a_placement(household, started_on=date(2026, 10, 1))

    with pytest.raises(RuleBroken) as refused:
        a_placement(household, started_on=date(2026, 9, 1))
    assert refused.value.code == "placements.over_usual_limit"


@pytest.mark.parametrize(
    ("stays", "most"),
    [
        ([], 0),
        ([(date(2026, 1, 1), None), (date(2026, 9, 1), date(2026, 9, 10)), (date(2026, 9, 10), None)], 2),
        ([(date(2026, 1, 1), date(2026, 9, 1))], 0),
        ([(date(2026, 9, 2), None), (date(2026, 9, 2), None)], 2),
    ],
)
def test_the_most_children_at_once_from_a_day_on(stays, most):
    assert rules.most_at_once(stays, since=date(2026, 9, 1)) == most


@law("SI 2010/959 r22")
def test_a_home_that_is_no_longer_approved_takes_no_child_even_from_an_earlier_day():
    household = an_approved_household()
    record_resignation(approval_of(household), received_on=date(2026, 10, 1), by=SYSTEM)

    with pytest.raises(StateConflict) as refused:
        a_placement(household, started_on=date(2026, 9, 1))
    assert refused.value.code == "placements.approval_ended"


@law("SI 2010/959 r22")
def test_a_child_in_a_home_whose_approval_ends_is_on_somebodys_list_at_once():
    household = an_approved_household()
    placement = a_placement(household, started_on=date(2026, 9, 1))
    assert not Duty.objects.filter(kind="placements.without_approval").exists()

    record_resignation(approval_of(household), received_on=date(2026, 10, 1), by=SYSTEM)

    duty = Duty.objects.get(kind="placements.without_approval")
    assert (duty.subject_id, duty.due_on, duty.key) == (household.pk, TODAY, str(placement.pk))
    assert "r22" in duty.trace["sources"][0]
    actions.end_placement(placement, ended_on=TODAY, reason="moved_unplanned", by=SYSTEM)
    assert not Duty.objects.filter(kind="placements.without_approval").exists()


def test_a_child_lives_in_one_place_at_a_time():
    child = a_child()
    first = a_placement(an_approved_household(), started_on=date(2026, 10, 1), child=child)
    with pytest.raises(RuleBroken):
        a_placement(an_approved_household(), started_on=TODAY, child=child)

    actions.end_placement(first, ended_on=TODAY, reason="moved_as_planned", by=SYSTEM)
    assert a_placement(an_approved_household(), started_on=TODAY, child=child)


@pytest.mark.parametrize(
    ("ended_on", "allowed"),
    [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (TODAY, True), (date(2026, 11, 21), False)],
)
def test_a_placement_ends_between_its_start_and_today(ended_on, allowed):
    placement = a_placement(an_approved_household(), started_on=date(2026, 10, 1))
    if allowed:
        assert actions.end_placement(placement, ended_on=ended_on, reason="other", by=SYSTEM).ended_on == ended_on
    else:
        with pytest.raises(RuleBroken):
            actions.end_placement(placement, ended_on=ended_on, reason="other", by=SYSTEM)


def test_a_stale_edit_is_refused():
    placement = a_placement(an_approved_household(), started_on=date(2026, 10, 1))
    with pytest.raises(StaleEdit):
        actions.end_placement(placement, ended_on=TODAY, reason="other", version=99, by=SYSTEM)
    assert Placement.objects.get().ended_on is None


@pytest.mark.parametrize(
    ("born_on", "allowed"), [(date(2008, 11, 20), False), (date(2008, 11, 21), True), (date(2026, 11, 20), True)]
)
def test_a_foster_placement_is_for_somebody_under_18(born_on, allowed):
    if allowed:
        assert rules.check_age(born_on, TODAY) <= 17
    else:
        with pytest.raises(RuleBroken):
            rules.check_age(born_on, TODAY)


def test_who_may():
    worker = a_user("", Role.SUPERVISING_SOCIAL_WORKER).actor
    finance = a_user("", Role.FINANCE_OFFICER).actor
    child, household = a_child(), an_approved_household()

    with pytest.raises(NotPermitted):
        actions.place_child(child, household=household, type_code="short_term", started_on=TODAY, by=worker)
    assert Placement.objects.visible_to(finance).count() == 0
