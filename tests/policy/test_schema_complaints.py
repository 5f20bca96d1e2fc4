"""The stages of a complaint: read and written without loss, told in words, and refused where they contradict."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config_per_tenant.pages.complaints import COMPLAINT_STAGES
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.values.complaints import (
    HAPPENS_IN,
    KINDS,
    ComplaintStage,
    ComplaintStages,
    ComplaintStep,
    answerers,
)
from config_per_tenant.schema.values.durations import Duration

ON = date(2026, 11, 23)

LOCAL = {"code": "one", "name": "Put right", "kind": "local", "within": "28 days", "starts": "complaint.received"}
INVESTIGATED = {"code": "two", "name": "Looked into", "kind": "investigation"}
REVIEWED = {"code": "three", "name": "Heard again", "kind": "review", "members": 3}
ACKNOWLEDGE = {"name": "Acknowledge", "within": "5 working days", "starts": "complaint.received"}


def faults(*stages):
    with pytest.raises(Wrong) as refusal:
        ComplaintStages.from_plain(list(stages))
    return {fault.path: fault.words for fault in refusal.value.faults}


lengths = st.builds(Duration, st.integers(1, 40), st.sampled_from(["days", "working_days", "weeks"]))


@st.composite
def stage_lists(draw):
    kinds = list(KINDS)[: draw(st.integers(1, len(KINDS)))]
    stages = []
    for number, kind in enumerate(kinds):
        events = [event for event, where in HAPPENS_IN.items() if where in kinds[: number + 1]]
        names = draw(st.lists(st.sampled_from(["Read", "Ask", "Answer", "Tell"]), unique=True, max_size=3))
        steps = []
        for name in names:
            clock = draw(st.one_of(st.none(), st.tuples(lengths, st.sampled_from(events))))
            by = draw(st.sampled_from([None, *answerers()]))
            title = None if by else draw(st.sampled_from([None, "Service Manager"]))
            steps.append(ComplaintStep(name, by, title, *(clock or (None, None)), draw(st.booleans())))
        asks = draw(st.one_of(st.none(), lengths)) if number < len(kinds) - 1 else None
        members = draw(st.sampled_from([None, 3]))
        stages.append(ComplaintStage(f"s{number}", f"Stage {number}", kind, None, None, asks, members, tuple(steps)))
    return ComplaintStages(tuple(stages))


@given(stage_lists())
def test_what_is_written_is_read_again_without_loss(value):
    plain = value.to_plain()
    assert ComplaintStages.from_plain(plain) == value
    assert value.in_words()
    assert hash(value) == hash(ComplaintStages.from_plain(plain))
    together = COMPLAINT_STAGES.together(COMPLAINT_STAGES.apart(plain))
    assert ComplaintStages.from_plain(together) == value


def test_one_clock_runs_around_two_tiers_and_the_last_stage_has_none():
    stages = policy_from_pack("luton", ON)["complaints.stages"]
    first, second, third = stages

    assert (first.within, first.starts) == (Duration(28, "days"), "complaint.received")
    assert [step.within for step in first.steps] == [Duration(5, "working_days"), None, None]
    assert [step.is_unresolved for step in first.steps] == [False, True, True]
    assert second.within == Duration(28, "days")
    assert third.within is None
    assert third.members == 3
    assert "within 28 days from the complaint" in stages.in_words()


def test_two_stages_of_one_name_are_refused():
    assert faults(LOCAL, {**INVESTIGATED, "name": "put right"}) == {"1.name": "Two stages are called “Put right”."}


def test_two_stages_of_one_code_are_refused():
    assert "Two stages have the code “one”." in faults(LOCAL, {**INVESTIGATED, "code": "one"}).values()


def test_a_clock_without_a_start_is_refused_and_so_is_a_start_without_a_clock():
    assert faults({**LOCAL, "starts": None}) == {"0.starts": "Give the event that starts this clock."}
    assert faults({**LOCAL, "within": None}) == {"0.within": "Give how long it runs, or no start."}
    step = {"name": "Answer", "within": "10 working days"}
    assert faults({**LOCAL, "steps": [step]}) == {"0.steps.0.starts": "Give the event that starts this clock."}


def test_a_step_cannot_start_at_what_comes_only_in_a_later_stage():
    step = {"name": "Answer", "within": "10 working days", "starts": "investigation.reported"}
    words = "The clock starts at the investigator's report, which comes only in a later stage."
    assert faults({**LOCAL, "steps": [step]}, INVESTIGATED) == {"0.steps.0.starts": words}


def test_a_step_cannot_start_at_what_no_stage_brings_about():
    step = {"name": "Hear", "within": "30 working days", "starts": "investigation.answered"}
    words = "The clock starts at the answer after the investigation, and no stage here brings that about."
    assert faults(LOCAL, {**REVIEWED, "steps": [step]}) == {"1.steps.0.starts": words}


def test_a_clock_is_about_complaints():
    said = faults({**LOCAL, "starts": "visit.made"})["0.starts"]
    assert "“visit.made” is no event of a complaint" in said


def test_stages_come_in_the_order_in_which_a_complaint_can_reach_them():
    words = "“Put right” comes after a stage that can only follow it: heard by a review panel."
    assert faults(REVIEWED, LOCAL) == {"1.kind": words}


def test_a_step_does_not_outlast_its_stage():
    slow = {**ACKNOWLEDGE, "within": "29 days"}
    words = "This step may take longer than its whole stage, which ends within 28 days."
    assert faults({**LOCAL, "steps": [slow]}) == {"0.steps.0.within": words}
    assert ComplaintStages.from_plain([{**LOCAL, "steps": [ACKNOWLEDGE]}])


def test_the_last_stage_leads_nowhere():
    assert ComplaintStages.from_plain([{**LOCAL, "ask_within": "20 working days"}, INVESTIGATED])
    words = "This is the last stage: there is no next one to ask for."
    assert faults(LOCAL, {**INVESTIGATED, "ask_within": "20 working days"}) == {"1.ask_within": words}


def test_who_answers_is_a_role_or_a_printed_title_not_both():
    step = {"name": "Answer", "by": "team_manager", "by_title": "Service Manager"}
    assert faults({**LOCAL, "steps": [step]}) == {"0.steps.0.by_title": "Give a role, or a title as printed, not both."}


def test_there_is_at_least_one_stage():
    assert faults() == {"": "Give at least one stage."}


def test_a_fault_in_a_step_lies_beside_its_row_on_the_form():
    plain = [{**LOCAL, "steps": [ACKNOWLEDGE]}, {**INVESTIGATED, "steps": [{"name": "Report"}, {"name": "Answer"}]}]
    answers = COMPLAINT_STAGES.apart(plain)
    assert COMPLAINT_STAGES.place("1.steps.1.starts", answers) == "steps.2.starts"
    assert COMPLAINT_STAGES.place("1.name", answers) == "stages.1.name"


def test_until_a_council_says_its_own_there_are_three_stages_without_times():
    stages = SETTINGS["complaints.stages"].default_value()
    assert [stage.kind for stage in stages] == list(KINDS)
    assert all(stage.within is None for stage in stages)
