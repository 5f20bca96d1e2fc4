"""Acts about persons: allowed, refused, recorded, all or nothing."""

from datetime import date

import pytest

from core.people import actions
from core.people.models import ContactPoint, Person
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StaleEdit, StateConflict
from tests.support.homes import a_person
from tests.support.staff import a_user

TODAY = date(2026, 11, 21)
ADULT = date(1980, 5, 17)
CHILD = date(2015, 9, 1)

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def dana():
    return a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER).actor


@pytest.fixture
def recruiter():
    return a_user("Rae Holt", Role.RECRUITMENT_OFFICER).actor


def last_sentence():
    return AuditEntry.objects.acts().first().sentence


def test_somebody_is_added_with_how_to_reach_them(dana):
    ada = actions.add_person(
        known_as=" Ada ", family_name="Okafor", born_on=ADULT, phone="01632 960 001", email="Ada@Example.org", by=dana
    )

    assert str(ada) == "Ada Okafor"
    assert sorted(ada.contact_points.values_list("value", flat=True)) == ["01632 960 001", "ada@example.org"]
    assert {"people.person_added", "people.contact_point_added"} == set(
        AuditEntry.objects.acts().filter(subject_id=ada.pk).values_list("code", flat=True)
    )


def test_nothing_is_kept_of_somebody_who_cannot_be_added(dana):
    before = AuditEntry.objects.count()

    with pytest.raises(RuleBroken):
        actions.add_person(known_as="Ada", family_name=" ", by=dana)
    with pytest.raises(RuleBroken):
        actions.add_person(known_as="Ada", family_name="Okafor", born_on=date(2026, 11, 22), by=dana)

    assert (Person.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_those_who_recruit_add_adults_and_no_children(recruiter):
    actions.add_person(known_as="Ada", family_name="Okafor", born_on=ADULT, by=recruiter)
    with pytest.raises(NotPermitted):
        actions.add_person(known_as="Cal", family_name="Okafor", born_on=CHILD, by=recruiter)


def test_those_who_pay_add_nobody():
    with pytest.raises(NotPermitted):
        actions.add_person(known_as="Ada", family_name="Okafor", by=a_user("F", Role.FINANCE_OFFICER).actor)


def test_children_are_seen_by_those_who_work_with_them(dana, recruiter):
    ada, cal = a_person("Ada", "Okafor"), a_person("Cal", "Okafor", born_on=CHILD)
    nameless = a_person("Bo", "Okafor", born_on=None)
    finance = a_user("F", Role.FINANCE_OFFICER).actor
    administrator = a_user("T", Role.TENANT_ADMINISTRATOR).actor

    assert set(Person.objects.visible_to(dana)) == {ada, cal, nameless}
    assert set(Person.objects.visible_to(recruiter)) == set(Person.objects.visible_to(finance)) == {ada, nameless}
    assert not Person.objects.visible_to(administrator)


def test_a_childs_contact_points_are_seen_with_the_child(dana, recruiter):
    cal = a_person("Cal", "Okafor", born_on=CHILD, phone="01632 960 002")

    assert ContactPoint.objects.visible_to(dana).filter(person=cal).exists()
    assert not ContactPoint.objects.visible_to(recruiter).filter(person=cal).exists()


@pytest.mark.parametrize("typed", ["ada", "OK", "ada ok", "okafor ada", "zoe", "adaeze", "o'", "neil"])
def test_people_are_found_by_the_beginnings_of_their_names(typed, dana):
    a_person("Ada", "Okafor", given_names="Adaeze Zoë O'Neil")

    assert Person.objects.named(typed).count() == 1


@pytest.mark.parametrize("typed", ["", "  ", "kafor", "ada reid", "'; drop table", "%", "ada:*|"])
def test_people_are_not_found_by_anything_else(typed):
    a_person("Ada", "Okafor")

    assert Person.objects.named(typed).count() == (1 if typed == "ada:*|" else 0)


def test_a_new_name_keeps_the_old_one_findable(dana):
    ada = a_person("Ada", "Okafor")

    ada = actions.rename_person(ada, known_as="Ada", family_name="Reid", from_on=date(2026, 6, 1), by=dana)

    assert str(ada) == "Ada Reid"
    assert [str(name) for name in ada.former_names.all()] == ["Ada Okafor"]
    assert set(Person.objects.named("okafor")) == set(Person.objects.named("reid")) == {ada}
    assert last_sentence() == "Dana Reed recorded that Ada Okafor is called Ada Reid from 1 June 2026."


def test_a_new_name_is_another_one_and_not_in_the_future(dana):
    ada = a_person("Ada", "Okafor")

    with pytest.raises(StateConflict):
        actions.rename_person(ada, known_as="Ada", family_name="Okafor", from_on=TODAY, by=dana)
    with pytest.raises(RuleBroken):
        actions.rename_person(ada, known_as="Ada", family_name="Reid", from_on=date(2026, 11, 22), by=dana)


def test_details_are_changed_and_say_what_changed(dana):
    ada = a_person("Ada", "Okafor")

    ada = actions.change_details(ada, pronouns="she/her", sex="female", by=dana, version=ada.version)

    assert (ada.pronouns, ada.sex) == ("she/her", "female")
    assert last_sentence() == "Dana Reed changed the details of Ada Okafor: pronouns, sex."
    entry = AuditEntry.objects.acts().first()
    assert entry.details["was"] == {"pronouns": "", "sex": ""}


def test_a_stale_change_of_details_overwrites_nothing(dana):
    ada = a_person("Ada", "Okafor")
    seen = ada.version
    actions.change_details(ada, pronouns="she/her", by=dana, version=seen)

    with pytest.raises(StaleEdit) as stale:
        actions.change_details(ada, pronouns="they/them", by=dana, version=seen)

    assert stale.value.theirs.pronouns == "she/her"


def test_a_childs_date_of_birth_is_not_taken_away(dana):
    cal = a_person("Cal", "Okafor", born_on=CHILD)

    with pytest.raises(RuleBroken):
        actions.change_details(cal, born_on=None, by=dana)


def test_a_contact_point_ends_once_and_stays_on_record(dana):
    ada = a_person("Ada", "Okafor", phone="01632 960 001", on=date(2025, 1, 1))
    point = ada.contact_points.get()

    with pytest.raises(RuleBroken):
        actions.end_contact_point(point, until_on=date(2024, 12, 31), by=dana)
    point = actions.end_contact_point(point, by=dana)
    with pytest.raises(StateConflict):
        actions.end_contact_point(point, by=dana)

    assert (point.until_on, ada.contact_points.open().count()) == (TODAY, 0)
    assert last_sentence() == "Dana Reed ended phone 01632 960 001 for Ada Okafor."


def test_a_phone_number_is_added_once(dana):
    ada = a_person("Ada", "Okafor", phone="01632 960 001")

    with pytest.raises(StateConflict):
        actions.add_contact_point(ada, kind="phone", value="01632 960 001", by=dana)


def test_moving_ends_the_address_before(dana):
    ada = a_person("Ada", "Okafor")
    actions.record_address(ada, lines="1 High Street\nOakford", postcode="oa1 2bc", from_on=date(2025, 1, 1), by=dana)
    actions.record_address(ada, lines="2 Low Street", from_on=date(2026, 1, 1), by=dana)

    first, second = ada.addresses.order_by("from_on")
    assert (str(first), first.until_on) == ("1 High Street, Oakford, OA1 2BC", date(2026, 1, 1))
    assert second.until_on is None
    with pytest.raises(RuleBroken):
        actions.record_address(ada, lines="3 Mid Street", from_on=date(2026, 1, 1), by=dana)


def test_somebody_on_record_is_known_by_name_and_date_of_birth(dana):
    ada = a_person("Ada", "Okafor", born_on=ADULT)

    assert actions.known_person(known_as="ada", family_name="OKAFOR", born_on=ADULT, by=dana) == ada
    assert actions.known_person(known_as="Ada", family_name="Okafor", born_on=date(1981, 1, 1), by=dana) != ada
    assert actions.known_person(known_as="Ada", family_name="Okafor", born_on=None, by=dana) != ada


def test_a_person_of_one_council_is_unknown_in_another(other_council, in_tenant):
    a_person("Ada", "Okafor")

    with in_tenant(other_council):
        assert not Person.objects.named("okafor").exists()
