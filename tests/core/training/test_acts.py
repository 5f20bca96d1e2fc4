"""Recording that a carer completed the standards, and the duty that it ends."""

from datetime import date

import pytest

from core.duties.derive import refresh
from core.duties.models import Duty
from core.people.actions import rename_person
from core.training import actions
from core.training.models import TsdCompletion
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.homes import a_child_of, a_couple, an_approved_household
from tests.support.law import law
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 21)
APPROVED = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


def due(household):
    found = Duty.objects.filter(subject_id=household.pk, kind="training.tsd").order_by("note")
    return [(duty.note, duty.due_on) for duty in found]


@law("NMS 20.3")
def test_each_carer_has_the_standards_to_complete():
    household = an_approved_household(*a_couple(), approved_on=APPROVED)

    assert due(household) == [("Ada Okafor", date(2027, 3, 2)), ("Ben Reid", date(2027, 3, 2))]


@law("NMS 20.3")
def test_family_and_friends_have_longer():
    household = an_approved_household(approved_on=APPROVED, category="connected_person")

    assert [day for _, day in due(household)] == [date(2027, 9, 2)]
    why = Duty.objects.get(kind="training.tsd").why
    assert [use.key for use in why.settings] == ["training.tsd_connected_person"]


def test_a_completion_ends_the_duty_of_that_carer():
    dana = a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER).actor
    household = an_approved_household(*a_couple(), approved_on=APPROVED)
    ada = household.members.get(person__known_as="Ada")

    actions.record_tsd_completion(ada, completed_on=date(2026, 9, 1), evidence="Certificate signed", by=dana)

    assert [name for name, _ in due(household)] == ["Ben Reid"]
    assert AuditEntry.objects.acts().first().sentence == (
        "Dana Reed recorded that Ada Okafor of Okafor and Reid completed the training standards on 1 September 2026."
    )


def test_a_carer_who_takes_another_name_is_called_so_in_what_is_due():
    household = an_approved_household(*a_couple(), approved_on=APPROVED)
    ben = household.members.get(person__known_as="Ben").person

    rename_person(ben, known_as="Ben", family_name="Okafor", from_on=TODAY, by=SYSTEM)

    assert [name for name, _ in due(household)] == ["Ada Okafor", "Ben Okafor"]
    assert not refresh("household", [household.pk]).any


def test_a_completion_that_cannot_be_is_refused():
    household = an_approved_household(approved_on=APPROVED)
    carer = household.members.get()
    child = a_child_of(household)

    with pytest.raises(RuleBroken):
        actions.record_tsd_completion(carer, completed_on=date(2026, 11, 22), evidence="x", by=SYSTEM)
    with pytest.raises(RuleBroken):
        actions.record_tsd_completion(carer, completed_on=TODAY, evidence=" ", by=SYSTEM)
    with pytest.raises(StateConflict):
        actions.record_tsd_completion(child, completed_on=TODAY, evidence="x", by=SYSTEM)
    with pytest.raises(NotPermitted):
        actions.record_tsd_completion(
            carer, completed_on=TODAY, evidence="x", by=a_user("", Role.FINANCE_OFFICER).actor
        )
    assert not TsdCompletion.objects.exists()
    actions.record_tsd_completion(carer, completed_on=TODAY, evidence="x", by=SYSTEM)
    with pytest.raises(StateConflict):
        actions.record_tsd_completion(carer, completed_on=TODAY, evidence="x", by=SYSTEM)
