"""The page of a household's training, and recording a completion."""

from datetime import date

import pytest

from hearth.access import Role
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.homes import a_child_of, a_couple, a_household, an_approved_household
from tests.support.staff import a_user

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def dana():
    return signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_completion_is_recorded_for_one_carer(dana):
    household = an_approved_household(*a_couple(), approved_on=date(2026, 3, 2))
    ada = household.members.get(person__known_as="Ada")
    assert "NMS 20.3" in text(dana.get(f"/households/{household.pk}/training"))
    address = f"/members/{ada.pk}/standards/new"

    wrong = dana.post(address, {"completed_on": "2026-09-01", "evidence": ""})
    assert (wrong.status_code, "Enter what shows it, such as the certificate" in text(wrong)) == (422, True)
    answer = text(dana.post(address, {"completed_on": "2026-09-01", "evidence": "Certificate signed"}, follow=True))

    assert "Ada Okafor completed the standards on 1 September 2026." in answer
    assert "Certificate signed" in answer
    assert answer.count("Record completion") == 1


def test_nothing_is_due_of_a_household_that_is_not_approved(dana):
    household = a_household()

    assert "Nothing is due: the household is not approved." in text(dana.get(f"/households/{household.pk}/training"))


def test_only_carers_complete_the_standards_and_only_some_record_it(dana):
    household = an_approved_household()
    child = a_child_of(household)
    finance = signed_in(a_user("Fay Cole", Role.FINANCE_OFFICER))

    assert dana.get(f"/members/{child.pk}/standards/new").status_code == 404
    assert "Record completion" not in text(finance.get(f"/households/{household.pk}/training"))
    carer = household.members.carers().get()
    assert finance.get(f"/members/{carer.pk}/standards/new").status_code == 403
