"""A council may set less than law allows: the acts then hold to the council's figure, from its day on, and say so."""

from datetime import date, timedelta

import pytest

from core.approvals import actions
from core.approvals.limits import limit
from hearth.access import Role
from hearth.dates import on_day
from hearth.errors import RuleBroken, StateConflict
from tests.support.homes import a_household, an_approved_household
from tests.support.law import law
from tests.support.policies import OPENED, TODAY, an_approved_version, an_open_council
from tests.support.recruits import a_placement
from tests.support.staff import SYSTEM, a_user


@pytest.fixture(autouse=True)
def _today(council):
    with on_day(TODAY):
        an_open_council()
        yield


def approved_for_a_time(approved_on: date, until_on: date):
    nominated = a_user("Noor Adeyemi", Role.NOMINATED_OFFICER)
    return actions.approve_household(
        a_household(opened_on=OPENED),
        category="connected_person",
        approved_on=approved_on,
        places=1,
        temporary_until_on=until_on,
        decided_by=nominated,
        by=SYSTEM,
    )


@law("SI 2010/959 r24")
def test_a_shorter_temporary_approval_holds_for_decisions_from_its_day_on():
    an_approved_version(TODAY, connected_person__temporary_approval="12 weeks")

    with pytest.raises(RuleBroken) as refused:
        approved_for_a_time(TODAY, TODAY + timedelta(weeks=12, days=1))
    assert "at most 12 weeks" in refused.value.message
    assert refused.value.source == "Policy: temporary approval of a connected person"
    approved_for_a_time(TODAY, TODAY + timedelta(weeks=12))

    yesterday = TODAY - timedelta(days=1)
    approved_for_a_time(yesterday, yesterday + timedelta(weeks=16))


@law("SI 2010/959 r25(2)")
def test_a_council_may_never_extend():
    nominated = a_user("Noor Adeyemi", Role.NOMINATED_OFFICER)
    approval = approved_for_a_time(TODAY - timedelta(weeks=10), TODAY + timedelta(weeks=2))
    an_approved_version(TODAY, connected_person__extension_count=0)

    with pytest.raises(StateConflict) as refused:
        actions.extend_temporary_approval(
            approval, until_on=TODAY + timedelta(weeks=4), decided_on=TODAY, decided_by=nominated, by=SYSTEM
        )
    assert refused.value.source == "Policy: how often a temporary approval may be extended"


@law("SI 2010/959 r25(2)")
def test_a_shorter_extension_is_the_councils():
    nominated = a_user("Noor Adeyemi", Role.NOMINATED_OFFICER)
    until_on = TODAY + timedelta(weeks=2)
    approval = approved_for_a_time(TODAY - timedelta(weeks=10), until_on)
    an_approved_version(TODAY, connected_person__extension="4 weeks")

    with pytest.raises(RuleBroken) as refused:
        actions.extend_temporary_approval(
            approval, until_on=until_on + timedelta(weeks=5), decided_on=TODAY, decided_by=nominated, by=SYSTEM
        )
    assert refused.value.source.startswith("Policy: ")


@law("Children Act 1989 Sch 7 para 2")
def test_a_lower_usual_limit_is_refused_by_policy_and_explains_itself():
    an_approved_version(TODAY, capacity__usual_fostering_limit=1)
    household = an_approved_household(places=3)
    a_placement(household, started_on=TODAY)

    with pytest.raises(RuleBroken) as refused:
        a_placement(household, started_on=TODAY)
    assert refused.value.source == "Policy: usual limit on foster children in one home"
    assert refused.value.why.settings[0].key == "capacity.usual_fostering_limit"


@law("SI 2010/959 r23")
def test_a_shorter_emergency_ends_sooner():
    an_approved_version(TODAY, capacity__emergency_outside_terms="3 working days")
    household = an_approved_household(places=1)
    a_placement(household, started_on=TODAY)

    emergency = a_placement(household, started_on=TODAY, emergency=True)
    assert emergency.outside_terms_until_on == date(2026, 11, 26)


def test_at_the_figure_of_law_the_provision_is_named():
    assert limit("capacity.usual_fostering_limit", TODAY).source == "Children Act 1989 Sch 7 para 2"
