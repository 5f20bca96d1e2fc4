"""NMS 20: the training, support and development of carers."""

from datetime import date, timedelta

import pytest

from config_per_tenant.national import national
from config_per_tenant.schema.values.durations import Duration
from core.training import rules
from hearth.errors import RuleBroken, StateConflict
from tests.support.law import law

APPROVED = date(2025, 4, 1)
TWELVE, EIGHTEEN = Duration(12, "months"), Duration(18, "months")


@law("NMS 20.3")
@pytest.mark.parametrize(
    ("approved_on", "carer_from_on", "within", "by"),
    [
        (APPROVED, date(2024, 1, 8), TWELVE, date(2026, 4, 1)),
        (APPROVED, date(2024, 1, 8), EIGHTEEN, date(2026, 10, 1)),
        (APPROVED, APPROVED, TWELVE, date(2026, 4, 1)),
        (APPROVED, APPROVED + timedelta(days=1), TWELVE, date(2026, 4, 2)),  # a carer who joined later
        (date(2024, 2, 29), date(2024, 1, 8), TWELVE, date(2025, 2, 28)),
        (date(2025, 8, 31), date(2024, 1, 8), EIGHTEEN, date(2027, 2, 28)),
    ],
)
def test_a_carer_completes_the_standards_in_time_from_approval(approved_on, carer_from_on, within, by):
    assert within.after(rules.clock_starts_on(approved_on, carer_from_on)) == by


@law("NMS 20.3")
def test_family_and_friends_have_eighteen_months_and_others_twelve():
    assert national("training.tsd_mainstream", APPROVED).value == TWELVE
    assert national("training.tsd_family_and_friends", APPROVED).value == EIGHTEEN


@pytest.mark.parametrize(
    ("category", "setting"),
    [
        ("mainstream", "training.tsd_mainstream"),
        ("connected_person", "training.tsd_connected_person"),
        ("short_break", "training.tsd_short_break"),
        ("specialist", "training.tsd_mainstream"),
    ],
)
def test_each_category_of_approval_has_its_deadline(category, setting):
    assert rules.setting_for(category) == setting


def test_the_standards_are_completed_once_and_not_in_the_future():
    rules.check_completion(APPROVED, already_on=None, today=APPROVED)
    with pytest.raises(RuleBroken):
        rules.check_completion(APPROVED + timedelta(days=1), already_on=None, today=APPROVED)
    with pytest.raises(StateConflict):
        rules.check_completion(APPROVED, already_on=APPROVED - timedelta(days=9), today=APPROVED)
