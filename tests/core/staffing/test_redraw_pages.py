"""Changing the structure: drafted by forms, never in force before its day, nothing lost when it is refused."""

from datetime import timedelta

import pytest

from config_per_tenant.policy import policy_on
from config_per_tenant.versions.actions import apply_due, open_draft
from config_per_tenant.versions.models import PolicyVersion
from core.staffing.acts import drafting
from core.staffing.models import Holding, Post, Team
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, StaleEdit, StateConflict
from tests.support.browsing import signed_in
from tests.support.half_way import HalfWay, half_way
from tests.support.staff import SYSTEM, a_team_manager, a_user

WORKER = "support|Supervising Social Worker"


def words(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def drafter(teams):
    return a_user("Ada Moss", Role.TENANT_ADMINISTRATOR).actor


@pytest.fixture
def version(drafter):
    return open_draft(title="Kinship grows", by=drafter)


@pytest.fixture
def url(version):
    return f"/teams/drafts/{version.pk}"


def structure(version):
    return drafting.drafted(version).structure


def told(version):
    now = drafting.drafted(version)
    return now.standing.difference(now.structure)


def test_from_the_structure_to_a_draft_to_its_day(administrator, teams, dana, day, put_in_force):
    assert "Change the structure" in words(administrator.get("/teams/"))
    opened = administrator.post("/teams/drafts", {"title": "Kinship grows"})
    version = PolicyVersion.objects.open_drafts().get()
    moved = administrator.post(
        f"{opened.url}/moves/new", {"post": WORKER, "to_team": "kinship", "posts": "1", "fte": "1", "version": "0"}
    )

    page = administrator.get(moved.url)
    assert "1 Supervising Social Worker post moves from Support Team to Kinship Team" in words(page)
    assert Post.objects.open().get(team=teams[0], title="Supervising Social Worker").headcount == 4, "not in force"

    later = day + timedelta(days=1)
    with on_day(later):
        put_in_force(version, later)
        assert Post.objects.open().get(team=teams[0], title="Supervising Social Worker").headcount == 3
    assert policy_on(day)["teams.structure"].posts_of("support")[0].headcount == 4
    assert policy_on(later)["teams.structure"].posts_of("kinship")[0].headcount == 3


def test_on_the_day_of_a_draft_approved_before_people_go_with_their_post(version, drafter, teams, day, put_in_force):
    marcus = a_team_manager(team=teams[0])
    drafting.move_post(version, ("support", "Team Manager"), to_team=None, by=drafter)
    later = day + timedelta(days=7)
    put_in_force(version, later)
    assert Holding.objects.open().get(user=marcus).post.team == teams[0]

    with on_day(later):
        apply_due(on=later, by=SYSTEM)

    assert Holding.objects.on(later).get(user=marcus).post.team is None
    assert Holding.objects.on(later - timedelta(days=1)).get(user=marcus).post.team == teams[0]


def test_a_draft_tells_what_it_changes_as_words_chart_and_posts(administrator, version, url, dana, drafter):
    drafting.move_post(version, ("support", "Team Manager"), to_team=None, by=drafter)
    drafting.close_post(version, ("support", "Supervising Social Worker"), by=drafter)
    drafting.open_team(version, name="Reviews", parent="support", responsibilities=["reviews"], by=drafter)

    page, chart = administrator.get(url), administrator.get(f"{url}?view=chart")

    for each in (page, chart):
        assert each.context["words"] == [
            "Team Manager moves from Support Team to the whole service",
            "Reviews opens under Support Team, for reviews",
            "Supervising Social Worker (4 posts, 3.5 FTE) ends in Support Team",
        ]
    assert page.context["people"] == [
        "Dana Reed: the post of Supervising Social Worker ends. Their households stay theirs until somebody else is"
        " allocated"
    ]
    assert [(each["name"], each["before"], each["after"]) for each in page.context["capacity"]] == [
        ("Support Team", 52, 0)
    ]
    assert "New team" in words(chart)
    assert "From Support Team" in words(chart)


@pytest.mark.parametrize(
    ("address", "answers", "said"),
    [
        ("moves/new", {"post": "support|Team Manager", "to_team": "service"}, "Team Manager moves from Support Team"),
        (
            "posts/new?team=kinship",
            {"title": "Clerk", "headcount": "1", "fte": "0.5"},
            "Clerk (1 post, 0.5 FTE) is new",
        ),
        ("posts/new", {"title": "Head", "included_in_count": "no"}, "Head is new in the whole service"),
        (
            f"posts/change?post={WORKER}",
            {"title": "Supervising Social Worker", "role": "supervising_social_worker", "headcount": "5", "fte": "3.5"},
            "Supervising Social Worker in Support Team: 4 posts become 5",
        ),
        (f"posts/ending?post={WORKER}", {}, "Supervising Social Worker (4 posts, 3.5 FTE) ends in Support Team"),
        (
            "teams/new",
            {"name": "Reviews", "responsibilities": ["reviews", "panel"]},
            "Reviews opens, for reviews and panel",
        ),
        (
            "teams/kinship/change",
            {
                "name": "Kinship Team",
                "parent": "support",
                "managed_by": "Team Manager",
                "responsibilities": ["connected_supervision", "connected_assessment"],
            },
            "Kinship Team comes under Support Team",
        ),
        ("teams/kinship/closing", {"posts_to": "end"}, "Kinship Team closes"),
    ],
)
def test_each_change_is_drawn_into_the_draft(administrator, version, url, address, answers, said):
    assert administrator.get(f"{url}/{address}").status_code == 200

    saved = administrator.post(f"{url}/{address}", {**answers, "version": "0"})

    assert saved.status_code == 302, words(saved)
    assert told(version)[0].startswith(said)
    assert said in words(administrator.get(saved.url))


@pytest.mark.parametrize(
    ("address", "answers", "field", "said"),
    [
        ("moves/new", {}, "post", "Select which post moves"),
        ("moves/new", {"post": WORKER, "to_team": "support"}, "to_team", "in this team already"),
        ("moves/new", {"post": WORKER, "to_team": "kinship", "posts": "9"}, "posts", "between 1 and 4"),
        ("posts/new?team=kinship", {"title": "Clerk", "headcount": "1", "fte": "2"}, "fte", "do not fit in 1 post"),
        ("posts/new?team=kinship", {"title": "Clerk", "fte": "-1"}, "fte", "cannot be below 0"),
        ("posts/new?team=kinship", {"title": "Team manager"}, "title", "twice"),
        (
            "posts/new?team=kinship",
            {"title": "Clerk", "headcount": "3", "filled": "1", "vacancies": "1"},
            "vacancies",
            "make 2, not 3 posts",
        ),
        ("teams/new", {"name": "Kinship team"}, "name", "Two teams are called"),
        ("teams/new", {}, "name", "Enter the name of the team"),
        ("teams/kinship/closing", {}, "posts_to", "Select what becomes of its posts"),
    ],
)
def test_what_is_refused_comes_back_beside_its_field_with_all_that_was_written(
    administrator, version, url, address, answers, field, said
):
    refused = administrator.post(f"{url}/{address}", {**answers, "version": "0"})

    assert refused.status_code == 422
    assert said in " ".join(refused.context["form"].errors[field])
    for answer in answers.values():
        assert answer in refused.content.decode()
    assert told(version) == []


def test_a_circle_of_lines_is_refused_beside_the_team_above(administrator, version, url, drafter):
    drafting.change_team(version, "kinship", parent="support", by=drafter)
    seen = drafting.drafted(version).seen

    refused = administrator.post(
        f"{url}/teams/support/change", {"name": "Support Team", "parent": "kinship", "version": str(seen)}
    )

    assert refused.status_code == 422
    assert "run in a circle" in " ".join(refused.context["form"].errors["parent"])


def test_two_people_on_one_draft_never_overwrite_each_other(administrator, version, url, drafter):
    drafting.close_post(version, ("kinship", "Team Manager"), by=drafter)
    answers = {"name": "Reviews", "version": "0"}

    refused = administrator.post(f"{url}/teams/new", answers)
    again = administrator.post(f"{url}/teams/new", {**answers, "version": refused.context["form"]["version"].value()})

    assert refused.status_code == 422
    assert "Somebody else changed this draft" in words(refused)
    assert "Team Manager (1 post) ends in Kinship Team" in words(refused)
    assert again.status_code == 302
    assert told(version) == ["Reviews opens", "Team Manager (1 post) ends in Kinship Team"]


def test_a_change_taken_back_leaves_the_draft_empty(version, drafter):
    drafting.move_post(version, ("support", "Team Manager"), to_team=None, by=drafter)

    assert drafting.move_post(version, (None, "Team Manager"), to_team="support", by=drafter) is None

    assert not version.values.exists()
    assert AuditEntry.objects.filter(code="policy.change_discarded").exists()


def test_what_was_submitted_is_no_longer_redrawn(administrator, version, url, drafter, day, put_in_force):
    drafting.close_post(version, ("kinship", "Team Manager"), by=drafter)
    seen = drafting.drafted(version).seen
    put_in_force(version, day + timedelta(days=3))

    refused = administrator.post(f"{url}/teams/new", {"name": "Reviews", "version": str(seen)})

    assert refused.status_code == 422
    assert administrator.get(url).status_code == 302
    with pytest.raises(StateConflict):
        drafting.open_team(version, name="Reviews", by=drafter)


@pytest.mark.parametrize("role", [Role.TEAM_MANAGER, Role.POLICY_APPROVER, Role.SUPERVISING_SOCIAL_WORKER])
def test_others_read_a_draft_and_do_not_change_it(version, url, role):
    browser = signed_in(a_user("Somebody", role))

    page = browser.get(url)

    assert page.status_code == 200
    assert f"{url}/moves/new" not in words(page)
    assert browser.get(f"{url}/moves/new").status_code == 403
    assert browser.post("/teams/drafts", {"title": "Mine"}).status_code == 403
    with pytest.raises(NotPermitted):
        drafting.open_team(version, name="Reviews", by=a_user("Somebody", role).actor)


def test_a_stale_act_is_refused(version, drafter):
    drafting.open_team(version, name="Reviews", by=drafter)

    with pytest.raises(StaleEdit):
        drafting.open_team(version, name="Panel", seen=0, by=drafter)


def test_all_or_nothing(version, drafter):
    with pytest.raises(HalfWay):
        half_way(drafting.close_team, version, "kinship", ends=True, by=drafter)

    assert told(version) == []
    assert Team.objects.open().count() == 2


@pytest.mark.parametrize(
    "address", ["posts/change?post=support|Cook", "posts/change", "teams/cooks/change", "posts/new?team=x"]
)
def test_what_is_not_in_the_draft_is_not_found(administrator, url, address):
    assert administrator.get(f"{url}/{address}").status_code == 404


def test_nobody_s_post_changes_before_the_day(version, drafter, dana):
    drafting.close_team(version, "support", ends=True, by=drafter)

    assert Holding.objects.open().filter(user=dana).exists()
