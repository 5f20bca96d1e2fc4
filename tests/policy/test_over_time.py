"""Whatever a council decides and in whatever order: every day has a whole policy, and no past day's ever changes."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config_per_tenant.national import national_keys, timeline
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyVersion
from config_per_tenant.versions.stages import stages_of
from hearth.dates import on_day
from hearth.errors import RuleBroken, StateConflict
from tests.support.policies import DANA, MORGAN, NAME, OPENED, PANEL, SYSTEM, TODAY, VISITS, an_open_council

LAST = TODAY + timedelta(days=60)
VALUES = {
    VISITS: ["4 weeks", "5 weeks", {"least": "4 weeks", "most": "6 weeks"}, {"most": "7 weeks", "usual": "5 weeks"}],
    PANEL: ["1 year", "2 years", "18 months"],
    NAME: ["Yearly review", "Annual look", "Review"],
    "review.interval": ["9 months", "10 months", "12 months"],
    "supervision.visit_warning_days": [3, 5, 10],
}
DAYS = [OPENED - timedelta(days=1), OPENED, date(2025, 4, 5), date(2025, 4, 6), TODAY - timedelta(days=1)]
DAYS += [TODAY + timedelta(days=days) for days in range(61)]


@dataclass(frozen=True)
class Step:
    """What somebody does after some days have passed: approve a change for a day to come, move one, withdraw one."""

    act: str
    passed: int
    ahead: int
    says: dict


STEPS = st.builds(
    Step,
    act=st.sampled_from(["approve", "approve", "approve", "reschedule", "withdraw", "roll back"]),
    passed=st.integers(0, 6),
    ahead=st.integers(0, 12),
    says=st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 2), min_size=1, max_size=3),
)


def done(step, today):
    """The step, or nothing where an act refuses it: what is refused has changed nothing."""
    day = today + timedelta(days=step.ahead)
    try:
        with transaction.atomic():
            if step.act == "approve":
                draft = actions.open_draft(title="A change", by=DANA)
                for key, index in step.says.items():
                    actions.change_value(draft, key, state="set", value=VALUES[key][index], by=DANA)
                actions.approve(actions.submit(draft, effective_from=day, reason="Why", by=DANA), by=MORGAN)
            elif step.act == "roll back":
                version = PolicyVersion.objects.standing().filter(effective_from__lte=today).order_by("-number").first()
                draft = actions.roll_back(version, by=DANA).version
                actions.approve(actions.submit(draft, effective_from=day, reason="Why", by=DANA), by=MORGAN)
            else:
                version = PolicyVersion.objects.standing().filter(effective_from__gt=today).first()
                if version and step.act == "reschedule":
                    actions.reschedule(version, effective_from=day, reason="Why", by=MORGAN)
                elif version:
                    actions.withdraw(version, reason="Why", by=MORGAN)
    except (RuleBroken, StateConflict):
        return


def told(day):
    """Everything that a policy says of a day, as a record worked out under it would quote it."""
    policy = policy_on(day)
    return [(entry.plain, entry.state, entry.sources, policy.use(entry.setting.key)) for entry in policy.entries()]


def days_of_change():
    """The days on which policy may change: the effective days of what stands, and those of national values."""
    own = set(PolicyVersion.objects.standing().values_list("effective_from", flat=True))
    for key in national_keys():
        for value in timeline(key):
            own.add(value.effective_from)
            own |= {value.effective_until + timedelta(days=1)} if value.effective_until else set()
    return own


EXAMPLES = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def here(council):
    return council


@EXAMPLES
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_no_past_day_is_ever_told_otherwise(steps):
    with transaction.atomic():
        with on_day(TODAY):
            an_open_council()
        today = TODAY
        for step in steps:
            today += timedelta(days=step.passed)
            with on_day(today):
                actions.apply_due(on=today, by=SYSTEM)
                past = [day for day in DAYS if day < today]
                before = {day: told(day) for day in past}
                stages = stages_of(PolicyVersion.objects.all(), today - timedelta(days=1))
                done(step, today)
                assert {day: told(day) for day in past} == before
                after = stages_of(PolicyVersion.objects.filter(pk__in=stages), today - timedelta(days=1))
                gone = {key for key, stage in after.items() if stage == "withdrawn"}
                assert {
                    key: stage for key, stage in after.items() if key not in gone and stages[key] != "scheduled"
                } == {key: stage for key, stage in stages.items() if key not in gone and stage != "scheduled"}
        transaction.set_rollback(True)


@EXAMPLES
@given(steps=st.lists(STEPS, min_size=1, max_size=5))
def test_every_day_has_a_whole_policy_that_changes_only_on_effective_days(steps):
    with transaction.atomic():
        with on_day(TODAY):
            an_open_council()
            for step in steps:
                done(step, TODAY)
        changing = days_of_change()
        for day in DAYS:
            policy = policy_on(day)
            assert list(policy) == list(SETTINGS)
            assert [entry.setting.key for entry in policy.entries()] == list(SETTINGS)
            eve = policy_on(day - timedelta(days=1))
            if day not in changing:
                assert policy.stamp == eve.stamp
                assert told(day) == told(day - timedelta(days=1))
        assert told(LAST) == told(date.max)
        transaction.set_rollback(True)


@EXAMPLES
@given(steps=st.lists(STEPS, min_size=1, max_size=5))
def test_what_is_said_of_a_day_to_come_is_what_holds_on_it(steps):
    """Nobody deciding anything further, the policy foretold for a day is the policy of that day."""
    with transaction.atomic():
        with on_day(TODAY):
            an_open_council()
            for step in steps:
                done(step, TODAY)
            foretold = {day: told(day) for day in DAYS if day > TODAY}
        for day in DAYS[-20::5]:
            with on_day(day):
                actions.apply_due(on=day, by=SYSTEM)
                assert told(day) == foretold[day]
        transaction.set_rollback(True)
