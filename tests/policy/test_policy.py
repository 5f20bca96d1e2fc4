"""A policy: total on every day, changed only on effective days, and never changed afterwards by what comes later."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config_per_tenant.differences import changed_parts, diff
from config_per_tenant.national import period
from config_per_tenant.policy import Layer, Policy, policy_from_pack
from config_per_tenant.schema import SETTINGS
from config_per_tenant.statement import NONE, NOT_STATED, SET, Source, Statement

FIRST = date(2025, 4, 6)
KEYS = ("supervision.visit_interval", "review.later_to_panel", "recruitment.reply_to_enquiry", "review.name")
VALUES = {
    "supervision.visit_interval": ["4 weeks", "1 month", {"least": "4 weeks", "most": "8 weeks"}],
    "review.later_to_panel": ["2 years", "3 years"],
    "recruitment.reply_to_enquiry": ["1 working day", "3 working days"],
    "review.name": ["Annual review", "Household review"],
}


@st.composite
def statements(draw):
    said = {}
    for key in draw(st.sets(st.sampled_from(KEYS), min_size=1)):
        state = draw(st.sampled_from([SET, SET, NOT_STATED, NONE]))
        if state == NONE and not SETTINGS[key].may_be_none:
            state = NOT_STATED
        plain = draw(st.sampled_from(VALUES[key])) if state == SET else None
        said[key] = Statement(state, plain, (Source("Minute"),))
    return said


@st.composite
def histories(draw):
    """Versions on different days, in the order of their days."""
    offsets = sorted(draw(st.sets(st.integers(0, 300), max_size=6)))
    return [
        Layer(f"v{n}", f"Version {n}", n, FIRST + timedelta(days=offset), draw(statements()))
        for n, offset in enumerate(offsets, start=1)
    ]


def on(history, day):
    return Policy([layer for layer in history if layer.effective_from <= day], day)


@settings(deadline=None, max_examples=40)  # every setting each time
@given(histories(), st.integers(-30, 330))
def test_every_setting_has_an_answer_on_every_day(history, offset):
    policy = on(history, FIRST + timedelta(days=offset))
    assert list(policy) == list(SETTINGS)
    for key in SETTINGS:
        entry = policy.entry(key)
        assert entry.state in (SET, NONE, NOT_STATED)
        assert entry.in_words()
        assert entry.value is None or entry.setting.kind.read(entry.plain) == entry.value
        assert policy.use(key).version


@settings(deadline=None, max_examples=40)  # every setting each time
@given(histories(), st.integers(0, 330))
def test_a_policy_changes_only_on_effective_days(history, offset):
    day = FIRST + timedelta(days=offset)
    before, after = on(history, day - timedelta(days=1)), on(history, day)
    begins = any(layer.effective_from == day for layer in history)
    if not begins and period(day) == period(day - timedelta(days=1)):
        assert before.stamp == after.stamp
        assert diff(before, after) == ()
    if diff(before, after):
        assert before.stamp != after.stamp


@settings(deadline=None, max_examples=40)  # every setting each time
@given(histories(), statements(), st.integers(0, 330))
def test_a_later_version_leaves_every_day_before_it_as_it_was(history, said, offset):
    day = FIRST + timedelta(days=offset)
    added = Layer("new", "New", 99, day + timedelta(days=1), said)
    longer = sorted([*history, added], key=lambda layer: layer.effective_from)
    assert on(longer, day).stamp == on(history, day).stamp
    assert [entry.plain for entry in on(longer, day).entries()] == [entry.plain for entry in on(history, day).entries()]


@settings(deadline=None, max_examples=40)  # every setting each time
@given(histories(), st.sampled_from(KEYS), st.integers(0, 330))
def test_the_latest_version_that_states_a_setting_decides(history, key, offset):
    day = FIRST + timedelta(days=offset)
    stating = [layer for layer in history if key in layer.statements and layer.effective_from <= day]
    entry = on(history, day).entry(key)
    if not stating:
        assert entry.is_default
    else:
        assert entry.state == stating[-1].statements[key].state
        assert entry.layer == stating[-1]


def test_a_trace_says_where_a_value_comes_from():
    use = policy_from_pack("luton", date(2026, 11, 23)).use("supervision.visit_interval")
    assert use.value == "4 to 8 weeks"
    assert use.state == "set"
    assert use.version == "Opening policy"
    assert "Fostering Statement of Purpose" in use.published_source
    assert use.legal_source == "NMS 21"


def test_examples_and_defaults_are_labelled_in_a_trace():
    policy = policy_from_pack("leicestershire", date(2026, 11, 23))
    assert "Example amounts" in policy.use("fees.tiers").note
    assert policy.use("supervision.visit_interval").state == "not_stated"
    assert policy.use("supervision.visit_interval").published_source == ""


def test_an_unknown_key_is_an_error_not_a_default():
    with pytest.raises(KeyError):
        policy_from_pack("luton", date(2026, 11, 23))["supervision.visits"]


def test_a_table_s_difference_names_the_parts():
    before = {"basis": "Skill", "tiers": [{"code": "a", "label": "Level 1", "weekly_pence": 10000}]}
    after = {
        "basis": "Skill",
        "tiers": [
            {"code": "a", "label": "Level 1", "weekly_pence": 12050},
            {"code": "b", "label": "Level 2", "weekly_pence": 20000},
        ],
    }
    assert changed_parts(before, after) == ("Level 1, weekly: £100 becomes £120.50", "Level 2: added")
    assert changed_parts(after, before)[-1] == "Level 2: removed"
    assert changed_parts("4 weeks", "5 weeks") == ()


def test_a_difference_calls_bands_and_teams_by_their_names():
    def rates(pence):
        return {
            "bands": [{"id": "age_5_10", "label": "5 to 10", "from_age": 5, "to_age": 10}],
            "weekly_pence": {"age_5_10": pence},
        }

    assert changed_parts(rates(24300), rates(25000)) == ("age 5 to 10, weekly: £243 becomes £250",)

    support = {"code": "support_1", "name": "Support Team 1"}
    before = {"teams": [support, {"code": "assessment", "name": "Assessment Team"}]}
    after = {"teams": [support, {"code": "assessment", "name": "Assessment Team", "parent": "support_1"}]}
    assert changed_parts(before, after) == ("Assessment Team, lies under: nothing becomes “Support Team 1”",)
