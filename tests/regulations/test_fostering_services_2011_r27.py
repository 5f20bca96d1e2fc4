"""SI 2011/581 r27: the decision on approval and its terms; SI 2010/959 r24 and r25: temporary approval."""

from datetime import date, timedelta

import pytest

from config_per_tenant.national import national
from core.approvals import rules
from hearth.errors import RuleBroken, StateConflict
from tests.support.law import law

DAY = date(2026, 3, 2)
LAST = date(2026, 6, 22)
SIXTEEN_WEEKS = national("connected_person.temporary_approval", DAY).value
EIGHT_WEEKS = national("connected_person.extension", DAY).value
LIMIT = national("capacity.usual_fostering_limit", DAY).value


@law("SI 2010/959 r24")
def test_a_temporary_approval_covers_sixteen_weeks_at_most():
    assert rules.last_day_of_temporary_approval(DAY, most=SIXTEEN_WEEKS) == LAST


@law("SI 2010/959 r24")
@pytest.mark.parametrize("until_on", [DAY, LAST - timedelta(days=1), LAST])
def test_a_temporary_approval_may_be_shorter(until_on):
    rules.check_temporary_until(DAY, until_on, most=SIXTEEN_WEEKS)


@law("SI 2010/959 r24")
@pytest.mark.parametrize(
    ("until_on", "code"),
    [
        (LAST + timedelta(days=1), "approvals.temporary_too_long"),
        (DAY - timedelta(days=1), "approvals.temporary_ends_before_start"),
    ],
)
def test_a_temporary_approval_that_lasts_longer_or_less_than_nothing_is_refused(until_on, code):
    with pytest.raises(RuleBroken) as refused:
        rules.check_temporary_until(DAY, until_on, most=SIXTEEN_WEEKS)

    assert refused.value.code == code


def extend(until_on, *, extensions=0):
    rules.check_extension(until_on, temporary_until_on=LAST, extensions=extensions, most=EIGHT_WEEKS, most_times=1)


@law("SI 2010/959 r25(2)")
@pytest.mark.parametrize("until_on", [LAST + timedelta(days=1), LAST + timedelta(weeks=8)])
def test_a_temporary_approval_may_be_extended_by_eight_weeks(until_on):
    extend(until_on)


@law("SI 2010/959 r25(2)")
@pytest.mark.parametrize("until_on", [LAST, LAST + timedelta(weeks=8, days=1)])
def test_an_extension_that_adds_nothing_or_too_much_is_refused(until_on):
    with pytest.raises(RuleBroken) as refused:
        extend(until_on)

    assert refused.value.source == "SI 2010/959 r25(2)"


@law("SI 2010/959 r25(2)")
def test_there_is_one_extension_only():
    with pytest.raises(StateConflict):
        extend(LAST + timedelta(days=1), extensions=1)


@law("Children Act 1989 Sch 7")
@pytest.mark.parametrize(
    ("places", "ground", "warned"),
    [(LIMIT - 1, "", False), (LIMIT, "", False), (LIMIT + 1, "", True), (LIMIT + 1, "siblings", False)],
)
def test_terms_beyond_the_usual_limit_are_warned_of_unless_somebody_said_why(places, ground, warned):
    asked = rules.TermsAsked(places, 0, 17, ground)

    assert bool(rules.over_usual_limit(asked, limit=LIMIT)) is warned


@pytest.mark.parametrize("terms", [rules.TermsAsked(1, 0, 17), rules.TermsAsked(1, 4, 4)])
def test_terms_may_be_for_any_ages_of_childhood(terms):
    rules.check_terms(terms)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (rules.TermsAsked(0, 0, 17), "approvals.no_places"),
        (rules.TermsAsked(1, 0, 18), "approvals.ages_out_of_range"),
        (rules.TermsAsked(1, -1, 17), "approvals.ages_out_of_range"),
        (rules.TermsAsked(1, 5, 4), "approvals.ages_reversed"),
    ],
)
def test_terms_that_contradict_themselves_are_refused(terms, code):
    with pytest.raises(RuleBroken) as refused:
        rules.check_terms(terms)

    assert refused.value.code == code


@law("SI 2011/581 r27")
@pytest.mark.parametrize(
    ("approved_on", "ends_on", "overlaps"),
    [
        (DAY, None, True),
        (DAY, DAY + timedelta(days=1), True),
        (DAY, DAY, False),
        (DAY, DAY - timedelta(days=1), False),
    ],
)
def test_one_approval_is_in_force_at_a_time(approved_on, ends_on, overlaps):
    assert rules.overlaps(approved_on, ends_on=ends_on) is overlaps


@pytest.mark.parametrize(
    ("from_on", "refused"),
    [(DAY - timedelta(days=1), True), (DAY, False), (LAST, False), (LAST + timedelta(days=1), True)],
)
def test_new_terms_start_while_the_approval_is_in_force(from_on, refused):
    told = {"approved_on": DAY, "ends_on": LAST + timedelta(days=1), "days_taken": []}
    if refused:
        with pytest.raises(RuleBroken):
            rules.check_new_terms(from_on, **told)
    else:
        rules.check_new_terms(from_on, **told)
