"""A structure drawn afresh: what each change makes of it, and where it is refused."""

from decimal import Decimal
from typing import Any

import pytest

from core.staffing import redrawing
from hearth.errors import RuleBroken
from tests.support.staff import a_structure

WORKER = {"title": "Social Worker", "role": "supervising_social_worker", "headcount": 5, "fte": 4.5, "vacancies": 1}
LINE = ("a", "Social Worker")


def drawn(**changed: Any) -> Any:
    parts = {
        "a": {
            "code": "a",
            "name": "Team A",
            "managed_by": "Lead",
            "posts": [WORKER, {"title": "Clerk", "headcount": 1}],
        },
        "b": {
            "code": "b",
            "name": "Team B",
            "parent": "a",
            "posts": [{"title": "Social Worker", "headcount": 2, "fte": 2}],
        },
        "c": {"code": "c", "name": "Team C", "posts": [{"title": "Social Worker", "fte": 2.5, "works_for": "a"}]},
    }
    return a_structure(*(parts | changed).values(), service_wide=[{"title": "Head", "headcount": 1}])


BEFORE = drawn()


def words(after: Any) -> list[str]:
    return BEFORE.difference(after)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (redrawing.move_post(BEFORE, ("a", "Clerk"), to_team="b"), ["Clerk moves from Team A to Team B"]),
        (redrawing.move_post(BEFORE, ("a", "Clerk"), to_team=None), ["Clerk moves from Team A to the whole service"]),
        (redrawing.move_post(BEFORE, (None, "Head"), to_team="a"), ["Head moves from the whole service to Team A"]),
        (
            redrawing.move_post(BEFORE, LINE, to_team="b", posts=1, fte=Decimal("0.5")),
            ["1 Social Worker post (0.5 FTE) moves from Team A to Team B"],
        ),
        (
            redrawing.move_post(BEFORE, LINE, to_team="b"),
            ["5 Social Worker posts (4.5 FTE) move from Team A to Team B", "Social Worker in Team B: 1 vacancy more"],
        ),
        (redrawing.change_post(BEFORE, LINE, vacancies=None), ["Social Worker in Team A: 1 vacancy fewer"]),
        (redrawing.change_post(BEFORE, LINE, headcount=6), ["Social Worker in Team A: 5 posts become 6"]),
        (
            redrawing.add_post(BEFORE, team="b", title="Clerk", headcount=1, fte=Decimal("0.5")),
            ["Clerk (1 post, 0.5 FTE) is new in Team B"],
        ),
        (redrawing.close_post(BEFORE, ("a", "Clerk")), ["Clerk (1 post) ends in Team A"]),
        (
            redrawing.open_team(BEFORE, name="Kinship & Family", parent="b", responsibilities=["reviews"]),
            ["Kinship & Family opens under Team B, for reviews"],
        ),
        (redrawing.change_team(BEFORE, "c", parent="a"), ["Team C comes under Team A"]),
        (redrawing.change_team(BEFORE, "b", parent=None), ["Team B comes straight under the service"]),
        (
            redrawing.close_team(BEFORE, "c", posts_to=None, ends=True),
            ["Team C closes, and with it Social Worker (2.5 FTE)"],
        ),
    ],
)
def test_a_structure_is_drawn_afresh(after, said):
    assert words(after) == said


def test_when_a_team_closes_its_posts_go_elsewhere_its_teams_go_up_and_nobody_works_for_it():
    after = redrawing.close_team(drawn(b={"code": "b", "name": "Team B", "parent": "a"}), "a", posts_to="b")

    assert [(team.code, team.parent) for team in after.teams] == [("b", None), ("c", None)]
    assert [post.title for post in after.team("b").posts] == ["Social Worker", "Clerk"]
    assert after.team("c").posts[0].works_for is None


def test_moved_there_and_back_it_is_as_it_was():
    there = redrawing.move_post(BEFORE, ("a", "Clerk"), to_team="c")

    assert redrawing.move_post(there, ("c", "Clerk"), to_team="a") == BEFORE


def test_codes_of_teams_are_made_from_their_names_once():
    after = redrawing.open_team(redrawing.open_team(BEFORE, name="16+ Team"), name="Team 16+")

    assert [team.code for team in after.teams][-2:] == ["team_16_team", "team_16"]
    assert redrawing.open_team(BEFORE, name="A").teams[-1].code == "a_2"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (lambda: redrawing.move_post(BEFORE, LINE, to_team="a"), "to_team", "in this team already"),
        (lambda: redrawing.move_post(BEFORE, LINE, to_team="z"), "to_team", "not in the structure"),
        (lambda: redrawing.move_post(BEFORE, ("a", "Cook"), to_team="b"), "post", "not in this team any more"),
        (lambda: redrawing.move_post(BEFORE, LINE, to_team="b", posts=6), "posts", "between 1 and 5"),
        (lambda: redrawing.move_post(BEFORE, LINE, to_team="b", posts=2), "fte", "how many of the 4.5"),
        (
            lambda: redrawing.move_post(BEFORE, LINE, to_team="b", posts=1, fte=Decimal(2)),
            "posts",
            "do not fit in 1 post",
        ),
        (lambda: redrawing.move_post(BEFORE, LINE, to_team="c"), "to_team", "Give both the same figures first"),
        (lambda: redrawing.move_post(BEFORE, ("a", "Clerk"), to_team="b", fte=Decimal(1)), "fte", "no full-time"),
        (lambda: redrawing.change_post(BEFORE, LINE, fte=Decimal(6)), "fte", "do not fit in 5 posts"),
        (lambda: redrawing.change_post(BEFORE, LINE, fte=Decimal(-1)), "fte", "cannot be below 0"),
        (lambda: redrawing.change_post(BEFORE, LINE, filled=3), "vacancies", "make 4, not 5 posts"),
        (lambda: redrawing.change_post(BEFORE, LINE, title="Clerk"), "title", "twice"),
        (lambda: redrawing.change_post(BEFORE, LINE, works_for="a"), "works_for", "its own team"),
        (lambda: redrawing.change_post(BEFORE, LINE, role="wizard"), "role", "is no role"),
        (lambda: redrawing.add_post(BEFORE, team="a", title="Clerk"), "title", "twice"),
        (lambda: redrawing.open_team(BEFORE, name="Team A"), "name", "Two teams are called"),
        (lambda: redrawing.open_team(BEFORE, name="D", responsibilities=["x"]), "responsibilities", "is no responsib"),
        (lambda: redrawing.change_team(BEFORE, "a", parent="b"), "parent", "run in a circle"),
        (lambda: redrawing.change_team(BEFORE, "z", name="Z"), "team", "not in the structure"),
        (lambda: redrawing.close_team(BEFORE, "a", posts_to="a"), "posts_to", "is the team that closes"),
        (lambda: redrawing.close_team(BEFORE, "a", posts_to="c"), "posts_to", "Give both the same figures first"),
        (
            lambda: redrawing.close_team(a_structure({"code": "a", "name": "A"}), "a", posts_to=None),
            "posts_to",
            "at least",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_beside_its_field(change, field, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        change()

    assert refused.value.field == field
