"""A child's record: opened, corrected, read, and kept from those who do not need it."""

from datetime import date

import pytest
from django.urls import reverse

from core.children import actions, rules
from core.children.models import Child
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StaleEdit
from tests.support.browsing import signed_in
from tests.support.law import law
from tests.support.recruits import a_child
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(council):
    with on_day(TODAY):
        yield


@law("Children Act 1989 s105(1)")
@pytest.mark.parametrize(
    ("born_on", "from_on", "field"),
    [
        (date(2008, 11, 21), TODAY, None),
        (date(2008, 11, 20), TODAY, "born_on"),
        (date(2026, 11, 20), TODAY, None),
        (date(2026, 11, 21), TODAY, "born_on"),
        (date(2018, 5, 2), date(2026, 11, 21), "looked_after_from_on"),
        (date(2018, 5, 2), date(2018, 5, 1), "looked_after_from_on"),
    ],
)
def test_a_child_is_under_18_and_born_before_being_looked_after(born_on, from_on, field):
    if field is None:
        rules.check_dates(born_on=born_on, looked_after_from_on=from_on, today=TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        rules.check_dates(born_on=born_on, looked_after_from_on=from_on, today=TODAY)
    assert refused.value.field == field


def test_a_correction_keeps_what_stood_before():
    child = a_child()
    actions.correct_record(child, needs="Peanut allergy", by=SYSTEM, version=child.version)

    entry = AuditEntry.objects.get(code="children.record_corrected")
    assert entry.details["values"] == {"needs": {"from": "", "to": "Peanut allergy"}}
    with pytest.raises(StaleEdit):
        actions.correct_record(child, needs="None", by=SYSTEM, version=child.version)


def test_finance_and_recruitment_know_no_child():
    child = a_child()
    for role in (Role.FINANCE_OFFICER, Role.RECRUITMENT_OFFICER):
        actor = a_user("", role).actor
        assert not Child.objects.visible_to(actor).exists()
        with pytest.raises(NotPermitted):
            actions.correct_record(child, needs="x", by=actor)


def test_a_name_stands_in_no_address_and_no_title():
    child = a_child(family_name="Adeyemi")
    worker = signed_in(a_user("", Role.SUPERVISING_SOCIAL_WORKER))

    page = worker.get(child.get_absolute_url()).content.decode()
    found = worker.post(reverse("children:list"), {"name": "ade"}).content.decode()

    assert "Adeyemi" not in page[: page.index("</title>")]
    assert "Adeyemi" in page
    assert "Adeyemi" in found
    assert AuditEntry.objects.filter(is_reading=True, subject_id=child.pk).count() == 1


def test_the_list_makes_the_same_number_of_queries_whatever_it_holds(django_assert_max_num_queries):
    for _ in range(27):
        a_child()
    worker = signed_in(a_user("", Role.SUPERVISING_SOCIAL_WORKER))
    with django_assert_max_num_queries(15):
        assert worker.get(reverse("children:list")).status_code == 200
