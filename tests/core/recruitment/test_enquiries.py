"""An enquiry, from the form to its first clocks: acts, rules, duties."""

from datetime import date
from uuid import uuid4

import pytest

from core.duties.models import Duty
from core.recruitment import actions, rules
from core.recruitment.models import Enquiry, StageReached
from hearth.access import Actor, Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.recruits import an_enquiry, rules_of
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 20)  # a Friday


@pytest.fixture(autouse=True)
def _today(council):
    with on_day(TODAY):
        yield


def due(enquiry: Enquiry) -> dict[str, date]:
    return {duty.key: duty.due_on for duty in Duty.objects.filter(subject_id=enquiry.pk)}


def test_the_first_clocks_start_with_the_enquiry_and_run_in_working_days():
    rules_of("milton-keynes")
    enquiry = an_enquiry(TODAY)

    clocks = due(enquiry)
    assert clocks["reply_to_enquiry"] == date(2026, 11, 23)  # 1 working day: the weekend does not count
    assert clocks["information_pack"] == date(2026, 11, 23)


def test_a_contact_stops_its_clock_and_brings_the_stage_with_it():
    rules_of("milton-keynes")
    enquiry = an_enquiry(date(2026, 11, 16))

    actions.record_contact(enquiry, event="enquiry.replied", made_on=date(2026, 11, 16), by=SYSTEM)
    actions.record_contact(enquiry, event="information.sent", made_on=date(2026, 11, 17), by=SYSTEM)

    assert "reply_to_enquiry" not in due(enquiry)
    assert "information_pack" not in due(enquiry)
    assert StageReached.objects.get(enquiry=enquiry, stage="information").reached_on == date(2026, 11, 17)


def test_the_record_of_a_visit_is_due_from_the_visit():
    rules_of("leicestershire")
    enquiry = an_enquiry(date(2026, 11, 2))
    assert "initial_visit_record" not in due(enquiry)

    actions.record_contact(enquiry, event="initial_visit.made", made_on=date(2026, 11, 18), by=SYSTEM)

    assert due(enquiry)["initial_visit_record"] == date(2026, 11, 20)


def test_an_ended_enquiry_has_no_clock():
    rules_of("milton-keynes")
    enquiry = an_enquiry(date(2026, 11, 16))

    actions.withdraw(enquiry, ended_on=TODAY, reason="withdrew", by=SYSTEM)

    assert due(enquiry) == {}
    with pytest.raises(StateConflict):
        actions.record_contact(enquiry, event="enquiry.replied", made_on=TODAY, by=SYSTEM)


def test_each_clock_says_why():
    rules_of("milton-keynes")
    duty = Duty.objects.get(subject_id=an_enquiry(TODAY).pk, key="reply_to_enquiry")

    assert duty.trace["settings"][0]["state"] == "set"
    assert "Statement of Purpose" in duty.trace["settings"][0]["published_source"]
    assert duty.trace["steps"] == ["1 working day after 20 November 2026 is 23 November 2026"]


def test_pressing_the_button_twice_sends_one_enquiry():
    token = uuid4()

    first = an_enquiry(TODAY, form_token=token)
    second = an_enquiry(TODAY, form_token=token)

    assert first.pk == second.pk
    assert Enquiry.objects.count() == 1


def test_a_form_sent_again_with_other_answers_is_not_thrown_away():
    token = uuid4()
    an_enquiry(TODAY, form_token=token)

    with pytest.raises(RuleBroken) as refused:
        an_enquiry(TODAY, form_token=token, email="jean@example.org")
    assert refused.value.code == "recruitment.sent_already"


def test_an_enquiry_can_be_answered():
    with pytest.raises(RuleBroken) as refused:
        an_enquiry(TODAY, email=" ", phone="")
    assert refused.value.field == "email"
    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2027, 1, 4)])
def test_an_enquiry_is_not_received_in_the_future(day):
    with pytest.raises(RuleBroken):
        an_enquiry(day)


@pytest.mark.parametrize(
    ("made_on", "allowed"),
    [(date(2026, 11, 15), False), (date(2026, 11, 16), True), (TODAY, True), (date(2026, 11, 21), False)],
)
def test_a_contact_is_made_between_the_enquiry_and_today(made_on, allowed):
    enquiry = an_enquiry(date(2026, 11, 16))
    if allowed:
        assert actions.record_contact(enquiry, event="enquiry.replied", made_on=made_on, by=SYSTEM)
    else:
        with pytest.raises(RuleBroken):
            actions.record_contact(enquiry, event="enquiry.replied", made_on=made_on, by=SYSTEM)


def test_stages_are_reached_in_order_of_their_days():
    rules_of("luton")
    enquiry = an_enquiry(date(2026, 9, 1))
    actions.reach_stage(enquiry, stage="application", reached_on=date(2026, 10, 1), by=SYSTEM)

    with pytest.raises(RuleBroken) as refused:
        actions.reach_stage(enquiry, stage="assessment", reached_on=date(2026, 9, 30), by=SYSTEM)
    assert refused.value.code == "recruitment.out_of_order"
    with pytest.raises(StateConflict):
        actions.reach_stage(enquiry, stage="application", reached_on=date(2026, 10, 2), by=SYSTEM)


def test_a_stage_that_the_council_does_not_have_is_refused():
    rules_of("luton")
    enquiry = an_enquiry(date(2026, 9, 1))
    absent = next(stage for stage in rules.STAGE_ORDER if stage not in actions.stage_names(TODAY))

    with pytest.raises(RuleBroken):
        actions.reach_stage(enquiry, stage=absent, reached_on=TODAY, by=SYSTEM)


def test_the_act_is_recorded_in_words():
    enquiry = an_enquiry(TODAY)

    assert AuditEntry.objects.get(code="recruitment.enquiry_received", subject_id=enquiry.pk).sentence == (
        "Hearth (tests) sent or recorded the enquiry Jean Pellow, received 20 November 2026 (phone)."
    )


def test_who_may():
    enquiry = an_enquiry(TODAY)
    finance = a_user("", Role.FINANCE_OFFICER).actor

    with pytest.raises(NotPermitted):
        actions.record_contact(enquiry, event="enquiry.replied", made_on=TODAY, by=finance)
    with pytest.raises(NotPermitted):
        actions.withdraw(enquiry, ended_on=TODAY, reason="withdrew", by=Actor.public())
    assert Enquiry.objects.visible_to(finance).count() == 0
    assert actions.receive_enquiry(
        known_as="A", family_name="B", phone="01632 960 001", channel="web", by=Actor.public()
    )


def test_the_furthest_stage_is_by_the_neutral_order():
    assert rules.furthest(["application", "information"]) == "application"
    assert rules.furthest([]) == "enquiry"
