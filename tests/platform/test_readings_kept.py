"""What is read leaves one entry a request: searches, due dates, downloads, and pages that say nothing themselves."""

import pytest

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.subjects import Subject, told_of
from tests.support.browsing import signed_in
from tests.support.staff import a_supervising_social_worker, a_team, a_user
from tests.support.worlds import one_of_everything


@pytest.fixture
def worker(council):
    return a_supervising_social_worker("Dana Reed", team=a_team())


@pytest.fixture
def world(worker):
    return one_of_everything(worker)


def entries_of(browser, method, address, *arguments, **named):
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    answer = getattr(browser, method)(address, *arguments, **named)
    assert answer.status_code == 200
    return list(AuditEntry.objects.exclude(pk__in=before))


def test_what_the_palette_shows_is_kept_and_what_was_typed_is_not(world):
    browser = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))

    (entry,) = entries_of(browser, "post", "/find", {"q": "Vane"})
    assert world["child"].pk in entry.seen and entry.is_reading
    assert entry.sentence.startswith("Marcus Bell searched and was shown ")
    assert "Vane" not in entry.sentence and "Vane" not in str(entry.details)
    assert entries_of(browser, "post", "/find", {"q": "Nobody Has This Name"}) == []
    assert entries_of(browser, "get", "/find") == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_asking_why_a_date_is_due_is_a_reading_of_whom_it_concerns(world, worker, headers):
    (entry,) = entries_of(signed_in(worker), "get", f"/duties/{world['duty'].pk}/why", headers=headers)
    assert (entry.subject_kind, entry.subject_id) == ("household", world["household"].pk)
    assert entry.sentence == f"Dana Reed opened why a date is due for {world['household']}."


def test_the_teams_page_is_a_reading_of_those_whose_dates_it_lists(world):
    browser = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))
    (entry,) = entries_of(browser, "get", f"/teams/{world['team'].pk}/", {"view": "all"})
    assert world["household"].pk in entry.seen


@pytest.mark.parametrize("address", ["/caseload/download", "/households/download"])
def test_a_download_keeps_whose_details_it_took_out(world, worker, address):
    browser = signed_in(worker if "caseload" in address else a_user("Marcus Bell", Role.TEAM_MANAGER))
    (entry,) = entries_of(browser, "get", address)
    assert entry.seen == [world["household"].pk] and not entry.is_reading


def test_a_form_about_somebody_is_a_reading_though_its_page_says_nothing(world, worker):
    browser = signed_in(worker)
    (entry,) = entries_of(browser, "get", f"/visits/{world['visit'].pk}/correction")
    assert (entry.subject_id, entry.is_reading) == (world["household"].pk, True)
    assert entry.sentence == f"Dana Reed opened a page about {world['household']}."
    assert len(entries_of(browser, "get", f"/households/{world['household'].pk}")) == 1, "its own entry, and no second"


def test_an_address_tells_of_a_person_a_household_or_an_enquiry(world, worker):
    def told(name):
        return told_of({f"{name}_id": world[name].pk})

    household = Subject("household", world["household"].pk, str(world["household"]))
    for name in ("household", "member", "approval", "review", "visit", "planned_visit", "action", "allocation"):
        assert told(name) == household, name
    assert told("placement") == told("child") == Subject("child", world["child"].pk, str(world["child"]))
    assert (told("enquiry").kind, told("person").kind) == ("enquiry", "person")
    assert told("team") is None and told("version") is None and told_of({"slug": "x"}) is None
    assert told_of({"visit_id": world["child"].pk}) is None
