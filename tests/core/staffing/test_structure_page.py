"""The structure on any day: as a chart, as a table, with people, gaps, capacity and how it came about."""

from datetime import timedelta

import pytest

from core.staffing.actions import end_holding
from core.staffing.models import Holding
from hearth.access import Role
from hearth.dates import on_day
from tests.support.browsing import signed_in
from tests.support.staff import KINSHIP, SUPPORT, SYSTEM, a_supervising_social_worker, a_user
from tests.support.visits import an_approved_household

LENT = {
    "title": "Recruitment Social Worker",
    "headcount": 1,
    "funding": "Fixed term, grant",
    "works_for": "kinship",
    "included_in_count": False,
    "note": "Printed with this team.",
}
SHARED = {"title": "Reviewing Officer", "headcount": 1, "fte": 1, "filled": 2}


def words(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def later(day, teams, new_structure):
    """A change approved for a week from now: one more worker, a lent post, a team under another, a head."""
    on = day + timedelta(days=7)
    worker, manager = SUPPORT["posts"]
    support = {**SUPPORT, "posts": [{**worker, "headcount": 5, "vacancies": 1}, manager, LENT, SHARED]}
    new_structure(on, support, {**KINSHIP, "parent": "support"}, service_wide=[{"title": "Head", "headcount": 1}])
    return on


def test_today_is_shown_unless_another_day_is_asked_for(dana, teams, later):
    browser = signed_in(dana)

    now = browser.get("/teams/")
    then = browser.get(f"/teams/?on={later.isoformat()}")

    assert "as it stands on 23 November 2026" in words(now)
    assert "From 30 November 2026 it is another" in words(now)
    assert [team["name"] for team in now.context["teams"]] == ["Support Team", "Kinship Team"]
    assert "as it will be on 30 November 2026" in words(then)
    [whole] = then.context["teams"]
    assert (whole["name"], whole["teams"][0]["teams"][0]["name"]) == ("Whole service", "Kinship Team")


@pytest.mark.parametrize("view", ["chart", "table"])
def test_what_is_remarkable_about_a_post_is_said_in_both_forms(dana, later, view):
    page = words(signed_in(dana).get(f"/teams/?on={later.isoformat()}&view={view}"))

    for said in ("Fixed term, grant", "orks for Kinship Team", "ot in the team’s number", "1 more person than posts"):
        assert said in page, said
    assert "Recruitment Social Worker (Support Team) works for this team too" in page
    assert ("Printed with this team." in page) == (view == "table")


def test_a_past_day_shows_the_figures_and_the_people_of_then(dana, teams, later, day):
    end_holding(Holding.objects.get(user=dana), until_on=day, by=SYSTEM)
    with on_day(later + timedelta(days=30)):
        browser = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))
        page = browser.get(f"/teams/?on={(day - timedelta(days=1)).isoformat()}&view=table")
        now = browser.get("/teams/?view=table")

    assert "as it was on 22 November 2026" in words(page)
    post = page.context["groups"][0]["posts"][0]
    assert (post["headcount"], post["holders"]) == (4, ["Dana Reed"])
    assert now.context["groups"][0]["posts"][0]["headcount"] == 5
    assert "Appoint" not in words(page), "nobody is appointed to a past day from here"


def test_a_day_that_is_none_comes_back_with_today(dana):
    page = signed_in(dana).get("/teams/?on=yesterday")

    assert page.status_code == 422
    assert "as it stands on 23 November 2026" in words(page)


@pytest.mark.parametrize("asked", ["0001-01-01", "1999-12-31", "2200-02-28", "9999-12-31"])
def test_a_day_far_off_is_answered_too(dana, asked):
    page = signed_in(dana).get(f"/teams/?on={asked}&view=table")

    assert page.status_code == 200
    assert ("platform’s default" in words(page)) == (asked < "2020")


def test_on_a_coming_day_people_stand_where_their_post_will_be(day, teams, dana, new_structure):
    on = day + timedelta(days=7)
    worker, manager = SUPPORT["posts"]
    new_structure(
        on, {**SUPPORT, "posts": [manager]}, {**KINSHIP, "posts": KINSHIP["posts"][1:]}, service_wide=[worker]
    )

    page = signed_in(dana).get(f"/teams/?on={on.isoformat()}")

    assert page.context["teams"][0]["posts"][0]["holders"] == ["Dana Reed"]


def test_how_it_came_about_is_told(dana, teams, later):
    page = signed_in(dana).get("/teams/")

    latest, opening = page.context["history"]
    assert (latest["on"], latest["approver"]) == (later, "Ben Fox")
    assert "Supervising Social Worker in Support Team: 4 posts become 5, 1 vacancy more" in latest["words"]
    assert opening["words"] == ["2 teams at opening"]


def test_people_are_named_only_to_those_who_may_see_them(dana, teams):
    for role, named in ((Role.SUPERVISING_SOCIAL_WORKER, True), (Role.POLICY_APPROVER, False)):
        browser = signed_in(a_user("Kit Shaw", role))
        for view in ("chart", "table"):
            page = words(browser.get(f"/teams/?view={view}"))
            assert ("Dana Reed" in page) == named
            assert "1 person" in page or named


def test_what_a_team_could_carry_is_shown_with_why(dana, sam, teams, day):
    an_approved_household(worker=dana)
    an_approved_household(worker=dana)
    an_approved_household(worker=sam)

    page = signed_in(dana).get("/teams/?view=table")

    support, kinship = (row["capacity"] for row in page.context["rows"])
    assert (support.carries, support.could_carry) == (2, 52), "3.5 full-time equivalents × 15, whole households"
    assert (kinship.carries, kinship.could_carry) == (1, 30), "2 posts taken as full time × 15"
    assert "3.5 × 15 = 52 households when every post is filled" in words(page)
    assert "Platform default" in words(page)


def test_a_team_s_own_page_says_it_too(dana, teams):
    an_approved_household(worker=dana)

    page = words(signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER)).get(f"/teams/{teams[0].pk}/"))

    assert "1 household carried, room for 52 with every post filled" in page
    assert "with a worker of this team; 52 could be carried as staffed" in page
    assert "Why this many?" in page


def test_the_page_costs_the_same_however_many_people_there_are(dana, teams, django_assert_num_queries):
    browser = signed_in(a_user("Marcus Bell", Role.TEAM_MANAGER))
    browser.get("/teams/?view=table")
    with django_assert_num_queries(10) as few:
        browser.get("/teams/?view=table")
    for number in range(5):
        an_approved_household(worker=a_supervising_social_worker(f"Worker {number}", team=teams[number % 2]))
    with django_assert_num_queries(len(few)):
        browser.get("/teams/?view=table")


def test_the_api_names_the_people_of_a_team_to_the_same_readers(dana, teams):
    address = f"/api/v1/teams/{teams[0].pk}"

    seen, unseen = (
        signed_in(a_user("Kit Shaw", role)).get(address).json() for role in (Role.TEAM_MANAGER, Role.POLICY_APPROVER)
    )

    assert seen["posts"][0]["holders"][0]["name"] == "Dana Reed"
    assert [post["holders"] for post in unseen["posts"]] == [[], []]
