"""Planning, recording and correcting visits: allowed, refused, recorded, all or nothing, and twice is once."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from core.duties.models import Duty
from core.supervision.actions import (
    Agreed,
    cancel_planned_visit,
    complete_action,
    correct_visit,
    plan_visit,
    record_visit,
    withdraw_visit,
)
from core.supervision.models import PersonSeen, PlannedVisit, Visit, VisitAction
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import LONDON
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.half_way import HalfWay, half_way
from tests.support.law import law
from tests.support.staff import a_user
from tests.support.visits import APPROVED_ON, a_household, a_visit, an_approved_household


@pytest.fixture
def household(dana):
    return an_approved_household("Okafor", worker=dana)


def test_a_visit_is_recorded_with_who_was_seen_and_what_was_agreed(household, dana, day):
    ada = household.members.get().person

    visit = record_visit(
        household,
        made_on=day,
        seen=[ada, ada],
        summary="All well",
        actions=[Agreed("Ring the school", day + timedelta(days=7), dana), Agreed("  ")],
        by=dana.actor,
    )

    assert [seen.name for seen in visit.seen.all()] == ["Ada Okafor"]
    assert [action.what for action in visit.actions.all()] == ["Ring the school"]
    assert (visit.worker, visit.recorded_by) == (dana, "Dana Reed")
    assert AuditEntry.objects.get(code="supervision.visit_recorded").sentence == (
        f"Dana Reed recorded a visit to {household.name}, made 23 November 2026."
    )


@law("NMS 21.8")
def test_an_unannounced_visit_counts_as_a_supervision_visit_too(household, dana, day):
    record_visit(household, made_on=day, kind="unannounced", summary="All well", by=dana.actor)

    due = {duty.kind: duty for duty in Duty.objects.about("household", [household.pk])}
    assert due["supervision.visit"].starts_on == day
    assert due["supervision.unannounced"].due_on == date(2027, 11, 23)
    assert "an unannounced visit" in AuditEntry.objects.get(code="supervision.visit_recorded").sentence


@pytest.mark.parametrize(
    ("made_on", "code"),
    [
        (date(2026, 11, 24), "visits.in_future"),
        (APPROVED_ON - timedelta(days=1), "visits.before_approval"),
    ],
)
def test_a_visit_in_the_future_or_before_approval_is_refused_and_leaves_nothing(household, dana, made_on, code):
    with pytest.raises(RuleBroken) as refused:
        record_visit(household, made_on=made_on, summary="All well", by=dana.actor)

    assert refused.value.code == code
    assert not Visit.objects.exists()
    assert not AuditEntry.objects.filter(code="supervision.visit_recorded").exists()


def test_a_household_that_was_never_approved_has_no_visits(dana, day):
    with pytest.raises(StateConflict):
        record_visit(a_household(), made_on=day, summary="All well", by=dana.actor)


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.AUDITOR, Role.RECRUITMENT_OFFICER, Role.BUSINESS_SUPPORT])
def test_others_may_not_record_a_visit(household, day, role):
    with pytest.raises(NotPermitted):
        record_visit(household, made_on=day, summary="All well", by=a_user("Somebody", role).actor)


def test_a_button_pressed_twice_records_one_visit(household, dana, day):
    told = {"made_on": day, "summary": "All well", "token": uuid4(), "by": dana.actor}
    agreed = [Agreed("Ring the school")]

    first = record_visit(household, **told, actions=agreed)
    second = record_visit(household, **told, actions=agreed)

    assert first == second
    assert Visit.objects.count() == VisitAction.objects.count() == 1
    assert AuditEntry.objects.filter(code="supervision.visit_recorded").count() == 1


def test_the_same_words_for_the_same_day_are_one_visit(household, dana, day):
    first = record_visit(household, made_on=day, summary="All well", by=dana.actor)
    again = record_visit(household, made_on=day, summary="All well", by=dana.actor)
    other = record_visit(household, made_on=day, summary="Came back in the evening", by=dana.actor)

    assert first == again != other


def test_a_form_sent_again_with_other_words_loses_none_of_them(household, dana, day):
    """Somebody goes back in the browser, writes more and presses the button again: that is no double click."""
    told = {"made_on": day, "token": uuid4(), "by": dana.actor}
    record_visit(household, **told, summary="All well")

    with pytest.raises(StateConflict, match="already recorded"):
        record_visit(household, **told, summary="All well, and the school rang")


def test_a_token_is_good_for_one_household(household, dana, day):
    token = uuid4()
    record_visit(household, made_on=day, summary="All well", token=token, by=dana.actor)

    with pytest.raises(StateConflict):
        record_visit(an_approved_household(), made_on=day, summary="All well", token=token, by=dana.actor)


def test_all_or_nothing(household, dana, day):
    with pytest.raises(HalfWay):
        half_way(record_visit, household, made_on=day, summary="All well", by=dana.actor)

    assert not Visit.objects.exists()
    assert not AuditEntry.objects.filter(code="supervision.visit_recorded").exists()


def test_a_visit_keeps_the_day_by_which_it_was_due(household, dana):
    on_time = a_visit(household, date(2026, 2, 10), worker=dana)
    late = a_visit(household, date(2026, 9, 1), worker=dana)

    assert (on_time.was_on_time, late.was_on_time) == (True, False)
    assert late.due_on == date(2026, 3, 24)


def test_a_correction_stands_in_place_of_the_record_and_keeps_it(household, dana, day):
    visit = record_visit(
        household, made_on=day, summary="All well", notes="Long", actions=[Agreed("Ring the school")], by=dana.actor
    )

    corrected = correct_visit(visit, made_on=day - timedelta(days=2), reason="It was Saturday", by=dana.actor)

    visit.refresh_from_db()
    assert (visit.made_on, corrected.made_on) == (day, day - timedelta(days=2))
    assert list(Visit.objects.standing()) == [corrected]
    assert corrected.notes == "Long"
    assert corrected.actions.get().what == "Ring the school"
    assert Duty.objects.get(kind="supervision.visit").starts_on == day - timedelta(days=2)
    entry = AuditEntry.objects.get(code="supervision.visit_corrected")
    assert entry.details["before"] == {"made_on": day.isoformat()}


def test_a_record_is_corrected_once_then_its_correction(household, dana, day):
    visit = record_visit(household, made_on=day, summary="All well", by=dana.actor)
    corrected = correct_visit(visit, summary="Nearly all well", reason="Forgot", by=dana.actor)

    with pytest.raises(StateConflict):
        correct_visit(visit, summary="Bad", reason="Forgot", by=dana.actor)
    assert correct_visit(corrected, summary="Bad", reason="Forgot again", by=dana.actor).corrects == corrected


def test_a_correction_needs_a_reason_and_obeys_the_rules(household, dana, day):
    visit = record_visit(household, made_on=day, summary="All well", by=dana.actor)

    with pytest.raises(RuleBroken, match="why"):
        correct_visit(visit, summary="Bad", reason=" ", by=dana.actor)
    with pytest.raises(RuleBroken, match="past"):
        correct_visit(visit, made_on=day + timedelta(days=1), reason="Wrong day", by=dana.actor)


def test_a_visit_that_did_not_take_place_no_longer_counts(household, dana, day):
    before = Duty.objects.get(kind="supervision.visit").due_on
    visit = record_visit(household, made_on=day, summary="All well", actions=[Agreed("Ring", day, dana)], by=dana.actor)

    withdraw_visit(visit, reason="Entered for the wrong household", by=dana.actor)

    assert not Visit.objects.standing().exists()
    assert Duty.objects.get(kind="supervision.visit").due_on == before
    assert not Duty.objects.of_kind("supervision.action").exists()


def test_an_action_is_owed_until_it_is_done(household, dana, day):
    visit = record_visit(
        household,
        made_on=day,
        summary="All well",
        actions=[Agreed("Ring", day + timedelta(days=3), dana)],
        by=dana.actor,
    )
    owed = Duty.objects.get(kind="supervision.action")
    assert (owed.owner, owed.due_on, owed.note) == (dana, day + timedelta(days=3), "Ring")

    action = complete_action(visit.actions.get(), by=dana.actor)

    assert (action.done_on, action.done_by) == (day, "Dana Reed")
    assert not Duty.objects.of_kind("supervision.action").exists()
    with pytest.raises(StateConflict):
        complete_action(action, by=dana.actor)


@pytest.mark.parametrize("days", [-1, 1])
def test_an_action_is_not_done_before_the_visit_or_in_the_future(household, dana, day, days):
    visit = record_visit(household, made_on=day, summary="All well", actions=[Agreed("Ring")], by=dana.actor)

    with pytest.raises(RuleBroken):
        complete_action(visit.actions.get(), done_on=day + timedelta(days=days), by=dana.actor)


def at(day, hour=14):
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def test_a_visit_is_planned_made_and_gone_from_the_diary(household, dana, day):
    planned = plan_visit(household, planned_for_at=at(day), by=dana.actor)
    assert list(PlannedVisit.objects.waiting()) == [planned]
    assert plan_visit(household, planned_for_at=at(day), by=dana.actor) == planned, "planned twice is planned once"

    record_visit(household, made_on=day, summary="All well", planned=planned, by=dana.actor)

    assert not PlannedVisit.objects.waiting().exists()
    with pytest.raises(StateConflict):
        cancel_planned_visit(planned, reason="Ill", by=dana.actor)


def test_a_planned_visit_is_cancelled_with_a_reason(household, dana, day):
    planned = plan_visit(household, planned_for_at=at(day), by=dana.actor)

    cancel_planned_visit(planned, reason="The carer is ill", by=dana.actor)

    assert not PlannedVisit.objects.waiting().exists()
    assert "The carer is ill" in AuditEntry.objects.get(code="supervision.planned_visit_cancelled").sentence


@pytest.mark.parametrize("days", [-1, -30])
def test_a_visit_is_not_planned_for_a_day_that_has_passed(household, dana, day, days):
    with pytest.raises(RuleBroken):
        plan_visit(household, planned_for_at=at(day + timedelta(days=days)), by=dana.actor)


def test_a_visit_is_not_planned_to_a_household_that_is_not_approved(dana, day):
    with pytest.raises(StateConflict):
        plan_visit(a_household(), planned_for_at=at(day), by=dana.actor)


def test_who_was_seen_is_kept_as_they_were_called(household, dana, day):
    record_visit(household, made_on=day, seen=[household.members.get().person], summary="Seen", by=dana.actor)

    assert PersonSeen.objects.get().name == "Ada Okafor"
