"""The team structure: put in place from policy, changed by it, and idempotent."""

from datetime import timedelta

import pytest

from core.duties.models import Duty
from core.staffing.chart import Drawing, totals
from core.staffing.models import Holding, Post, Team
from core.staffing.structure import apply_structure, recorded
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted
from hearth.jobs.models import Job
from tests.support.staff import KINSHIP, SUPPORT, SYSTEM, a_structure, a_user, put_in_post
from tests.support.visits import an_approved_household


def test_a_structure_is_put_in_place(teams):
    support, kinship = teams

    assert support.responsibilities == ["mainstream_supervision"]
    assert support.managed_by == "Team Manager"
    assert [(post.title, post.headcount) for post in support.posts.all()] == [
        ("Supervising Social Worker", 4),
        ("Team Manager", 1),
    ]
    assert kinship.parent is None
    assert (
        AuditEntry.objects.get(code="staffing.structure_applied").details["changes"] == "2 teams opened, 4 posts opened"
    )


def test_applied_again_it_changes_nothing(teams, day):
    changes = apply_structure(a_structure(SUPPORT, KINSHIP), on=day, by=SYSTEM)

    assert not changes
    assert AuditEntry.objects.filter(code="staffing.structure_applied").count() == 1


def test_teams_nest_and_parents_come_first(day):
    parts = [{**KINSHIP, "parent": "support"}, SUPPORT]

    apply_structure(a_structure(*parts), on=day, by=SYSTEM)

    assert Team.objects.get(code="kinship").parent.code == "support"
    [support] = Drawing(recorded()).teams()
    assert support["name"] == "Support Team"
    assert [team["name"] for team in support["teams"]] == ["Kinship Team"]


def test_a_changed_team_keeps_its_row_and_what_is_gone_ends_with_its_holders(teams, dana, sam, day):
    changed = {**SUPPORT, "name": "Support and Development", "posts": SUPPORT["posts"][:1]}

    changes = apply_structure(a_structure(changed), on=day, by=SYSTEM)

    teams[0].refresh_from_db()
    teams[1].refresh_from_db()
    assert (teams[0].name, teams[0].until_on, teams[1].until_on) == ("Support and Development", None, day)
    assert list(Holding.objects.on(day).values_list("user__name", flat=True)) == ["Dana Reed"]
    assert changes.in_words() == "1 team changed, 1 team closed, 3 posts closed, 1 holding ended"
    assert Post.objects.on(day).count() == 1
    with on_day(day - timedelta(days=1)):
        assert Team.objects.on(day - timedelta(days=1)).count() == 2, "the past stays as it was"


def test_whoever_holds_a_post_that_moves_holds_it_in_its_new_team_from_that_day(teams, day):
    support, kinship = teams
    visitor = {"title": "Family Visitor", "headcount": 1}
    apply_structure(a_structure({**SUPPORT, "posts": [*SUPPORT["posts"], visitor]}, KINSHIP), on=day, by=SYSTEM)
    ann = a_user("Ann Lee")
    put_in_post(ann, support, title="Family Visitor", on=day)
    later = day + timedelta(days=7)

    changes = apply_structure(
        a_structure(SUPPORT, {**KINSHIP, "posts": [*KINSHIP["posts"], visitor]}), on=later, by=SYSTEM
    )

    assert changes.in_words() == "1 post opened, 1 post closed, 1 holding moved"
    held = Holding.objects.filter(user=ann)
    assert held.on(later - timedelta(days=1)).get().post.team == support
    assert held.on(later).get().post.team == kinship


def test_a_line_that_joins_another_of_its_title_brings_its_people(teams, dana, sam, day):
    _, kinship = teams
    workers, managers = SUPPORT["posts"]
    joined = {**KINSHIP, "posts": [{**workers, "headcount": 6, "fte": None}, KINSHIP["posts"][1]]}

    changes = apply_structure(a_structure({**SUPPORT, "posts": [managers]}, joined), on=day, by=SYSTEM)

    assert (changes.holdings_moved, changes.holdings_ended) == (1, 0)
    assert {each.user.name for each in Holding.objects.on(day).of_team(kinship)} == {"Dana Reed", "Sam Hill"}


def test_a_new_structure_asks_for_the_duties_to_be_worked_out_again(teams, dana, day):
    an_approved_household(worker=dana)
    assert Duty.objects.exists()

    apply_structure(a_structure(SUPPORT), on=day, by=SYSTEM)

    assert Job.objects.filter(kind="duties.rebuild").exists()


@pytest.mark.parametrize("role", [Role.SUPERVISING_SOCIAL_WORKER, Role.TEAM_MANAGER, Role.POLICY_APPROVER])
def test_others_may_not_apply_a_structure(day, role):
    with pytest.raises(NotPermitted):
        apply_structure(a_structure(SUPPORT), on=day, by=a_user("Somebody", role).actor)


def test_posts_outside_the_count_are_not_summed_and_unprinted_figures_are_not_nought():
    posts = a_structure(
        {
            "code": "a",
            "name": "A",
            "posts": [
                {"title": "One", "headcount": 2, "fte": 1.5},
                {"title": "Two", "headcount": 5, "included_in_count": False},
                {"title": "Three"},
            ],
        }
    ).posts_of("a")

    sums = totals(posts)

    assert (sums.headcount, str(sums.fte), sums.vacancies) == (2, "1.5", None)


def test_what_is_recorded_reads_as_the_structure_that_was_applied(teams):
    assert recorded() == a_structure(SUPPORT, KINSHIP)
