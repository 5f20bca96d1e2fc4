"""The value types: every one reads what it writes, says itself in words, and refuses what it cannot be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.types import (
    EVENTS,
    FACTS,
    RESPONSIBILITIES,
    Band,
    Brand,
    Condition,
    CountPerPeriod,
    Duration,
    DurationRange,
    PlacementCatalogue,
    PlacementType,
    PostDeclared,
    RateTable,
    StageList,
    Target,
    TeamDeclared,
    TeamStructure,
    Tier,
    TierTable,
)
from config_per_tenant.schema.values.conditions import implies, never_true
from config_per_tenant.schema.values.durations import UNITS
from config_per_tenant.schema.values.money import pence_of, pounds

words = st.text(st.characters(whitelist_categories=["L", "Nd"]), min_size=1, max_size=12)
codes = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
durations = st.builds(Duration, st.integers(0, 200), st.sampled_from(list(UNITS)))
pence = st.integers(0, 1_000_000)


@st.composite
def ranges(draw):
    unit = draw(st.sampled_from(["days", "weeks", "months"]))
    least, usual, most = sorted(draw(st.lists(st.integers(1, 40), min_size=3, max_size=3)))
    return DurationRange(
        draw(st.sampled_from([None, Duration(least, unit)])),
        Duration(most, unit),
        draw(st.sampled_from([None, Duration(usual, unit)])),
    )


counts = st.builds(
    CountPerPeriod,
    st.integers(0, 366),
    st.builds(Duration, st.integers(1, 5), st.sampled_from(["weeks", "months", "years"])),
    st.sampled_from(["household", "person", "child"]),
)


@st.composite
def targets(draw):
    starts, stops = draw(st.lists(st.sampled_from(list(EVENTS)), min_size=2, max_size=2, unique=True))
    return Target(draw(st.one_of(durations, ranges())), starts, stops)


@st.composite
def rate_tables(draw):
    edges = sorted(draw(st.sets(st.integers(1, 17), max_size=5)) | {0})
    bands = tuple(
        Band(f"age_{start}", f"From {start}", start, end - 1)
        for start, end in zip(edges, [*edges[1:], 18], strict=True)
    )
    return RateTable(bands, type(_map())({band.id: draw(pence) for band in bands}), draw(st.booleans()))


def _map():
    from config_per_tenant.schema.frozen import FrozenMap

    return FrozenMap()


tier_tables = st.lists(st.tuples(words, pence, st.booleans()), max_size=5).map(
    lambda rows: TierTable(
        "Skill",
        tuple(
            Tier(f"t{level}", name, amount, "child", empty, (Condition("skill_level", ">=", level),))
            for level, (name, amount, empty) in enumerate(rows)
        ),
    )
)
posts = st.builds(
    PostDeclared,
    words,
    st.sampled_from([None, "supervising_social_worker"]),
    st.sampled_from([None, 5]),
    st.sampled_from([None, Decimal("4.5"), Decimal("0")]),
    st.sampled_from([None, 7]),
    st.sampled_from([None, 0, 2]),
    st.one_of(st.none(), words),
    st.booleans(),
    st.none(),
    words,  # a note: figures that do not fit each other need one
)


@st.composite
def structures(draw):
    names = draw(st.lists(codes, min_size=1, max_size=5, unique=True))
    teams = []
    for index, code in enumerate(names):
        parent = draw(st.sampled_from([None, *names[:index]]))
        titles = draw(st.lists(posts, max_size=3, unique_by=lambda post: post.title.lower()))
        work = tuple(draw(st.sets(st.sampled_from(list(RESPONSIBILITIES)), max_size=3)))
        teams.append(TeamDeclared(code, code.title(), parent, None, work, tuple(titles)))
    return TeamStructure(tuple(teams), tuple(draw(st.lists(posts, max_size=2, unique_by=lambda p: p.title.lower()))))


catalogues = st.lists(codes, max_size=4, unique=True).map(
    lambda found: PlacementCatalogue(
        tuple(
            PlacementType(code, code, "A home", age_min=0, max_duration=Duration(5, "working_days")) for code in found
        )
    )
)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Duration, durations),
        (DurationRange, ranges()),
        (CountPerPeriod, counts),
        (Target, targets()),
        (RateTable, rate_tables()),
        (TierTable, tier_tables),
        (TeamStructure, structures()),
        (PlacementCatalogue, catalogues),
    ],
)
def test_what_is_written_is_read_again_without_loss(kind, values):
    @given(values)
    def check(value):
        plain = value.to_plain()
        assert kind.from_plain(plain) == value
        assert kind.from_plain(plain).to_plain() == plain
        assert value.in_words()
        assert hash(value) == hash(kind.from_plain(plain))

    check()


@settings(deadline=None)  # the first comparison of two units works out four years
@given(durations, durations, st.dates(date(2023, 1, 1), date(2026, 12, 1)))
def test_never_longer_holds_from_every_day(first, second, day):
    if first.never_longer_than(second):
        assert first.after(day) <= second.after(day)


@pytest.mark.parametrize("count", [1, 5, 23])
def test_working_days_are_compared_as_they_are_counted(count):
    from config_per_tenant.schema.values.durations import _ends

    duration = Duration(count, "working_days")
    assert _ends(duration)[:400] == tuple(duration.after(date(2023, 3, 1) + timedelta(days=n)) for n in range(400))


@given(durations)
def test_time_never_runs_backwards(duration):
    day = date(2026, 2, 28)
    assert duration.after(day) >= day


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        ("52 weeks", "12 months", True),
        ("53 weeks", "12 months", False),
        ("365 days", "1 year", True),
        ("366 days", "1 year", False),
        ("12 months", "1 year", True),
        ("5 working days", "7 days", False),  # a bank holiday lies between
        ("7 days", "5 working days", False),  # from a Saturday
        ("5 days", "5 working days", True),
        ("48 hours", "2 days", True),
    ],
)
def test_lengths_in_different_units_are_compared_at_their_worst(first, second, holds):
    assert Duration.from_plain(first).never_longer_than(Duration.from_plain(second)) is holds


@pytest.mark.parametrize("plain", ["8", "weeks", "8 fortnights", 8, None, "-1 weeks", "8.5 weeks", ["8 weeks"], ""])
def test_what_is_no_length_of_time_is_refused(plain):
    with pytest.raises(Wrong):
        Duration.from_plain(plain)


def test_a_range_is_read_in_words_and_in_parts():
    four_to_eight = DurationRange(Duration(4, "weeks"), Duration(8, "weeks"))
    assert DurationRange.from_plain("4 to 8 weeks") == four_to_eight
    assert DurationRange.from_plain({"least": "4 weeks", "most": "8 weeks"}) == four_to_eight
    assert DurationRange.from_plain("1 month").least is None
    with pytest.raises(Wrong, match="longer than the longest"):
        DurationRange.from_plain({"least": "9 weeks", "most": "8 weeks"})


def test_a_working_day_target_ends_after_the_bank_holiday():
    assert Duration(5, "working_days").after(date(2026, 12, 23)) == date(2027, 1, 4)


def test_all_faults_of_a_value_come_at_once_with_their_places():
    with pytest.raises(Wrong) as refusal:
        TeamStructure.from_plain(
            {
                "teams": [
                    {"code": "Bad Code", "name": "", "responsibilities": ["singing"]},
                    {"code": "b", "name": "B", "posts": [{"title": "SW", "headcount": -1, "fte": "many"}]},
                ]
            }
        )
    assert {fault.path for fault in refusal.value.faults} == {
        "teams.0.code",
        "teams.0.name",
        "teams.0.responsibilities.0",
        "teams.1.posts.0.headcount",
        "teams.1.posts.0.fte",
    }


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ({"title": "SW", "headcount": 2, "fte": 3}, "do not fit in 2 posts"),
        ({"title": "SW", "fte": -1}, "cannot be below 0"),
        ({"title": "SW", "headcount": 1, "vacancies": 2}, "2 vacancies do not fit in 1 post"),
    ],
)
def test_posts_that_do_not_add_up_are_refused(post, said):
    with pytest.raises(Wrong, match=said):
        TeamStructure.from_plain({"teams": [{"code": "a", "name": "A", "posts": [post]}]})


def test_eight_posts_may_be_held_by_eleven_people():
    post = PostDeclared("Supervising Social Worker", headcount=8, filled=11)
    assert "11 in post" in post.in_words()


def test_lines_that_run_in_a_circle_are_refused():
    teams = [{"code": c, "name": c.upper(), "parent": p} for c, p in (("a", "c"), ("b", "a"), ("c", "b"))]
    with pytest.raises(Wrong, match="circle"):
        TeamStructure.from_plain({"teams": teams})
    with pytest.raises(Wrong, match="no team here"):
        TeamStructure.from_plain({"teams": [{"code": "a", "name": "A", "parent": "z"}]})


def _tiers(*conditions):
    return {
        "basis": "Skill",
        "tiers": [
            {"code": f"t{n}", "label": f"Tier {n}", "weekly": "£10", "per": "child", "conditions": list(each)}
            for n, each in enumerate(conditions)
        ],
    }


def _when(fact, op, value):
    return {"fact": fact, "op": op, "value": value}


@pytest.mark.parametrize(
    "tiers",
    [
        _tiers([], []),
        _tiers([_when("skill_level", ">=", 2)], [_when("skill_level", ">=", 1)]),
        _tiers([_when("skill_level", ">=", 3), _when("skill_level", "<", 2)]),
        _tiers([_when("approval_kind", "==", "mainstream"), _when("approval_kind", "!=", "mainstream")]),
        _tiers([_when("tsd_completed", "==", True), _when("tsd_completed", "==", False)]),
        _tiers([_when("skill_level", "==", 2)], [_when("skill_level", "in", [1, 2])]),
    ],
)
def test_a_tier_that_nobody_can_reach_is_refused(tiers):
    with pytest.raises(Wrong, match="Nobody can reach"):
        TierTable.from_plain(tiers)


def test_tiers_that_each_hold_somebody_are_read():
    table = TierTable.from_plain(
        _tiers([], [_when("skill_level", ">=", 2)], [_when("skill_level", ">=", 2), _when("tsd_completed", "==", True)])
    )
    assert [tier.code for tier in table.tiers] == ["t0", "t1", "t2"]


FACT_CONDITIONS = st.one_of(
    st.builds(
        Condition, st.just("skill_level"), st.sampled_from(["==", "!=", ">=", "<=", ">", "<"]), st.integers(0, 6)
    ),
    st.builds(Condition, st.just("tsd_completed"), st.sampled_from(["==", "!="]), st.booleans()),
    st.builds(
        Condition,
        st.just("approval_kind"),
        st.sampled_from(["==", "!="]),
        st.sampled_from(list(FACTS["approval_kind"].options)),
    ),
)


@given(
    st.lists(FACT_CONDITIONS, max_size=4),
    st.lists(FACT_CONDITIONS, max_size=3),
    st.integers(-1, 8),
    st.booleans(),
    st.sampled_from(list(FACTS["approval_kind"].options)),
)
def test_what_is_said_of_conditions_holds_for_every_household(ours, theirs, level, tsd, kind):
    facts = {"skill_level": level, "tsd_completed": tsd, "approval_kind": kind}
    meets = all(condition.holds(facts[condition.fact]) for condition in ours)
    if meets:
        assert not never_true(ours)
        if implies(ours, theirs):
            assert all(condition.holds(facts[condition.fact]) for condition in theirs)


@pytest.mark.parametrize(
    "condition",
    [
        _when("skill_level", ">=", "two"),
        _when("tsd_completed", ">", True),
        _when("approval_kind", "==", "robot"),
        _when("shoe_size", "==", 9),
        _when("skill_level", "in", 3),
        _when("skill_level", "~", 3),
    ],
)
def test_a_condition_of_the_wrong_type_is_refused(condition):
    with pytest.raises(Wrong):
        Condition.from_plain(condition)


@pytest.mark.parametrize(
    "stages",
    [
        [{"name": "Panel", "neutral": "panel"}, {"name": "Application", "neutral": "application"}],
        [{"name": "Same"}, {"name": "same"}],
        [],
        [{"name": "A", "neutral": "dance"}],
    ],
)
def test_stages_that_contradict_are_refused(stages):
    with pytest.raises(Wrong):
        StageList.from_plain(stages)


def test_ages_in_no_band_or_in_two_are_refused():
    bands = [
        {"id": "a", "label": "A", "from_age": 0, "to_age": 10},
        {"id": "b", "label": "B", "from_age": 10, "to_age": 16},
    ]
    with pytest.raises(Wrong) as refusal:
        RateTable.from_plain({"bands": bands, "weekly_pence": {"a": 1, "b": 2}})
    assert "Age 10 is in two bands: A and B." in str(refusal.value)
    assert "Age 17 is in no band." in str(refusal.value)


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "", None, 5, "#777777", "url(x)"])
def test_a_colour_that_cannot_be_used_is_refused(colour):
    plain = {"name": "N", "short_name": "N", "service_name": "S", "colour": colour}
    with pytest.raises(Wrong):
        Brand.from_plain(plain)


@given(pence)
def test_money_is_said_and_read_without_loss(amount):
    assert pence_of(pounds(amount)) == amount


@pytest.mark.parametrize("text", ["", "12.5", "-4", "£1,00", "ten", 1.5, None, True])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Wrong):
        pence_of(text)
