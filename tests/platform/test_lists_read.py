"""Reading a list of people leaves a trace: one entry, with whose they were, and no name of theirs in its sentence."""

import pytest

from hearth.access import Role
from hearth.audit.models import AuditEntry
from tests.support.browsing import signed_in
from tests.support.staff import a_supervising_social_worker, a_team, a_user
from tests.support.worlds import one_of_everything


@pytest.fixture
def worker(council):
    return a_supervising_social_worker("Dana Reed", team=a_team())


@pytest.fixture
def world(worker):
    return one_of_everything(worker)


def read_by(browser, address, **posted):
    """What the audit keeps of opening a page: its new readings of lists."""
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    answer = browser.post(address, posted) if posted else browser.get(address)
    assert answer.status_code == 200
    return list(AuditEntry.objects.filter(code="list.read", is_reading=True).exclude(pk__in=before))


@pytest.mark.parametrize(
    ("address", "what"), [("/households", "household"), ("/children/", "child"), ("/caseload/", "household")]
)
def test_a_list_that_was_opened_is_one_entry(world, worker, address, what):
    (entry,) = read_by(signed_in(worker), address)
    assert entry.sentence.startswith("Dana Reed read a list of ")
    assert world[what].pk in entry.seen
    assert world[what].pk and str(world[what]) not in entry.sentence


def test_a_search_by_name_is_one_entry_when_it_finds_somebody(world):
    browser = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))
    person = world["child"].person
    (entry,) = read_by(browser, "/people", name=person.family_name)
    assert person.pk in entry.seen
    assert person.family_name not in entry.sentence
    assert read_by(browser, "/people", name="Nobody Has This Name") == []


def test_an_empty_list_is_no_reading(worker):
    assert read_by(signed_in(worker), "/children/") == []
