"""Acts about households: allowed, refused, recorded, all or nothing."""

from datetime import date

import pytest

from core.approvals.actions import end_approval
from core.households import actions
from core.households.actions import NewPerson
from core.households.models import Household, Member
from core.people.models import Person
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StaleEdit, StateConflict
from tests.support.homes import a_child_of, a_couple, a_household, a_person, an_approved_household, approval_of
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def dana():
    return a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER).actor


@pytest.fixture
def marcus():
    return a_user("Marcus Bell", Role.TEAM_MANAGER).actor


def last_sentence():
    return AuditEntry.objects.acts().first().sentence


def test_a_household_is_opened_with_its_carers(dana):
    household = actions.open_household(
        carers=a_couple(), opened_on=date(2026, 3, 2), lines="12 Mill Lane,\nOakford", postcode="oa1 2bc", by=dana
    )

    assert (household.name, household.reference) == ("Okafor and Reid", "FH-1001")
    assert str(household.addresses.get()) == "12 Mill Lane, Oakford, OA1 2BC"
    assert household.members.carers().count() == 2
    sentences = list(AuditEntry.objects.acts().filter(subject_id=household.pk).values_list("sentence", flat=True))
    assert "Dana Reed opened the record of Okafor and Reid, FH-1001, on 2 March 2026." in sentences
    assert "Dana Reed added Ben Reid to Okafor and Reid as carer, from 2 March 2026." in sentences


def test_references_follow_each_other_without_gaps(dana):
    first = a_household()
    with pytest.raises(RuleBroken):
        actions.open_household(carers=[], by=dana)
    second = a_household()

    assert [first.reference, second.reference] == ["FH-1001", "FH-1002"]


def test_each_council_counts_its_own_households(other_council, in_tenant):
    a_household()
    with in_tenant(other_council):
        assert a_household().reference == "FH-1001"


def test_a_carer_has_one_household_at_a_time(dana):
    ada, ben = a_couple()
    a_household(ada)

    with pytest.raises(StateConflict) as refused:
        actions.open_household(carers=[ben, ada], by=dana)

    assert "is a carer of Ada Okafor (FH-1001)" in str(refused.value)
    assert Household.objects.count() == 1


@pytest.mark.parametrize("opened_on", [date(2026, 11, 22)])
def test_a_household_is_not_opened_in_the_future(opened_on, dana):
    with pytest.raises(RuleBroken):
        actions.open_household(carers=a_couple(), opened_on=opened_on, by=dana)


def test_a_household_has_two_carers_at_most(dana):
    with pytest.raises(RuleBroken) as refused:
        actions.open_household(carers=[*a_couple(), a_person()], by=dana)

    assert refused.value.field == "carers"


def test_a_household_is_opened_with_carers_who_are_new_all_or_nothing(dana):
    ada = NewPerson("Ada", "Okafor", date(1980, 5, 17), phone="01632 960 001")
    child = NewPerson("Cal", "Okafor", date(2015, 9, 1))

    with pytest.raises(RuleBroken):
        actions.open_household_of(carers=[ada, child], by=dana)
    assert (Household.objects.count(), Person.objects.count()) == (0, 0)

    household = actions.open_household_of(carers=[ada], by=dana)
    assert household.name == "Ada Okafor"


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.RECRUITMENT_OFFICER, Role.AUDITOR])
def test_others_open_no_household(role):
    with pytest.raises(NotPermitted):
        actions.open_household(carers=[a_person()], by=a_user("", role).actor)


def test_a_child_of_the_family_joins_and_leaves(dana):
    household = a_household()
    member = actions.add_new_member(
        household, person=NewPerson("Cal", "Okafor", date(2015, 9, 1)), role="child", from_on=date(2026, 1, 5), by=dana
    )
    member = actions.end_membership(member, until_on=date(2026, 6, 1), by=dana)

    assert not member.holds(date(2026, 6, 1))
    assert last_sentence().startswith("Dana Reed recorded that Cal Okafor left")
    with pytest.raises(StateConflict):
        actions.end_membership(member, until_on=TODAY, by=dana)


