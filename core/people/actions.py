"""Acts about persons: adding them, and recording what they are called, where they live and how they are reached."""

from datetime import date
from typing import Any

from django.db import transaction

from core.people import events, rules
from core.people.models import Address, ContactPoint, FormerName, Person
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from tenants.isolation.locks import lock_until_commit

DETAILS = {
    "given_names": "names on official papers",
    "born_on": "date of birth",
    "sex": "sex",
    "pronouns": "pronouns",
}


@transaction.atomic
def add_person(
    *,
    known_as: str,
    family_name: str,
    by: Actor,
    given_names: str = "",
    born_on: date | None = None,
    sex: str = "",
    pronouns: str = "",
    phone: str = "",
    email: str = "",
    on: date | None = None,
) -> Person:
    """Add a person. `on` is the day from which the phone and e-mail address are known to reach them.

    Raises: NotPermitted, also for a child when the actor works with adults alone; RuleBroken for an empty name or an
    impossible date of birth.
    """
    day = on or today()
    require(by, "people.add_child" if rules.is_child(born_on, today()) else "people.add_person")
    rules.check_born_on(born_on, on=today())
    person = Person(
        known_as=_name(known_as, "known_as", "name they are known by"),
        family_name=_name(family_name, "family_name", "family name"),
        given_names=given_names.strip(),
        born_on=born_on,
        sex=sex,
        pronouns=pronouns.strip(),
    )
    person.search_words = rules.search_words(person.known_as, person.family_name, person.given_names)
    person.save()
    audit.record("people.person_added", person, by=by, on=day)
    if phone.strip():
        add_contact_point(person, kind=ContactPoint.Kind.PHONE, value=phone, from_on=day, by=by)
    if email.strip():
        add_contact_point(person, kind=ContactPoint.Kind.EMAIL, value=email, from_on=day, by=by)
    return person


@transaction.atomic
def known_person(*, known_as: str, family_name: str, born_on: date | None, by: Actor, **others: Any) -> Person:
    """The person of this name and date of birth, or a new one: a form asks for a name where a record may exist already.

    Without a date of birth the person is always new, since a name alone does not tell two people apart. `others` are
    taken by `add_person` and change nobody who is known. Raises as `add_person`.
    """
    require(by, "people.add_child" if rules.is_child(born_on, today()) else "people.add_person")
    if born_on:
        lock_until_commit("people.known_person")  # a form sent twice at once adds one person
        wanted = {"known_as__iexact": known_as.strip(), "family_name__iexact": family_name.strip(), "born_on": born_on}
        known: Person | None = Person.objects.filter(**wanted).order_by("created_at").first()
        if known:
            return known
    return add_person(known_as=known_as, family_name=family_name, born_on=born_on, by=by, **others)


@transaction.atomic
def change_details(person: Person, *, by: Actor, version: int | str | None = None, **details: Any) -> Person:
    """Correct or complete what is known of a person, other than their name. Old values stay in the row's history.

    `details` are any of given_names, born_on, sex and pronouns. Raises: NotPermitted; StaleEdit when the person is no
    longer at `version`; RuleBroken.
    """
    person = Person.objects.hold(person)
    require(by, "people.change_details", person)
    person.expect_version(version)
    if "born_on" in details:
        rules.check_born_on(details["born_on"], on=today())
        if details["born_on"] is None and person.is_child(today()):
            raise RuleBroken("people.child_without_birthday", "Enter the child’s date of birth", field="born_on")
        if rules.is_child(details["born_on"], today()):
            require(by, "people.add_child", person)
    changed = {name: value for name, value in details.items() if getattr(person, name) != value}
    if not changed:
        return person
    was = {name: getattr(person, name) for name in changed}
    for name, value in changed.items():
        setattr(person, name, value)
    _refresh_search_words(person)
    person.save()
    audit.record(
        "people.details_changed",
        person,
        by=by,
        on=today(),
        changed=", ".join(DETAILS[name] for name in changed),
        was=was,
        now=changed,
    )
    events.person_changed.send(sender=Person, person=person, by=by)
    return person


