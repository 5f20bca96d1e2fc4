"""SI 2011/581 r31 and r32: the register of foster carers, and how long records are kept."""

from datetime import date

import pytest

from config_per_tenant.national import national
from core.approvals.actions import end_approval
from core.approvals.rules import kept_until
from core.people.actions import change_details
from core.reviews.exports import HEADINGS, register
from hearth.access import Role
from hearth.dates import on_day
from hearth.documents.exports import kinds_for
from tests.support.homes import (
    a_child_of,
    a_couple,
    a_decided_review,
    a_household,
    an_approval,
    an_approved_household,
    approval_of,
)
from tests.support.law import law
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 21)


@pytest.fixture
def day(council):
    with on_day(TODAY):
        yield


def rows():
    (sheet,) = register(SYSTEM, TODAY, lambda done, total: None)
    assert tuple(sheet.headings) == HEADINGS
    return [dict(zip(HEADINGS, row, strict=True)) for row in sheet.rows]


@law("SI 2011/581 r31")
def test_the_register_holds_each_carer_with_approval_terms_and_every_review(day):
    household = an_approved_household(*a_couple(), approved_on=date(2024, 4, 1))
    ada = household.members.get(person__known_as="Ada").person
    change_details(ada, given_names="Adaeze", sex="female", by=SYSTEM)
    a_decided_review(household, date(2025, 3, 15))
    a_decided_review(household, date(2026, 3, 1))
    a_child_of(household)

    first, second = rows()

    assert first == {
        "Carer": "Adaeze Okafor",
        "Date of birth": date(1980, 5, 17),
        "Sex": "Female",
        "Address": "12 Mill Lane, Oakford, OA1 2BC",
        "Household": "Okafor and Reid",
        "Reference": household.reference,
        "Approved on": date(2024, 4, 1),
        "Approved as": "Mainstream",
        "Temporary until": None,
        "Terms now": "2 children aged 0 to 17",
        "Reviews decided on": "15 Mar 2025, 1 Mar 2026",
        "Approval ended on": None,
    }
    assert second["Carer"] == "Ben Reid"


@law("SI 2011/581 r31")
def test_the_register_holds_temporary_approvals_and_ended_ones(day):
    household = a_household()
    an_approval(
        household, approved_on=date(2026, 3, 2), category="connected_person", temporary_until_on=date(2026, 6, 22)
    )
    an_approval(household, approved_on=date(2026, 6, 1), category="connected_person")

    temporary, full = rows()

    assert (temporary["Temporary until"], temporary["Approval ended on"]) == (date(2026, 6, 22), date(2026, 6, 1))
    assert (full["Temporary until"], full["Approval ended on"]) == (None, None)


@law("SI 2011/581 r31")
def test_somebody_who_was_never_a_carer_while_approved_is_not_in_the_register(day):
    household = an_approved_household(approved_on=date(2025, 4, 1))
    end_approval(approval_of(household), ends_on=date(2026, 1, 1), reason="moved_service", by=SYSTEM)
    a_household()

    assert [row["Reference"] for row in rows()] == [household.reference]


def test_the_register_is_for_those_who_keep_it(day):
    def offered(role):
        return {kind.code for kind in kinds_for(a_user("", role).actor)}

    assert "reviews.register" in offered(Role.PANEL_ADVISER)
    assert "reviews.register" not in offered(Role.SUPERVISING_SOCIAL_WORKER)
    assert not offered(Role.RECRUITMENT_OFFICER)


@law("SI 2011/581 r32(1)")
@pytest.mark.parametrize(
    ("ended_on", "kept"),
    [(date(2026, 11, 30), date(2036, 11, 30)), (date(2024, 2, 29), date(2034, 2, 28))],
)
def test_a_carers_record_is_kept_at_least_ten_years_from_the_end_of_approval(ended_on, kept):
    assert kept_until(ended_on, least=national("retention.carer_record", ended_on).value) == kept