def test_nobody_joins_twice(dana):
    household = a_household()
    ada = household.members.get().person

    with pytest.raises(StateConflict):
        actions.add_member(household, person=ada, role="adult", from_on=TODAY, by=dana)


def test_those_who_pay_see_no_children_of_the_household(dana):
    household = a_household()
    a_child_of(household)
    finance = a_user("F", Role.FINANCE_OFFICER).actor
    recruiter = a_user("R", Role.RECRUITMENT_OFFICER).actor

    assert Member.objects.visible_to(dana).count() == 2
    assert [member.role for member in Member.objects.visible_to(finance)] == ["carer"]
    assert not Member.objects.visible_to(recruiter)
    assert Household.objects.visible_to(finance).exists()
    assert not Household.objects.visible_to(recruiter).exists()
    assert not household.changes.visible_to(finance).exists()


def test_a_move_ends_the_address_before_and_a_stale_one_is_refused(dana):
    household = a_household()
    seen = household.version

    actions.move_household(
        household, lines="1 New Road", postcode="OA3 4DE", moved_on=date(2026, 6, 1), by=dana, version=seen
    )

    old, new = household.addresses.order_by("from_on")
    assert (old.until_on, str(new)) == (date(2026, 6, 1), "1 New Road, OA3 4DE")
    with pytest.raises(StaleEdit):
        actions.move_household(
            household, lines="2 Old Road", postcode="", moved_on=date(2026, 7, 1), by=dana, version=seen
        )


def test_a_change_of_circumstance_is_recorded_in_the_words_of_who_was_told(dana):
    household = a_household()

    change = actions.record_change_of_circumstance(
        household, kind="health", happened_on=date(2026, 11, 1), note=" Ada broke her arm. ", by=dana
    )

    assert (change.told_on, change.note, change.recorded_by) == (TODAY, "Ada broke her arm.", "Dana Reed")
    assert "arm" not in last_sentence()


def test_a_household_is_closed_with_its_memberships(marcus, dana):
    household = a_household()

    with pytest.raises(NotPermitted):
        actions.close_household(household, closed_on=TODAY, reason="withdrew", by=dana)
    household = actions.close_household(
        household, closed_on=TODAY, reason="withdrew", by=marcus, version=household.version
    )

    assert not household.is_open(TODAY)
    assert household.is_open(date(2026, 11, 20))
    assert not household.members.open().exists()
    assert last_sentence().endswith("on 21 November 2026: withdrew before approval.")
    with pytest.raises(StateConflict):
        actions.close_household(household, closed_on=TODAY, reason="withdrew", by=marcus)
    with pytest.raises(StateConflict):
        actions.add_member(household, person=a_person(), role="adult", from_on=TODAY, by=dana)


def test_a_household_whose_approval_is_in_force_stays_open(marcus):
    household = an_approved_household()

    with pytest.raises(StateConflict) as refused:
        actions.close_household(household, closed_on=TODAY, reason="resigned", by=marcus)
    assert "its approval is in force" in str(refused.value)

    end_approval(approval_of(household), ends_on=TODAY, reason="moved_service", by=SYSTEM)
    assert actions.close_household(household, closed_on=TODAY, reason="moved_service", by=marcus).closed_on == TODAY


@pytest.mark.parametrize("typed", ["okaf", "reid ben", "fh-1001", "1001", "ada"])
def test_households_are_found_by_name_reference_or_member(typed):
    household = a_household(*a_couple())
    a_child_of(household)

    assert list(Household.objects.named(typed)) == [household]


@pytest.mark.parametrize("typed", ["cal", "kafor", "", "1002"])
def test_households_are_not_found_by_their_children_or_by_anything_else(typed):
    a_child_of(a_household(*a_couple()))

    assert not Household.objects.named(typed)
