"""A structure of teams: what it refuses, and how a change of it is told."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from config_per_tenant.packs import PackRefused, load_pack
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.values.structure import PostDeclared, TeamStructure
from config_per_tenant.schema.values.structure_changes import PostMove, changes

WORKER = {"title": "Social Worker", "headcount": 5, "fte": "4.5", "vacancies": 1}
SENIOR = {"title": "Senior Practitioner", "headcount": 3}
CLERK = {"title": "Clerk", "headcount": 1}


def a_team(code: str, *posts: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"code": code, "name": f"Team {code.upper()}", "posts": list(posts), **parts}


def structure(*teams: dict[str, Any], wide: list[dict[str, Any]] | None = None) -> TeamStructure:
    return TeamStructure.from_plain({"teams": list(teams), "service_wide_posts": wide or []})


BEFORE = structure(
    a_team("a", WORKER, SENIOR, CLERK), a_team("b", {**WORKER, "headcount": 2, "fte": "2", "vacancies": 0})
)


@pytest.mark.parametrize(
    ("post", "path", "words"),
    [
        ({"headcount": 2, "fte": 2.5}, "fte", "2.5 full-time equivalents do not fit in 2 posts"),
        ({"fte": -1}, "fte", "cannot be below 0"),
        ({"fte": "half"}, "fte", "as a number such as 5.4"),
        ({"headcount": 1, "vacancies": 2}, "vacancies", "2 vacancies do not fit in 1 post"),
        ({"headcount": 4, "filled": 2, "vacancies": 1}, "vacancies", "2 in post and 1 vacant make 3, not 4 posts"),
        ({"headcount": 4, "filled": 4, "vacancies": 1}, "vacancies", "4 in post and 1 vacant make 5, not 4 posts"),
        ({"role": "wizard"}, "role", "is no role"),
        ({"grade": "H"}, "grade", "has no field"),
    ],
)
def test_figures_of_a_post_that_cannot_be_are_refused(post, path, words):
    with pytest.raises(Wrong, match=words) as refused:
        PostDeclared.from_plain({"title": "Social Worker", **post})

    assert refused.value.faults[0].path == path


@pytest.mark.parametrize(
    "post",
    [
        {"headcount": 4, "filled": 3, "vacancies": 1},
        {"headcount": 2, "fte": 2},
        {"headcount": 8, "filled": 11},
        {"headcount": 4, "filled": 5, "vacancies": 1, "note": "The table says four; the text names five."},
    ],
)
def test_figures_that_may_be(post):
    assert PostDeclared.from_plain({"title": "Social Worker", **post})


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"headcount": 8, "filled": 11}, "3 more people than posts"),
        ({"headcount": 3, "filled": 2}, "1 fewer person than posts"),
        ({"headcount": 3, "filled": 2, "vacancies": 1}, ""),
        ({"fte": "1.2", "filled": 2}, "1.2 full-time equivalents shared by 2"),
        ({"headcount": 2}, ""),
    ],
)
def test_posts_full_time_equivalents_and_people_are_three_numbers_and_the_gap_is_said(figures, said):
    assert PostDeclared.from_plain({"title": "Officer", **figures}).gap_in_words == said


@pytest.mark.parametrize(
    ("teams", "path", "words"),
    [
        ([a_team("a", parent="b"), a_team("b", parent="a")], "teams.0.parent", "run in a circle"),
        ([a_team("a", parent="a")], "teams.0.parent", "run in a circle"),
        ([a_team("a", parent="z")], "teams.0.parent", "which is no team here"),
        ([a_team("a"), a_team("a", name="Other")], "teams", "Two teams have the code"),
        ([a_team("a"), a_team("b", name="Team a")], "teams.1.name", "Two teams are called"),
        ([a_team("a", CLERK, {"title": "clerk"})], "teams.0.posts.1.title", "has the post “clerk” twice"),
        ([a_team("a", responsibilities=["cooking"])], "teams.0.responsibilities.0", "is no responsibility of a team"),
        ([a_team("a", responsibilities=["panel", "panel"])], "teams.0.responsibilities", "the same work twice"),
        ([a_team("a", {**CLERK, "works_for": "z"})], "teams.0.posts.0.works_for", "which is no team here"),
        ([a_team("a", {**CLERK, "works_for": "a"})], "teams.0.posts.0.works_for", "its own team already"),
    ],
)
def test_structures_that_contradict_themselves_are_refused(teams, path, words):
    with pytest.raises(Wrong, match=words) as refused:
        structure(*teams)

    assert path in [fault.path for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("teams", "words"),
    [
        ([a_team("a", parent="b"), a_team("b", parent="a")], "parent: The lines run in a circle"),
        (
            [a_team("a", {"title": "Clerk", "headcount": 1, "fte": 2})],
            "posts.0.fte: 2 full-time equivalents do not fit",
        ),
        ([a_team("a", {"title": "Clerk", "fte": -1})], "posts.0.fte: Full-time equivalents cannot be below 0"),
        (
            [a_team("a", {"title": "Clerk", "headcount": 3, "filled": 1, "vacancies": 1})],
            "posts.0.vacancies: 1 in post and 1 vacant make 2, not 3 posts",
        ),
        ([a_team("a"), a_team("a", name="B")], "Two teams have the code “a”"),
        ([a_team("a", {"title": "Clerk", "role": "wizard"})], "posts.0.role: “wizard” is no role"),
        ([a_team("a", responsibilities=["cooking"])], "responsibilities.0: “cooking” is no responsibility of a team"),
    ],
)
def test_a_pack_with_such_a_structure_is_refused_with_the_place_of_each_fault(tmp_path, teams, words):
    told = {"state": "set", "value": {"teams": teams}, "sources": [{"document": "sop", "section": "2"}]}
    file = tmp_path / "oakshire.yaml"
    document = {"title": "Statement of Purpose", "publisher": "Oakshire Council", "period": "2024"}
    council = {"slug": "oakshire", "name": "Oakshire Council"}
    plain = {"council": council, "documents": {"sop": document}, "settings": {"teams.structure": told}}
    file.write_text(yaml.safe_dump(plain), encoding="utf-8")

    with pytest.raises(PackRefused) as refused:
        load_pack(file, date(2026, 11, 22))

    assert any("teams.structure" in str(fault) and words in str(fault) for fault in refused.value.faults), str(
        refused.value
    )


def test_a_post_of_the_whole_service_is_given_once():
    with pytest.raises(Wrong, match="whole service has the post “clerk” twice"):
        structure(a_team("a"), wide=[CLERK, CLERK])


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            [a_team("a", WORKER, SENIOR), a_team("b", {**WORKER, "headcount": 2, "fte": "2", "vacancies": 0}, CLERK)],
            ["Clerk moves from Team A to Team B"],
        ),
        (
            [
                a_team("a", {**WORKER, "headcount": 4, "fte": "3.7"}, SENIOR, CLERK),
                a_team("b", {**WORKER, "headcount": 3, "fte": "2.8", "vacancies": 0}),
            ],
            ["1 Social Worker post (0.8 FTE) moves from Team A to Team B"],
        ),
        (
            [
                a_team("a", {**WORKER, "vacancies": 0}, {**SENIOR, "headcount": 4}, CLERK),
                BEFORE.team("b").to_plain(),
            ],
            ["Social Worker in Team A: 1 vacancy fewer", "Senior Practitioner in Team A: 3 posts become 4"],
        ),
        (
            [a_team("a", WORKER, SENIOR, CLERK)],
            ["Team B closes, and with it Social Worker (2 posts, 2 FTE)"],
        ),
        (
            [
                *(team.to_plain() for team in BEFORE.teams),
                a_team("c", SENIOR, parent="a", responsibilities=["reviews"]),
            ],
            ["Team C opens under Team A, for reviews, with Senior Practitioner (3 posts)"],
        ),
        (
            [BEFORE.team("a").to_plain(), {**BEFORE.team("b").to_plain(), "parent": "a", "name": "Kinship"}],
            ["Team B is now called Kinship", "Kinship comes under Team A"],
        ),
        (
            [a_team("a", WORKER, SENIOR, {**CLERK, "title": "Administrator"}), BEFORE.team("b").to_plain()],
            ["Clerk in Team A is now called Administrator"],
        ),
        (
            [
                a_team(
                    "a", WORKER, SENIOR, {**CLERK, "funding": "Grant", "works_for": "b", "role": "business_support"}
                ),
                BEFORE.team("b").to_plain(),
            ],
            ["Clerk in Team A: its role becomes business support, its funding becomes “Grant”, works for Team B"],
        ),
        (
            [BEFORE.team("b").to_plain(), BEFORE.team("a").to_plain()],
            ["The teams or posts are listed in another order"],
        ),
        ([team.to_plain() for team in BEFORE.teams], []),
    ],
)
def test_a_change_is_told_in_words(after, said):
    assert BEFORE.difference(structure(*after)) == said


def test_a_line_that_joins_one_of_the_same_title_takes_its_people_along():
    halves = [a_team("a", {"title": "Visitor", "fte": "2.5"}), a_team("b", {"title": "Visitor", "fte": "1"})]
    joined = structure(a_team("a"), a_team("b", {"title": "Visitor", "fte": "3.5"}))

    found = changes(structure(*halves), joined)

    assert found.words == ["2.5 FTE of Visitor moves from Team A to Team B"]
    assert found.moves == [PostMove(("a", "Visitor"), ("b", "Visitor"))]


def test_whoever_holds_a_line_that_moves_or_is_renamed_is_known():
    after = structure(a_team("a", WORKER, {**SENIOR, "title": "Lead Practitioner"}), a_team("b", CLERK, {**WORKER}))

    found = changes(BEFORE, after)

    assert found.moves == [
        PostMove(("a", "Clerk"), ("b", "Clerk")),
        PostMove(("a", "Senior Practitioner"), ("a", "Lead Practitioner")),
    ]
    assert found.lines["b", "Clerk"] == ["From Team A"]


_POSTS = st.lists(
    st.builds(
        lambda title, count: {"title": title, "headcount": count},
        st.sampled_from(["Clerk", "Social Worker", "Senior"]),
        st.integers(0, 3),
    ),
    max_size=3,
    unique_by=lambda post: post["title"],
)
_STRUCTURES = st.builds(
    lambda codes, posts: structure(*(a_team(code, *posts[i]) for i, code in enumerate(codes))),
    st.lists(st.sampled_from("abc"), min_size=1, unique=True),
    st.lists(_POSTS, min_size=3, max_size=3),
)


@given(_STRUCTURES, _STRUCTURES)
def test_what_differs_is_said_and_what_does_not_is_not(before, after):
    assert bool(before.difference(after)) == (before != after)


@given(_STRUCTURES, _STRUCTURES)
def test_every_line_moves_from_where_it_was_to_where_it_is_once(before, after):
    moves = changes(before, after).moves

    assert all(move.was[1] in [post.title for post in before.posts_of(move.was[0])] for move in moves)
    assert all(move.becomes[1] in [post.title for post in after.posts_of(move.becomes[0])] for move in moves)
    assert len({move.was for move in moves}) == len({move.becomes for move in moves}) == len(moves)
