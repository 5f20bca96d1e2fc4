"""The way in to the settings: searching, groups, what is not stated, and the checklist before going live."""

import re
from datetime import date
from html import unescape

import pytest

from config_per_tenant.pages.palette import settings_found
from config_per_tenant.policy import policy_on
from config_per_tenant.readiness import is_open
from config_per_tenant.schema import SETTINGS, by_group
from config_per_tenant.schema.finding import search
from config_per_tenant.versions import actions
from hearth.access import Actor, Role
from hearth.dates import on_day
from hearth.ui.tables import ROWS
from tests.support.browsing import signed_in
from tests.support.staff import a_user

TODAY = date(2026, 11, 23)
SYSTEM = Actor.system("tests")
VISITS = "supervision.visit_interval"
GROUPS_USED = [code for code, _, settings in by_group() if settings]

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today(council):
    with on_day(TODAY):
        actions.adopt_opening_pack("luton", by=SYSTEM, effective_from=date(2024, 11, 1))
        yield


@pytest.fixture
def administrator():
    return signed_in(a_user("Ira Shah", Role.TENANT_ADMINISTRATOR))


@pytest.fixture
def worker():
    return signed_in(a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER))


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def a_draft_of_visits(most="6 weeks"):
    draft = actions.open_draft(title="Visits more often", by=SYSTEM)
    actions.change_value(draft, VISITS, state="set", value={"least": "4 weeks", "most": most}, by=SYSTEM)
    return draft


def test_the_home_page_shows_each_group_with_what_is_stated(worker):
    page = worker.get("/settings/")

    assert page.status_code == 200
    cards = page.context["groups"]
    assert sum(card["total"] for card in cards) == len(SETTINGS)
    assert sum(card["not_stated"] for card in cards) == page.context["not_stated"]
    assert all(card["stated"] + card["not_stated"] + card["fixed"] == card["total"] for card in cards)
    visits = next(card for card in cards if card["label"] == "Visits and supervision")
    assert visits["href"] == "/settings/groups/supervision"
    assert "Find a setting in plain words" in words(page)


def test_a_group_shows_each_setting_with_value_source_and_bound(worker):
    said = words(worker.get("/settings/groups/supervision"))

    for declared in (declared for declared in SETTINGS.values() if declared.group == "supervision"):
        assert declared.label in said
    assert "4 to 8 weeks" in said
    assert "Fostering Statement of Purpose" in said
    assert "SI 2011/581 r28(2)" in words(worker.get("/settings/groups/reviews"))
    assert "Platform default" in words(worker.get("/settings/groups/training"))
    assert worker.get("/settings/groups/nothing").status_code == 404


def test_a_group_can_be_narrowed_to_one_state(worker):
    default = {entry.setting.key for entry in policy_on(TODAY).entries() if entry.is_default}
    for code in GROUPS_USED:
        page = worker.get(f"/settings/groups/{code}", {"show": "not_stated"})
        assert {row["key"] for row in page.context["rows"]} <= default
    a_draft_of_visits()
    page = worker.get("/settings/groups/supervision", {"show": "drafted"})
    assert [row["key"] for row in page.context["rows"]] == [VISITS]
    assert "In the draft: 4 to 6 weeks (Version 2)" in words(page)
    assert worker.get("/settings/groups/supervision", {"show": "rubbish"}).status_code == 200


def test_no_group_shows_more_rows_than_a_page_holds(worker):
    for code in GROUPS_USED:
        assert len(worker.get(f"/settings/groups/{code}").context["rows"]) <= ROWS


def test_a_question_in_plain_words_is_answered_with_value_and_why(worker):
    page = worker.get("/settings/", {"q": "how often do we visit"})

    first = page.context["found"][0]
    assert (first["label"], first["value"]) == (SETTINGS[VISITS].label, "4 to 8 weeks")
    assert first["why"] == search("how often do we visit")[0].why
    assert "in its name" in words(page)