@transaction.atomic
def rename_person(
    person: Person,
    *,
    known_as: str,
    family_name: str,
    from_on: date,
    by: Actor,
    given_names: str | None = None,
    version: int | str | None = None,
) -> Person:
    """Record that a person goes by another name from a day. They are still found by the name that they had.

    Raises: NotPermitted; StaleEdit; RuleBroken for a day to come; StateConflict when nothing changes.
    """
    person = Person.objects.hold(person)
    require(by, "people.rename_person", person)
    person.expect_version(version)
    rules.check_not_future(from_on, on=today(), what="Date of the new name", field="from_on")
    known_as = _name(known_as, "known_as", "name they are known by")
    family_name = _name(family_name, "family_name", "family name")
    if (known_as, family_name) == (person.known_as, person.family_name):
        raise StateConflict("people.same_name", f"{person} is already called that.", field="family_name")
    former = FormerName.objects.create(
        person=person,
        known_as=person.known_as,
        family_name=person.family_name,
        given_names=person.given_names,
        until_on=from_on,
    )
    person.known_as, person.family_name = known_as, family_name
    if given_names is not None:
        person.given_names = given_names.strip()
    _refresh_search_words(person)
    person.save()
    audit.record("people.person_renamed", person, by=by, on=from_on, former=str(former))
    events.person_changed.send(sender=Person, person=person, by=by)
    return person


@transaction.atomic
def add_contact_point(person: Person, *, kind: str, value: str, by: Actor, from_on: date | None = None) -> ContactPoint:
    """Add a phone number or e-mail address that reaches a person.

    Raises: NotPermitted; RuleBroken for an empty one or a day to come; StateConflict when it is known already.
    """
    person = Person.objects.hold(person)
    require(by, "people.add_contact_point", person)
    kind = ContactPoint.Kind(kind)
    value = value.strip().lower() if kind == ContactPoint.Kind.EMAIL else " ".join(value.split())
    if not value:
        raise RuleBroken("people.nothing_entered", f"Enter the {kind.label.lower()}", field="value")
    day = from_on or today()
    rules.check_not_future(day, on=today(), what="Date from", field="from_on")
    if person.contact_points.open().filter(kind=kind, value=value).exists():
        raise StateConflict("people.known_already", f"{person} already has this {kind.label.lower()}.", field="value")
    point = ContactPoint.objects.create(person=person, kind=kind, value=value, from_on=day)
    audit.record("people.contact_point_added", person, by=by, on=day, kind=kind.label.lower(), value=value)
    return point


@transaction.atomic
def end_contact_point(point: ContactPoint, *, by: Actor, until_on: date | None = None) -> ContactPoint:
    """Record that a phone number or e-mail address no longer reaches its person, from a day.

    Raises: NotPermitted; StateConflict when it has ended; RuleBroken for a day before it began or to come.
    """
    point = ContactPoint.objects.hold(point)
    require(by, "people.end_contact_point", point.person)
    if point.until_on:
        raise StateConflict("people.ended_already", f"This {point.get_kind_display().lower()} has already ended.")
    day = until_on or today()
    rules.check_not_future(day, on=today(), what="Date it ended", field="until_on")
    if day < point.from_on:
        raise RuleBroken(
            "people.ends_before_start", "Date it ended must be on or after its first day", field="until_on"
        )
    point.until_on = day
    point.save()
    audit.record(
        "people.contact_point_ended",
        point.person,
        by=by,
        on=day,
        kind=point.get_kind_display().lower(),
        value=point.value,
    )
    return point


@transaction.atomic
def record_address(
    person: Person, *, lines: str, by: Actor, postcode: str = "", from_on: date | None = None
) -> Address:
    """Record where a person lives from a day; where they lived before ends that day.

    Raises: NotPermitted; RuleBroken for an empty address, a day to come or one not after the move before.
    """
    person = Person.objects.hold(person)
    require(by, "people.record_address", person)
    day = from_on or today()
    rules.check_not_future(day, on=today(), what="Date they moved", field="from_on")
    lines = rules.tidy_lines(lines)
    if not lines:
        raise RuleBroken("people.nothing_entered", "Enter the address", field="lines")
    before = person.addresses.open().first()
    if before:
        if day <= before.from_on:
            raise RuleBroken(
                "people.moved_before_last_move",
                f"Date they moved must be after {before.from_on.day} {before.from_on:%B %Y}, the last move",
                field="from_on",
            )
        before.until_on = day
        before.save()
    address = Address.objects.create(person=person, lines=lines, postcode=postcode.strip().upper(), from_on=day)
    audit.record("people.address_recorded", person, by=by, on=day, address=str(address))
    return address


def _name(text: str, field: str, what: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise RuleBroken("people.no_name", f"Enter the {what}", field=field)
    return name


def _refresh_search_words(person: Person) -> None:
    former = [part for name in person.former_names.all() for part in (name.known_as, name.family_name)]
    person.search_words = rules.search_words(person.known_as, person.family_name, person.given_names, *former)
