"""Acts about households: opening and closing them, who joins and leaves, moves, and what has changed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from core.duties.derive import refresh
from core.households import closing, rules
from core.households.models import (
    ChangeOfCircumstance,
    Household,
    HouseholdAddress,
    Member,
    MemberRole,
)
from core.households.references import next_reference
from core.people.actions import known_person
from core.people.models import Person
from core.people.rules import search_words, tidy_lines
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict

SERIES = "FH"


@transaction.atomic
def open_household(
    *,
    carers: Sequence[Person],
    by: Actor,
    opened_on: date | None = None,
    lines: str = "",
    postcode: str = "",
    lived_there_from_on: date | None = None,
) -> Household:
    """Open the record of a household with its carers, in the order in which they are named.

    `lived_there_from_on` is the first day at the address; the day of opening when it is not known. The name is made
    from the carers' names and stays. Raises: NotPermitted; RuleBroken for no carer, too many, a child or a day to come;
    StateConflict when one of them is a carer elsewhere.
    """
    require(by, "households.open_household")
    day = opened_on or today()
    rules.check_not_future(day, on=today(), what="Date of opening", field="opened_on", code="households.in_future")
    if not carers:
        raise RuleBroken("households.no_carer", "Select at least one carer", field="carers")
    if len({carer.pk for carer in carers}) != len(carers) or len(carers) > rules.MOST_CARERS:
        raise RuleBroken(
            "households.too_many_carers", f"Select up to {rules.MOST_CARERS} different carers", field="carers"
        )
    reference = next_reference(SERIES)
    name = rules.joined_names((carer.known_as, carer.family_name) for carer in carers)
    household = Household.objects.create(
        reference=reference, name=name, opened_on=day, search_words=search_words(name, reference)
    )
    audit.record("households.household_opened", household, by=by, on=day, reference=reference)
    for carer in carers:
        _join(household, carer, MemberRole.CARER, from_on=day, by=by)
    if tidy_lines(lines):
        _settle(household, lines, postcode, from_on=lived_there_from_on or day)
    refresh("household", [household.pk], on=today())
    return household


@dataclass(frozen=True)
class NewPerson:
    """Somebody as a form describes them; the person with this name and date of birth when there is one already."""

    known_as: str
    family_name: str
    born_on: date | None = None
    given_names: str = ""
    sex: str = ""
    phone: str = ""
    email: str = ""


@transaction.atomic
def open_household_of(*, carers: Sequence[NewPerson], by: Actor, **facts: Any) -> Household:
    """Open a household together with the records of its carers; `facts` are those of `open_household`.

    All or nothing. Raises as `open_household` and `people.add_person`.
    """
    require(by, "households.open_household")
    people = [known_person(by=by, **asdict(carer)) for carer in carers]
    return open_household(carers=people, by=by, **facts)


@transaction.atomic
def add_new_member(household: Household, *, person: NewPerson, role: str, from_on: date, by: Actor) -> Member:
    """Add a member together with their own record. All or nothing. Raises as `add_member` and `people.add_person`."""
    require(by, "households.add_member", household)
    return add_member(household, person=known_person(by=by, **asdict(person)), role=role, from_on=from_on, by=by)


@transaction.atomic
def add_member(household: Household, *, person: Person, role: str, from_on: date, by: Actor) -> Member:
    """Record that somebody lives in a household from a day, as carer, other adult or child of the family.

    Raises: NotPermitted; RuleBroken when role and age do not fit or the day is to come; StateConflict when they are a
    member already, are a carer elsewhere, or the household is closed.
    """
    household = Household.objects.hold(household)
    require(by, "households.add_member", household)
    _must_be_open(household)
    member = _join(household, person, MemberRole(role), from_on=from_on, by=by)
    refresh("household", [household.pk], on=today())
    return member


@transaction.atomic
def end_membership(member: Member, *, until_on: date, by: Actor) -> Member:
    """Record that somebody left a household on a day; that day they no longer live there.

    Raises: NotPermitted; RuleBroken for a day to come or before they joined; StateConflict when they have left already.
    """
    household = Household.objects.hold(member.household_id)
    require(by, "households.end_membership", household)
    member = Member.objects.hold(member)
    if member.until_on:
        raise StateConflict("households.left_already", f"{member.person} has already left this household.")
    rules.check_leaving(member.person.known_as, from_on=member.from_on, until_on=until_on, today=today())
    member.until_on = until_on
    member.save()
    audit.record("households.membership_ended", household, by=by, on=until_on, person=str(member.person))
    refresh("household", [household.pk], on=today())
    return member


@transaction.atomic
def move_household(
    household: Household, *, lines: str, postcode: str, moved_on: date, by: Actor, version: int | str | None = None
) -> HouseholdAddress:
    """Record where a household lives from a day.

    Raises: NotPermitted; StaleEdit when somebody else changed the household since `version`; RuleBroken for a day to
    come or not after the last move, or an empty address; StateConflict when the household is closed.
    """
    household = Household.objects.hold(household)
    require(by, "households.move_household", household)
    household.expect_version(version)
    _must_be_open(household)
    before = household.addresses.open().first()
    rules.check_move(moved_on, last_moved_on=before.from_on if before else None, today=today())
    if not tidy_lines(lines):
        raise RuleBroken("households.no_address", "Enter the address", field="lines")
    if before:
        before.until_on = moved_on
        before.save()
    address = _settle(household, lines, postcode, from_on=moved_on)
    household.save(update_fields=["version"])
    audit.record(
        "households.household_moved", household, by=by, on=moved_on, address=str(address), was=str(before or "")
    )
    refresh("household", [household.pk], on=today())
    return address


@transaction.atomic
def record_change_of_circumstance(
    household: Household, *, kind: str, happened_on: date, note: str, by: Actor, told_on: date | None = None
) -> ChangeOfCircumstance:
    """Record a change that the carers told of or that was found.

    Raises: NotPermitted; RuleBroken for a day to come, for one told before it happened, or without words; StateConflict
    when the same words are sent again.
    """
    household = Household.objects.hold(household)
    require(by, "households.record_change_of_circumstance", household)
    told_on = told_on or today()
    rules.check_change(happened_on, told_on, today=today())
    if not note.strip():
        raise RuleBroken("households.no_note", "Enter what has changed", field="note")
    told = {
        "kind": ChangeOfCircumstance.Kind(kind),
        "happened_on": happened_on,
        "told_on": told_on,
        "note": note.strip(),
        "recorded_by": by.name,
    }
    if household.changes.filter(**told).exists():
        raise StateConflict("households.recorded_already", "You have recorded this change already.", field="note")
    change = ChangeOfCircumstance.objects.create(household=household, **told)
    audit.record(
        "households.change_recorded",
        household,
        by=by,
        on=happened_on,
        kind=change.get_kind_display().lower(),
        told_on=told_on,
    )
    refresh("household", [household.pk], on=today())
    return change


@transaction.atomic
def close_household(
    household: Household, *, closed_on: date, reason: str, by: Actor, version: int | str | None = None
) -> Household:
    """Close the record of a household that no longer fosters, and with it its memberships. It stays readable.

    Raises: NotPermitted; StaleEdit; StateConflict while it is closed already or something still depends on it (an
    approval in force, a child living there); RuleBroken for a day to come.
    """
    household = Household.objects.hold(household)
    require(by, "households.close_household", household)
    household.expect_version(version)
    _must_be_open(household)
    rules.check_closing(
        closed_on,
        opened_on=household.opened_on,
        reasons_to_stay_open=closing.reasons_to_stay_open(household, closed_on),
        today=today(),
    )
    household.closed_on = closed_on
    household.closing_reason = Household.ClosingReason(reason)
    household.save()
    household.members.open().update(until_on=Greatest(F("from_on"), Value(closed_on)))
    audit.record(
        "households.household_closed",
        household,
        by=by,
        on=closed_on,
        reason=household.get_closing_reason_display().lower(),
    )
    refresh("household", [household.pk], on=today())
    return household


def _must_be_open(household: Household) -> None:
    if household.closed_on:
        raise StateConflict(
            "households.closed", f"This household was closed on {household.closed_on.day} {household.closed_on:%B %Y}."
        )


def _join(household: Household, person: Person, role: MemberRole, *, from_on: date, by: Actor) -> Member:
    person = Person.objects.hold(person)
    rules.check_member(
        rules.Candidate(person.full_name, person.born_on),
        role,
        from_on=from_on,
        opened_on=household.opened_on,
        today=today(),
    )
    for known in person.memberships.open().select_related("household"):
        if known.household_id == household.pk:
            raise StateConflict(
                "households.member_already", f"{person} already lives in this household.", field="person"
            )
        if known.role == role == MemberRole.CARER:
            raise StateConflict(
                "households.carer_elsewhere",
                f"{person} is a carer of {known.household} ({known.household.reference}). End that membership first.",
                field="person",
            )
    member = Member.objects.create(household=household, person=person, role=role, from_on=from_on)
    audit.record("households.member_added", household, by=by, on=from_on, person=str(person), role=role.label.lower())
    return member


def _settle(household: Household, lines: str, postcode: str, *, from_on: date) -> HouseholdAddress:
    address: HouseholdAddress = HouseholdAddress.objects.create(
        household=household, lines=tidy_lines(lines), postcode=postcode.strip().upper(), from_on=from_on
    )
    return address