def test_a_question_that_nothing_answers_says_what_to_do(worker):
    assert "No setting answers to that" in words(worker.get("/settings/", {"q": "xyzzy"}))
    page = worker.get("/settings/", {"q": "unanounced vists"})
    assert "Did you mean unannounced visits" in words(page)
    assert worker.get("/settings/", {"q": "<script>alert(1)</script>" * 20}).status_code == 200


def test_the_draft_under_way_is_shown_to_those_who_may_add_to_it(worker, administrator):
    draft = a_draft_of_visits()

    assert "is a draft that changes 1 setting" in words(administrator.get("/settings/"))
    assert "is a draft that changes 1 setting" not in words(worker.get("/settings/"))
    assert f"{draft.label}: Visits more often" in words(worker.get("/settings/"))  # under way, to read
    visits = next(c for c in worker.get("/settings/").context["groups"] if c["label"] == "Visits and supervision")
    assert visits["drafted"] == 1


def test_what_is_not_stated_comes_by_importance_with_the_default_that_applies(worker, administrator):
    page = worker.get("/settings/not-stated")

    needed = [row["needed"] for row in page.context["rows"]]
    assert needed == sorted(needed, key=["Needed by law or standard", "Needed for daily work", "Useful to have"].index)
    assert page.context["page_obj"].paginator.count == sum(is_open(e) for e in policy_on(TODAY).entries())
    assert "State it" not in words(page)
    assert "State it" in words(administrator.get("/settings/not-stated"))
    law = worker.get("/settings/not-stated", {"show": "law"})
    assert {row["is_law"] for row in law.context["rows"]} == {True}


def test_the_checklist_leads_to_where_each_thing_is_settled(worker):
    page = worker.get("/settings/going-live")

    assert not page.context["ready"].is_ready
    assert "Nobody holds the role Policy approver" in words(page)
    problems = [each for row in page.context["blocking"] for each in row["problems"]]
    assert all(each["href"] for each in problems)
    for each in problems:
        if each["problem"].key:
            assert worker.get(each["href"]).status_code == 200


def test_a_colleague_who_may_approve_settles_one_thing(worker):
    a_user("Ira Shah", Role.TENANT_ADMINISTRATOR)
    a_user("Morgan Bell", Role.POLICY_APPROVER)

    assert "One can draft and another can approve." in words(worker.get("/settings/going-live"))


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/settings/", 12),
        ("/settings/?q=visits", 9),
        ("/settings/groups/supervision", 9),
        ("/settings/not-stated", 10),
        ("/settings/going-live", 10),
    ],
)
def test_pages_cost_a_fixed_number_of_queries(administrator, address, most, django_assert_max_num_queries):
    a_draft_of_visits()
    administrator.get(address)
    with django_assert_max_num_queries(most):
        administrator.get(address)


def test_the_palette_finds_a_setting_in_plain_words_with_what_it_says():
    found = list(settings_found(Actor.system("tests"), "how often do we visit"))

    assert (found[0].label, found[0].hint) == (SETTINGS[VISITS].label, "4 to 8 weeks")
    assert found[0].href == "/settings/rules/supervision--visit-interval"
    assert list(settings_found(Actor.system("tests"), "ok")) == []
    assert list(settings_found(Actor.system("tests"), "xyzzy")) == []


def test_an_approver_is_told_what_waits_for_them_and_not_what_they_had_a_hand_in():
    author = a_user("Ira Shah", Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER)
    draft = actions.open_draft(title="Visit more often", by=author.actor)
    actions.change_value(draft, VISITS, state="set", value="5 weeks", by=author.actor)
    actions.submit(draft, effective_from=date(2026, 12, 1), reason="Agreed.", by=author.actor)

    told = words(signed_in(a_user("Morgan Bell", Role.POLICY_APPROVER)).get("/settings/"))
    assert "waits for your approval. Ira Shah asks for it to take effect on 1 December 2026." in told
    assert "waits for your approval" not in words(signed_in(author).get("/settings/"))
